import * as strings from "#strings";

import { html, Pure } from "../panel/html.js";
import { reveal } from "../panel/scroll.js";

/** Why an answer did not help: a reason is kept as soon as it is chosen, words when they are saved. */
export class Reasons extends Pure {
  render({ reply, rate }, { comment }) {
    const { verdict, reason, comment: kept } = reply.feedback;
    const words = comment ?? kept ?? "";
    const save = (change) => rate(reply, { verdict, reason, comment: words.trim() || null, ...change });
    return html`<form class="reasons" aria-label=${strings.why} ref=${reveal} onSubmit=${(event) => (event.preventDefault(), save())}>
      <p>${strings.why}</p>
      <div class="chips">
        ${Object.entries(strings.reasons).map(
          ([name, label]) => html`<button type="button" class="chip" aria-pressed=${reason === name}
            onClick=${() => save({ reason: reason === name ? null : name })}>${label}</button>`,
        )}
      </div>
      ${reason && html`<div class="row" ref=${reveal}>
        <input dir="auto" maxlength="500" aria-label=${strings.comment} placeholder=${strings.comment} value=${words}
          onInput=${(event) => this.setState({ comment: event.target.value })} />
        <button class="chip" disabled=${words.trim() === (kept || "")}>${strings.save}</button>
      </div>`}
    </form>`;
  }
}
