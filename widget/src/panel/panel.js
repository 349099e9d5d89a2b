// The panel: mounted by the element when it is first wanted.

import { language } from "#strings";
import * as strings from "#strings";
import { render as draw } from "preact";

import { Panel } from "./components/app.js";
import { createConversation } from "./conversation.js";
import { html, preact } from "./html.js";
import { createScroll } from "./scroll.js";
import answerCss from "./styles/answer.css";
import baseCss from "./styles/base.css";
import composerCss from "./styles/composer.css";
import logCss from "./styles/log.css";
import mediaCss from "./styles/media.css";
import panelCss from "./styles/panel.css";
import { shownTurns } from "./turns.js";

const SHEETS = ["erase", "privacy"];
// A constructed style sheet: a page's Content-Security-Policy need not allow inline styles.
const styles = new CSSStyleSheet();
styles.replaceSync(baseCss + panelCss + logCss + answerCss + composerCss + mediaCss);

/** Returns {show, hide, focus, stored, update, stop, isOpen}; see the element for what it gives. */
function mountPanel({ element, stage, base, load, options, storage, outbox, visit, styles: launcherStyles, about: learn, changed, closed }) {
  const root = element.shadowRoot;
  const place = document.createElement("div");
  let sheet = null;
  let isMounted = true;
  let about = {};

  const emit = (name, detail = {}) =>
    element.dispatchEvent(new CustomEvent(`sme-chat:${name}`, { detail, bubbles: true, composed: true }));
  const later = createLater(load, root);
  const conversation = createConversation({ base, storage, outbox, later, about: learn, emit, render, asked: () => scroll.follow() });
  const { state, set } = conversation;
  const scroll = createScroll((count) => {
    const fresh = count && state.fresh + count;
    if (fresh !== state.fresh) set({ fresh });
  });
  const find = (selector) => root.querySelector(selector);

  function render() {
    if (!isMounted || !conversation) return;
    const hadFocus = root.activeElement;
    draw(
      html`<${Panel} state=${state} options=${withDefaults(options, about)} actions=${conversation} scroll=${scroll} close=${hide} onKeyDown=${onKeyDown} />`,
      place,
    );
    moveFocus();
    // What had the focus is gone, or can no longer be pressed: keys are to reach the panel all the same.
    if (hadFocus && state.isOpen && (!root.activeElement || root.activeElement.disabled)) find(state.draft ? "textarea" : ".log").focus();
    const turns = shownTurns(state.turns, state.outbox);
    scroll.settle(turns, turns.reduce((sum, turn) => sum + turn.replies.length, 0));
    changed();
  }

  /** Into a sheet that has opened; back to the menu's button from one that has closed. */
  function moveFocus() {
    const before = sheet;
    sheet = state.sheet;
    if (sheet === before || !state.isOpen) return;
    if (SHEETS.includes(sheet)) find("[data-first]").focus();
    else if (!sheet && !root.activeElement?.matches("textarea")) find("[part=menu-button]").focus();
  }

  function onKeyDown(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    if (state.sheet) set({ sheet: null });
    else hide();
  }

  function show() {
    if (state.isOpen) return;
    visit.set("open", true);
    conversation.setOpen(true);
    emit("open");
  }

  function hide() {
    if (!state.isOpen) return;
    const hadFocus = !!root.activeElement;
    visit.set("open", null);
    conversation.setOpen(false);
    closed(hadFocus);
    emit("close");
  }

  stage.append(place);
  root.adoptedStyleSheets = [launcherStyles, styles];
  const online = () => conversation.setOnline();
  for (const name of ["online", "offline"]) addEventListener(name, online);
  render();
  conversation.start();
  learn().then((found) => {
    about = found;
    render();
  }, () => {}); // the panel's own words do

  return {
    show,
    hide,
    stored: conversation.stored,
    isOpen: () => state.isOpen,
    // On a touch screen the input would bring up the keyboard over the greeting.
    focus: () => find(matchMedia("(pointer: coarse)").matches ? ".panel" : "textarea").focus(),
    update(changedOptions) {
      options = changedOptions;
      render();
    },
    stop() {
      isMounted = false;
      for (const name of ["online", "offline"]) removeEventListener(name, online);
      conversation.stop();
      draw(null, place);
      place.remove();
    },
  };
}

/** What few visitors want: `load(name)` fetches its script; `parts` is what that brought, null until then. */
function createLater(load, root) {
  const later = {
    parts: null,
    /** Resolves to the parts, their style sheet in use; rejects when they cannot be had, and may be asked again. */
    async want() {
      const parts = await load(`more.${language}`);
      if (!later.parts) root.adoptedStyleSheets = [...root.adoptedStyleSheets, parts.styles];
      return (later.parts = parts);
    },
  };
  return later;
}

function withDefaults(options, about) {
  const { title, subtitle, greeting, startQuestions } = options;
  return {
    ...options,
    title: title || about.assistant || strings.title,
    subtitle: subtitle ?? strings.subtitle,
    greeting: greeting || strings.greeting.replace("{about}", about.subject ? ` ${strings.about} ${about.subject}` : ""),
    startQuestions: startQuestions ?? about.questions ?? [],
  };
}

const Element = customElements.get("sme-chat");
Element.preact = preact;
Element.arrived(`panel.${language}`, mountPanel);
