import * as strings from "#strings";

import { html, Pure } from "../html.js";
import { inSeconds } from "../time.js";
import { IconButton } from "./icons.js";
import { Reply } from "./reply.js";
import { Lines, Stamp } from "./words.js";

/** One question and what was answered. */
export class Turn extends Pure {
  render({ turn, pressed, name, actions }) {
    const { asked, replies, state } = turn;
    const words = asked.text || asked.title;
    return html`<li class="turn">
      ${words && html`<div class="asked" part="question">
        <span class="sr">${strings.you}</span>
        <${Lines} text=${words} />
        <div class="foot">
          <${Stamp} at=${asked.at} />
          ${state === "queued" && html`<span>${strings.queued}</span>`}
        </div>
      </div>`}
      ${replies.map((reply) => html`<${Reply} reply=${reply} pressed=${pressed} name=${name} actions=${actions} />`)}
      <${Progress} turn=${turn} actions=${actions} />
    </li>`;
  }
}

function Progress({ turn, actions }) {
  const { state, entry } = turn;
  if (entry?.waiting) {
    return html`<div class="trouble"><p>${errorText(entry.waiting)} ${inSeconds(entry.waiting.seconds, strings.language)}</p>
      <button type="button" class="chip" onClick=${() => actions.retry(turn.key)}>${strings.retry}</button></div>`;
  }
  if (state === "pending") {
    return html`<div class="typing" role="img" aria-label=${strings.thinking} title=${strings.thinking}><i /><i /><i /></div>`;
  }
  if (state !== "failed") return null;
  return html`<div class="trouble">
    <div class="said"><p dir="auto">${errorText(entry?.failed || {})}</p>
      ${entry && html`<${IconButton} icon="close" label=${strings.remove} onClick=${() => actions.drop(entry)} />`}</div>
    ${entry && html`<div class="row">
      ${entry.failed.again === "now" && html`<button type="button" class="chip" onClick=${() => actions.retry(turn.key)}>${strings.retry}</button>`}
      ${entry.text && html`<button type="button" class="chip" onClick=${() => actions.takeBack(entry)}>${strings.edit}</button>`}
    </div>`}
    ${!entry && turn.asked.text && html`<button type="button" class="chip" onClick=${() => actions.ask(turn.asked.text)}>${strings.retry}</button>`}
  </div>`;
}

/** An API error in the interface's language; the server's Arabic where we have no words of our own. */
function errorText({ code, message }) {
  return strings.errors[code] || message || strings.errors.other;
}
