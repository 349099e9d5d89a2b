// What the visitor can do, and what comes of it: the store, the outbox, the API and the other tabs, together.

import * as strings from "#strings";

import { createApi } from "./api.js";
import { createSender } from "./sending.js";
import { createSuggestions } from "./suggestions.js";
import { mergeTurns, shownTurns } from "./turns.js";

const POLL_SECONDS = 2;
const ERASE = "/ask_erase"; // contract/payload.py: a button that we carry out here
const SHOWN_MILLISECONDS = 5000;

/**
 * `emit(name, detail)` tells the page; `render()` shows the state anew; `asked()` precedes each question of this tab;
 * `later` has what is fetched when it is first wanted; `about()` resolves to what the assistant is about.
 */
export function createConversation({ base, storage, outbox, later, about, render, emit, asked }) {
  const api = createApi(base, storage, strings.language, about);
  const store = createStore(
    {
      turns: [], // known by the server
      outbox: outbox.list(), // not yet answered
      before: null, // cursor to what was said earlier
      loading: false,
      isOpen: false,
      isOnline: navigator.onLine,
      draft: storage.get("draft") || "",
      fresh: 0, // answers below what is on screen
      said: "", // read out by screen readers
      notice: "",
      suggestions: [], // of what may be asked: {text, payload}
      active: -1, // the suggestion that Enter takes
      sheet: null, // "menu", "erase" or "privacy"
    },
    render,
  );
  const { state, set } = store;
  let loaded = false;
  let stopped = false;

  const tabs = joinTabs(`sme-chat:${base}`, hear);
  const sender = createSender({
    outbox,
    ask: api.ask,
    alone: tabs.alone,
    changed: showOutbox,
    answered(turn, entry) {
      if (!turn.asked.text && !turn.asked.title) turn.asked.title = entry.title;
      tabs.tell({ turn });
      if (!state.isOpen) storage.set("unread", (storage.get("unread") || 0) + 1);
      show(turn);
    },
  });

  function showOutbox() {
    set({ outbox: outbox.list() });
  }

  function show(turn) {
    const text = turn.replies.map((reply) => reply.body || reply.text).join("\n");
    set({
      turns: mergeTurns(state.turns, [turn]),
      outbox: outbox.list(),
    });
    if (state.isOpen) tell(text, "said");
    for (const { answer_id, kind } of turn.replies) emit("answer", { answer_id, kind });
  }

  function hear({ turn, erased, rated }) {
    if (turn) show(turn);
    if (rated) setFeedback(rated);
    if (erased) forgetAll();
  }

  /** Say `text` for a while: "said" to screen readers alone, "notice" to everyone. */
  function tell(text, how = "notice") {
    set({ [how]: text });
    setTimeout(() => state[how] === text && set({ [how]: "" }), SHOWN_MILLISECONDS);
  }

  function enqueue(entry) {
    asked();
    outbox.add({ key: newKey(), after: lastKey(), ...entry });
    showOutbox();
    sender.send();
  }

  /** Of the turn that a message follows, also should it be refused and others come after it. */
  function lastKey() {
    return shownTurns(state.turns, state.outbox).at(-1)?.key;
  }

  async function load() {
    if (state.loading || !api.hasSession()) return;
    set({ loading: true });
    try {
      const { turns, before, pending } = await api.history();
      const isFirst = !loaded;
      loaded = true;
      for (const { key } of turns.filter((turn) => turn.state === "answered")) outbox.remove(key);
      set({ turns: mergeTurns(state.turns, turns), outbox: outbox.list(), ...(isFirst && { before }) });
      // An answer that no tab of ours waits for: asked for just before the browser was cleared or closed.
      if (pending.some((key) => !outbox.has(key)) && !stopped) setTimeout(load, POLL_SECONDS * 1000);
    } catch (failure) {
      if (failure.again !== "never") tell(strings.historyFailed);
    }
    set({ loading: false });
  }

  function setFeedback({ answer_id, ...feedback }) {
    const turns = state.turns.map((turn) =>
      turn.replies.some((reply) => reply.answer_id === answer_id)
        ? { ...turn, replies: turn.replies.map((reply) => (reply.answer_id === answer_id ? { ...reply, feedback } : reply)) }
        : turn,
    );
    set({ turns });
  }

  function forgetAll() {
    api.forget();
    outbox.clear();
    storage.set("draft", null);
    storage.set("unread", null);
    set({ turns: [], outbox: [], before: null, draft: "", fresh: 0, sheet: null });
  }

  const suggestions = createSuggestions({
    base,
    state,
    set,
    choose({ text, payload }) {
      setDraft("");
      enqueue(payload ? { title: text, payload } : { text });
    },
  });

  function setDraft(draft) {
    storage.set("draft", draft || null);
    set({ draft });
  }

  /** What is fetched when it is first wanted; never resolves where it cannot be had, which is said. */
  function want() {
    return later.want().catch(() => {
      tell(strings.notLoaded);
      return new Promise(() => {});
    });
  }

  const openSheet = (sheet) => want().then(() => set({ sheet }));

  return {
    state,
    set,
    base,
    suggestions,
    setDraft,
    ask: (text) => enqueue({ text }),
    press: ({ title, payload }) => (payload === ERASE ? openSheet("erase") : enqueue({ title, payload })),
    section: api.section,
    start() {
      api.renew().catch(() => {}); // tried again at the next visit
      if (outbox.next()) load().then(sender.send);
    },
    /** Another tab has changed what waits; if that tab has gone, this one sends. */
    stored() {
      showOutbox();
      sender.send();
    },
    stop() {
      stopped = true;
      tabs.leave();
    },
    setOnline() {
      set({ isOnline: navigator.onLine });
      if (state.isOnline) sender.send();
    },
    setOpen(isOpen) {
      suggestions.dismiss();
      if (isOpen) {
        storage.set("unread", null);
        if (!loaded) load();
      }
      set({ isOpen, sheet: null });
    },
    retry(key) {
      outbox.change(key, { failed: null, after: lastKey() });
      showOutbox();
      sender.send();
    },
    /** Dismiss a message that could not be sent. */
    drop({ key }) {
      outbox.remove(key);
      showOutbox();
    },
    /** Take it back: its words return to the input if that is empty. */
    takeBack({ key, text }) {
      this.drop({ key });
      if (text && !state.draft) this.setDraft(text);
    },
    async loadOlder() {
      set({ loading: true });
      try {
        const { turns, before } = await api.history(state.before);
        set({ turns: mergeTurns(turns, state.turns), before });
      } catch {
        tell(strings.historyFailed);
      }
      set({ loading: false });
    },
    /** Shown at once, taken back if the server does not keep it; resolves to whether it does. */
    async rate(reply, feedback) {
      const earlier = reply.feedback;
      const rated = { reason: null, comment: null, ...feedback, answer_id: reply.answer_id };
      setFeedback(rated);
      try {
        tabs.tell({ rated: await api.rate(rated) });
        tell(strings.thanks, "said");
        return true;
      } catch {
        setFeedback({ answer_id: reply.answer_id, ...(earlier || { verdict: "none" }) });
        tell(strings.notKept);
        return false;
      }
    },
    want,
    openMenu: () => openSheet("menu"),
    later,
    inside: { api, set, tell, tabs, forgetAll },
    tell,
  };
}

/** At least 8 of [A-Za-z0-9-]; crypto.randomUUID needs a secure context, this does not. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What is shown, in one object; whoever changes it says so once. */
function createStore(state, render) {
  return {
    state,
    set(change) {
      Object.assign(state, change);
      render();
    },
  };
}

/**
 * This page's tabs of one browser: what one `tell`s, the others `hear`; `alone(work)` waits until no other tab works.
 */
function joinTabs(name, hear) {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => hear(data);
  return {
    tell: (message) => channel.postMessage(message),
    leave: () => channel.close(),
    // Locks need a secure context; without them each tab sends, and the shared key keeps the answer one.
    alone: (work) => (navigator.locks ? navigator.locks.request(name, work) : work()),
  };
}
