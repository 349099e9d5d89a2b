// <sme-chat>: a launcher in a shadow root, and the panel once it is wanted.

import { askAbout, tellOwner } from "./about.js";
import baseCss from "./base.css";
import { createLauncher } from "./button.js";
import launcherCss from "./launcher.css";
import { arrived, loadScript } from "./load_script.js";
import { ATTRIBUTES, readOptions } from "./options.js";
import { openOutbox } from "./outbox.js";
import { openStorage } from "./storage.js";
import { applyTheme, loadPlex, themeOf } from "./theme.js";

const NOTE_MILLISECONDS = 6000;
const FOCUSABLE = "a[href], button:not([disabled]), textarea, input, [tabindex='0']";
const darkness = () => matchMedia("(prefers-color-scheme: dark)");

/** `base`: the server that the script came from. */
export function defineElement(base) {
  const styles = new CSSStyleSheet();
  styles.replaceSync(baseCss + launcherCss);

  class SmeChat extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    /** For the panel's scripts. */
    static arrived = arrived;

    #stage;
    #launcher;
    #options;
    #panel;
    #ears;
    #storage = openStorage(() => localStorage, `sme-chat:${base}:`);
    #visit = openStorage(() => sessionStorage, `sme-chat:${base}:`);
    #outbox = openOutbox(this.#storage);
    #lastFocused;
    #notice;
    #unread;
    #about;

    connectedCallback() {
      const root = this.shadowRoot || this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [styles];
      this.#launcher = createLauncher({ open: () => this.open(), soon: () => this.#load().catch(() => {}) });
      this.#stage = document.createElement("div");
      this.#stage.append(...this.#launcher.elements);
      root.replaceChildren(this.#stage);
      this.#readAttributes();
      this.#listen();
      // The browser's store is slow to open for the first time: the page comes first.
      setTimeout(() => {
        if (!this.isConnected) return;
        this.#remember();
        this.#learn().catch(() => {}); // asked again by the panel
      });
    }

    disconnectedCallback() {
      this.#ears.abort();
      this.#drop();
    }

    attributeChangedCallback() {
      if (!this.#options) return;
      const { language } = this.#options;
      this.#readAttributes();
      if (language !== this.#options.language) this.#drop();
      this.#panel?.update(this.#options);
    }

    /** Open before a reload, open after it; what was being sent goes on being sent. */
    #remember() {
      this.#readUnread();
      // Another tab has asked, or read an answer.
      const changed = () => {
        this.#readUnread();
        this.#panel?.stored();
      };
      addEventListener("storage", changed, { signal: this.#ears.signal });
      const wasOpen = this.#visit.get("open");
      if (wasOpen || this.#outbox.next()) this.#load().then((panel) => wasOpen && panel.show(), () => {});
    }

    /** What the assistant is about, asked once for each language. */
    #learn() {
      const { language, strings } = this.#options;
      if (this.#about?.language === language) return this.#about.told;
      const told = askAbout(base, language);
      this.#about = { language, told };
      told.then(
        ({ refused }) => refused && tellOwner(base) && this.#say(`${strings.refused} ${origin}`, true),
        () => (this.#about = null),
      );
      return told;
    }

    #readUnread() {
      this.#unread = this.#storage.get("unread");
      this.#show();
    }

    async open() {
      this.#lastFocused = focusedElement();
      try {
        const panel = await this.#load();
        panel.show();
        panel.focus();
      } catch {
        this.#say(this.#options.strings.failed);
      }
    }

    close() {
      this.#panel?.hide();
    }

    /** The panel once it is there; loaded at most once for this element and its language. */
    async #load() {
      const { language } = this.#options;
      const mount = await loadScript(base, `panel.${language}`);
      if (language !== this.#options.language) return this.#load();
      if (this.#panel) return this.#panel;
      followViewport(this.#stage, this.#ears.signal);
      this.#panel = mount({
        element: this,
        stage: this.#stage,
        base,
        load: (name) => loadScript(base, name),
        options: this.#options,
        storage: this.#storage,
        outbox: this.#outbox,
        visit: this.#visit,
        styles,
        about: () => this.#learn(),
        changed: () => this.#readUnread(),
        closed: (hadFocus) => hadFocus && this.#giveFocusBack(),
      });
      return this.#panel;
    }

    #drop() {
      this.#panel?.stop();
      this.#panel = null;
      this.#show();
    }

    #giveFocusBack() {
      const last = this.#lastFocused;
      (last?.isConnected && last !== document.body ? last : this.#launcher.button).focus();
    }

    #say(notice, stays) {
      this.#notice = notice;
      this.#show();
      if (!stays) setTimeout(() => {
        this.#notice = "";
        this.#show();
      }, NOTE_MILLISECONDS);
    }

    #show() {
      this.#launcher.show({
        strings: this.#options.strings,
        unread: this.#unread,
        isOpen: !!this.#panel?.isOpen(),
        notice: this.#notice,
      });
    }

    #readAttributes() {
      this.#options = readOptions((name) => this.getAttribute(name));
      const { strings, language, side, theme, font, colour, userColour } = this.#options;
      // An empty title keeps the element's own from showing up wherever the pointer rests.
      Object.assign(this.#stage, { className: `root ${side}`, lang: language, dir: strings.dir, title: "" });
      this.#stage.dataset.font = font || "";
      applyTheme(this.#stage, themeOf(theme, darkness().matches), colour, userColour);
      if (font === "plex") loadPlex(base);
      this.#show();
    }

    #listen() {
      this.#ears = new AbortController();
      const { signal } = this.#ears;
      darkness().addEventListener("change", () => this.#readAttributes(), { signal });
      this.#stage.addEventListener("keydown", (event) => this.#panel?.isOpen() && keepTabInside(event, this.shadowRoot));
    }
  }

  if (!customElements.get("sme-chat")) customElements.define("sme-chat", SmeChat);
}

/** Keep Tab inside the panel in `root`, round and round. */
function keepTabInside(event, root) {
  if (event.key !== "Tab") return;
  const panel = root.querySelector(".panel");
  const stops = [...panel.querySelectorAll(FOCUSABLE)].filter((stop) => stop.getClientRects().length && !stop.closest("[inert]"));
  const first = stops[0];
  const last = stops.at(-1);
  const current = root.activeElement;
  if (event.shiftKey ? current === first || current === panel : current === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}

/** The focused element, in whatever shadow root it is. */
function focusedElement() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** On a phone the panel fills what the keyboard leaves of the screen: set --top and --height on `element` as the visible viewport changes, until `signal`. */
function followViewport(element, signal) {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const follow = () => {
    if (viewport.scale > 1.01) return; // zoomed in to read: the panel stays as it is
    element.style.setProperty("--top", `${viewport.offsetTop}px`);
    element.style.setProperty("--height", `${viewport.height}px`);
  };
  follow();
  for (const name of ["resize", "scroll"]) viewport.addEventListener(name, follow, { signal });
}
