import * as strings from "#strings";

import { html, Pure } from "../html.js";
import { pointTitle, quickReplies } from "../turns.js";
import { Answer } from "./answer.js";
import { IconButton } from "./icons.js";
import { Sources } from "./sources.js";
import { Stamp, Text } from "./words.js";

const COPIED_MILLISECONDS = 2000;

// Kinds of answers that quote: whether a refusal, or a question back, has helped is not asked.
const QUOTING = ["point", "list", "comparison"];

export class Reply extends Pure {
  copy() {
    const { reply, actions } = this.props;
    copyText(reply.text, this.base).then(() => {
      actions.tell(strings.copied, "said");
      this.setState({ copied: true });
      setTimeout(() => this.setState({ copied: false }), COPIED_MILLISECONDS);
    });
  }

  /** A thumb down asks why, here and now: not after a reload, nor in another tab. */
  judge(verdict) {
    const { reply, actions } = this.props;
    const show = (asksWhy, isThanked) => this.setState({ asksWhy, isThanked });
    show(false, verdict === "up");
    actions.rate(reply, { verdict }).then((isKept) => isKept || show());
    if (verdict === "down") actions.want().then(() => show(true));
  }

  thank() {
    this.setState({ asksWhy: false, isThanked: true });
    this.base.querySelector("[part=down]").focus();
  }

  render({ reply, pressed, name, actions }, { copied, asksWhy, isThanked }) {
    const asButton = (point) => ({ payload: point.payload, title: pointTitle(reply, point) });
    const used = (button) => `\n${pressed}\n`.includes(`\n${button.title}\n`);
    const buttons = quickReplies(reply);
    const chips = buttons.length > 0 && html`<div class="chips" role="group" aria-label=${strings.replies}>
      ${buttons.map((button) => {
        const isUsed = used(button);
        return html`<button type="button" class="chip" part="reply" dir="auto" aria-disabled=${isUsed} onClick=${() => isUsed || actions.press(button)}>
          ${button.title}${isUsed && html`<span class="sr"> (${strings.used})</span>`}
        </button>`;
      })}
    </div>`;
    const isCited = reply.sources.length > 0;
    return html`<article class="reply" part="answer">
      <span class="sr">${name}:</span>
      ${
        reply.answer
          ? html`<${Answer}
              answer=${reply.answer}
              namesPlaces=${!isCited}
              pointOf=${(id) => reply.points.find((point) => point.passage_id === id)}
              used=${(point) => used(asButton(point))}
              pressed=${(point) => actions.press(asButton(point))}
            />`
          : html`<${Text} text=${isCited ? reply.body : reply.text} />`
      }
      ${!isCited && chips}
      <${Sources} reply=${reply} actions=${actions} />
      <div class="foot">
        <${Stamp} at=${reply.at} />
        ${QUOTING.includes(reply.kind) && html`<${IconButton} icon=${copied ? "check" : "copy"} label=${copied ? strings.copied : strings.copy} part="copy" onClick=${() => this.copy()} />
          <${Thumbs} verdict=${reply.feedback?.verdict} judge=${(verdict) => this.judge(verdict)} />`}
      </div>
      ${asksWhy && reply.feedback?.verdict === "down" && html`<${actions.later.parts.Reasons} reply=${reply} rate=${actions.rate} done=${() => this.thank()} />`}
      ${isThanked && html`<p class="thanks">${strings.thanks}</p>`}
    </article>
    ${isCited && chips}`;
  }
}

/** The thumbs beside an answer. */
function Thumbs({ verdict, judge }) {
  const thumb = (name, label) => html`<${IconButton} icon="thumb" flip=${name === "down"} label=${label} part=${name}
    aria-pressed=${verdict === name} onClick=${() => judge(verdict === name ? "none" : name)} />`;
  return [thumb("up", strings.up), thumb("down", strings.down)];
}

/** An insecure page, where the clipboard may not be had, gets the old way, from a field inside our own root. */
async function copyText(text, near) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.className = "sr";
    field.value = text;
    near.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}
