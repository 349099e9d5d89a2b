import * as strings from "#strings";

import { copyText } from "../copy.js";
import { html, Pure } from "../html.js";
import { pointTitle, quickReplies } from "../turns.js";
import { Thumbs, Why } from "./feedback.js";
import { IconButton } from "./icons.js";
import { Sources } from "./sources.js";
import { Stamp } from "./stamp.js";
import { Body } from "./words.js";

const COPIED_MILLISECONDS = 2000;

export class Reply extends Pure {
  copy() {
    const { reply, actions } = this.props;
    copyText(reply.text, this.base).then(() => {
      actions.tell(strings.copied, "said");
      this.setState({ copied: true });
      setTimeout(() => this.setState({ copied: false }), COPIED_MILLISECONDS);
    });
  }

  render({ reply, pressed, name, actions }, { copied }) {
    const asButton = (point) => ({ payload: point.payload, title: pointTitle(reply, point) });
    const used = (button) => `\n${pressed}\n`.includes(`\n${button.title}\n`);
    const buttons = quickReplies(reply);
    return html`<article class="reply" part="answer">
      <span class="sr">${name}:</span>
      <${Body}
        text=${reply.sources.length ? reply.body : reply.text}
        pointOf=${(number) => reply.points.find((point) => point.number === number)}
        used=${(point) => used(asButton(point))}
        pressed=${(point) => actions.press(asButton(point))}
      />
      <${Sources} sources=${reply.sources} />
      <div class="foot">
        <${Stamp} at=${reply.at} />
        ${reply.answer_id && html`<${IconButton} icon=${copied ? "check" : "copy"} label=${copied ? strings.copied : strings.copy} part="copy" onClick=${() => this.copy()} />
          <${Thumbs} reply=${reply} rate=${actions.rate} />`}
      </div>
      <${Why} reply=${reply} actions=${actions} />
    </article>
    ${buttons.length > 0 && html`<div class="chips" role="group" aria-label=${strings.replies}>
      ${buttons.map((button) => {
        const isUsed = used(button);
        return html`<button type="button" class="chip" part="reply" dir="auto" aria-disabled=${isUsed} onClick=${() => isUsed || actions.press(button)}>
          ${button.title}${isUsed && html`<span class="sr"> (${strings.used})</span>`}
        </button>`;
      })}
    </div>`}`;
  }
}
