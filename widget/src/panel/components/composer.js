import * as strings from "#strings";

import { html } from "../html.js";
import { lengthOf } from "../text.js";
import { Icon } from "./icons.js";
import { listed, Suggestions } from "./suggestions.js";

const MAX_CHARACTERS = 1000;
const NEAR_CHARACTERS = 900;

/** Where the visitor writes: Enter sends, Shift+Enter starts a line; the draft outlives the page. */
export function Composer({ state, options, actions }) {
  const list = actions.suggestions;
  const words = state.draft.trim();
  const length = lengthOf(words);
  const isTooLong = length > MAX_CHARACTERS;
  const send = (event) => {
    event?.preventDefault();
    if (!words || isTooLong) return;
    list.dismiss();
    actions.setDraft("");
    actions.ask(words);
  };
  const onInput = ({ target: { value } }) => {
    actions.setDraft(value);
    if (options.suggestions) list.typed(value);
  };
  const onKeyDown = (event) => {
    if (list.pressed(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  };
  return html`<form class="composer" onSubmit=${send}>
    ${!state.isOnline && html`<p class="notice">${strings.offline}</p>`}
    <p class="notice" role="status">${state.notice}</p>
    <${Suggestions} state=${state} list=${list} />
    <div class="field">
      <textarea part="input" rows="1" dir="auto" enterkeyhint="send" autocomplete="off" aria-label=${strings.input}
        placeholder=${strings.input} aria-invalid=${isTooLong} aria-describedby="count" value=${state.draft} ref=${(field) => requestAnimationFrame(() => fit(field))}
        ...${options.suggestions && listed(state)} onInput=${onInput} onKeyDown=${onKeyDown} onBlur=${list.dismiss} />
      <button class="send" part="send" aria-label=${strings.send} title=${strings.send} aria-disabled=${!words || isTooLong}><${Icon} name="send" /></button>
    </div>
    <p class="count" id="count" role="status">
      ${length > NEAR_CHARACTERS && html`<span class=${isTooLong ? "bad" : ""}>${isTooLong && strings.tooLong} <bdi>${length}</bdi> ${strings.left}</span>`}
    </p>
  </form>`;
}

/** As tall as its text; the style sheet says how tall at most. Before the first frame it has no height to measure. */
function fit(field) {
  if (!field) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
