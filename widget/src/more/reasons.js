import * as strings from "#strings";

import { html, Pure } from "../panel/html.js";
import { reveal } from "../panel/scroll.js";

/** Why an answer did not help: a reason is kept as soon as it is chosen, words when they are saved, which ends it. */
export class Reasons extends Pure {
  render({ reply, rate, done }, { comment }) {
    const { verdict, reason, comment: kept } = reply.feedback;
    const words = comment ?? kept ?? "";
    const save = (change) => rate(reply, { verdict, reason, comment: words.trim() || null, ...change });
    const submit = async (event) => {
      event.preventDefault();
      if (await save()) done();
    };
    return html`<form class="reasons" aria-label=${strings.why} ref=${reveal} onSubmit=${submit}>
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
        <button class="chip">${strings.save}</button>
      </div>`}
    </form>`;
  }
}
