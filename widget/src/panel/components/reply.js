import * as strings from "#strings";
import { Component } from "preact";

import { html, Pure } from "../html.js";
import { pointTitle, quickReplies } from "../turns.js";
import { Answer } from "./answer.js";
import { IconButton } from "./icons.js";
import { Sources } from "./sources.js";
import { Stamp, Text } from "./words.js";

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
      ${
        reply.answer
          ? html`<${Answer}
              answer=${reply.answer}
              namesPlaces=${!reply.sources.length}
              pointOf=${(id) => reply.points.find((point) => point.passage_id === id)}
              used=${(point) => used(asButton(point))}
              pressed=${(point) => actions.press(asButton(point))}
            />`
          : html`<${Text} text=${reply.sources.length ? reply.body : reply.text} />`
      }
      <${Sources} sources=${reply.sources} base=${actions.base} />
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

/** The thumbs beside an answer. */
function Thumbs({ reply, rate }) {
  const verdict = reply.feedback?.verdict;
  const thumb = (name, label) => html`<${IconButton} icon="thumb" flip=${name === "down"} label=${label} part=${name}
    aria-pressed=${verdict === name} onClick=${() => rate(reply, { verdict: verdict === name ? "none" : name })} />`;
  return [thumb("up", strings.up), thumb("down", strings.down)];
}

/** Why an answer did not help, asked once it is said that it did not. */
class Why extends Component {
  render({ reply, actions }) {
    if (reply.feedback?.verdict !== "down") return null;
    const { parts, want } = actions.later;
    if (parts) return html`<${parts.Reasons} reply=${reply} rate=${actions.rate} />`;
    want().then(
      () => this.setState({}),
      () => {}, // the thumb is kept all the same
    );
    return null;
  }
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
