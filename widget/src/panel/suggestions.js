// What may be asked, offered while it is typed: asked for after a pause, only the latest answer shown.

import { language } from "#strings";

const PAUSE_MILLISECONDS = 120;
const MIN_CHARACTERS = 2;
const MAX_CHARACTERS = 80; // the server has nothing for more
const PRIVATE = /@|(\p{Nd}[ -]?){6}/u; // an address, a number: it does not leave the page before it is sent
const ROW_PIXELS = 44;
const SHARE = 0.3; // of what the keyboard leaves of the screen, so that the last answer stays in sight
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** `state` has `suggestions` and `active`, the number of the one that Enter takes, or -1; `choose` asks it. */
export function createSuggestions({ base, state, set, choose }) {
  let pause;
  let asked;

  const stop = () => {
    clearTimeout(pause);
    asked?.abort();
  };
  const show = (suggestions) => set({ suggestions, active: -1 });

  async function ask(words) {
    asked = new AbortController();
    const { signal } = asked;
    let found = [];
    try {
      const answer = await fetch(`${base}/api/chat/suggestions?language=${language}&q=${encodeURIComponent(words)}`, {
        signal,
        credentials: "omit",
      });
      if (answer.ok) found = (await answer.json()).suggestions;
    } catch {
      // A help that does not come is not missed.
    }
    if (!signal.aborted) show(found.slice(0, rows()));
  }

  const list = {
    typed(text) {
      stop();
      const words = text.trim();
      if (words.length < MIN_CHARACTERS || words.length > MAX_CHARACTERS || PRIVATE.test(words)) list.dismiss();
      else pause = setTimeout(ask, PAUSE_MILLISECONDS, words);
    },
    dismiss() {
      stop();
      if (state.suggestions.length) show([]);
    },
    choose(suggestion) {
      list.dismiss();
      choose(suggestion);
    },
    /** Take a key that means the list; false for any other. */
    pressed({ key, isComposing, shiftKey }) {
      const { suggestions, active } = state;
      const count = suggestions.length + 1; // past either end, what was typed
      if (!suggestions.length || isComposing || shiftKey) return false;
      if (STEPS[key]) set({ active: ((active + 1 + STEPS[key] + count) % count) - 1 });
      else if (key === "Escape") list.dismiss();
      else if (key === "Enter" && active >= 0) list.choose(suggestions[active]);
      else return false;
      return true;
    },
  };
  return list;
}

function rows() {
  return Math.max(2, Math.floor(((window.visualViewport?.height ?? innerHeight) * SHARE) / ROW_PIXELS));
}
