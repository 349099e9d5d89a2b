import * as strings from "#strings";

import { html } from "../html.js";
import { Composer } from "./composer.js";
import { Icon, IconButton } from "./icons.js";
import { Log } from "./log.js";

/** The panel while it is open; the announcements always, so that screen readers know the place. */
export function Panel(shared) {
  const { state } = shared;
  return html`
    ${state.isOpen && html`<${Dialog} ...${shared} />`}
    <div class="sr" role="log" aria-live="polite" aria-relevant="additions">
      ${state.said && html`<p dir="auto" key=${state.said}>${state.said}</p>`}
    </div>
  `;
}

function Dialog(shared) {
  const { state, options, actions, close, onKeyDown } = shared;
  const isMenu = state.sheet === "menu";
  const { Menu, Sheets } = actions.later.parts || {};
  return html`<section class="panel" part="panel" role="dialog" aria-modal="true" aria-label=${options.title} tabindex="-1" onKeyDown=${onKeyDown}>
    <div class="content" inert=${["erase", "privacy"].includes(state.sheet)}>
      <header part="header">
        <span class="mark"><${Icon} name="star" /></span>
        <div class="name"><h1>${options.title}</h1><p>${options.subtitle}</p></div>
        <${IconButton} icon="menu" label=${strings.menu} part="menu-button" aria-expanded=${isMenu} onClick=${() => (isMenu ? actions.set({ sheet: null }) : actions.openMenu())} />
        <${IconButton} icon="close" label=${strings.close} part="close" onClick=${close} />
        ${Menu && html`<${Menu} ...${shared} />`}
      </header>
      <${Log} ...${shared} />
      <${Composer} ...${shared} />
    </div>
    ${Sheets && html`<${Sheets} ...${shared} />`}
  </section>`;
}
