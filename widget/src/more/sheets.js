import * as strings from "#strings";

import { html } from "../panel/html.js";

/** What the menu offers; a list of ordinary buttons, so that Tab and a tap are all it takes. */
export function Menu({ state, actions }) {
  if (state.sheet !== "menu") return null;
  const download = downloadWith(actions.inside);
  const nothing = !state.turns.length && !state.outbox.length;
  const item = (label, onClick, disabled) => html`<li><button type="button" disabled=${disabled} onClick=${onClick}>${label}</button></li>`;
  return html`<ul class="menu" part="menu">
    ${item(strings.text, () => download("text"), nothing)}
    ${item(strings.json, () => download("json"), nothing)}
    ${item(strings.privacy, () => actions.set({ sheet: "privacy" }))}
    ${item(strings.erase, () => actions.set({ sheet: "erase" }), nothing)}
  </ul>`;
}

export function Sheets({ state, options, actions }) {
  const close = () => actions.set({ sheet: null });
  if (state.sheet === "erase") {
    return html`<${Sheet} role="alertdialog" title=${strings.eraseAsk} note=${strings.eraseNote}>
      <button type="button" class="chip danger" onClick=${eraseWith(actions.inside)}>${strings.eraseYes}</button>
      <button type="button" class="chip" data-first onClick=${close}>${strings.eraseNo}</button>
    <//>`;
  }
  if (state.sheet === "privacy") {
    return html`<${Sheet} role="dialog" title=${strings.privacy} note=${strings.privacyNote}>
      ${options.privacyUrl && html`<a href=${options.privacyUrl} target="_blank" rel="noopener noreferrer">${strings.privacyMore}</a>`}
      <button type="button" class="chip" data-first onClick=${close}>${strings.done}</button>
    <//>`;
  }
  return null;
}

function Sheet({ role, title, note, children }) {
  return html`<div class="veil">
    <div class="sheet" part="sheet" role=${role} aria-modal="true" aria-labelledby="sheet-title" aria-describedby="sheet-note">
      <h2 id="sheet-title">${title}</h2>
      <p id="sheet-note">${note}</p>
      <div class="row choices">${children}</div>
    </div>
  </div>`;
}

const downloadWith =
  ({ api, set, tell }) =>
  async (format) => {
    set({ sheet: null });
    try {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await api.transcript(format));
      link.download = `${strings.fileName}.${format === "text" ? "txt" : "json"}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    } catch {
      tell(strings.notDownloaded);
    }
  };

const eraseWith =
  ({ api, set, tell, tabs, forgetAll }) =>
  async () => {
    set({ sheet: null });
    try {
      if (api.hasSession()) await api.erase();
    } catch (failure) {
      // A session that the server does not know any more has nothing left to erase.
      if (!failure.code.startsWith("session_")) return tell(strings.notErased);
    }
    tabs.tell({ erased: true });
    forgetAll();
    tell(strings.erased);
  };
