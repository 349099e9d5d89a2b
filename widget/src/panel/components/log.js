import * as strings from "#strings";

import { html } from "../html.js";
import { dayOf } from "../time.js";
import { pressedAfter, shownTurns } from "../turns.js";
import { Icon } from "./icons.js";
import { Turn } from "./turn.js";
import { Lines } from "./words.js";

/** The conversation: the greeting, what was said, and the questions to start with. */
export function Log({ state, options, actions, scroll }) {
  const turns = shownTurns(state.turns, state.outbox);
  const pressed = pressedAfter(turns);
  const shared = { name: options.title, actions };
  let day = "";
  return html`<div class="stage">
    <div class="log" part="log" role="region" tabindex="0" aria-label=${strings.log} onScroll=${scroll.moved} ref=${scroll.attach}>
      ${state.before
        ? html`<button type="button" class="chip older" disabled=${state.loading} onClick=${actions.loadOlder}>${strings.older}</button>`
        : html`<${Greeting} options=${options} />`}
      ${state.loading && html`<p class="note">${strings.loading}</p>`}
      <ol>
        ${turns.map((turn, at) => {
          const today = dayOf(turn.asked.at, strings.language);
          const isNew = today !== day;
          day = today;
          return [
            isNew && html`<li class="day" key=${`day ${today}`}><span>${today}</span></li>`,
            html`<${Turn} key=${turn.key} turn=${turn} pressed=${pressed[at]} ...${shared} />`,
          ];
        })}
      </ol>
      ${!turns.length && !state.loading && options.startQuestions.length > 0 && html`<div class="chips starters" role="group" aria-label=${strings.starters}>
        ${options.startQuestions.map((question) => html`<button type="button" class="chip" part="starter" dir="auto" onClick=${() => actions.ask(question)}>${question}</button>`)}
      </div>`}
    </div>
    ${state.fresh > 0 && html`<button type="button" class="fresh" part="new-messages" onClick=${scroll.toEnd}><${Icon} name="down" />${strings.newMessages}</button>`}
  </div>`;
}

function Greeting({ options }) {
  return html`<article class="reply greeting" part="greeting"><span class="sr">${options.title}:</span><${Lines} text=${options.greeting} /></article>
    <p class="note">${strings.privacyNote} ${options.privacyUrl && html`<a href=${options.privacyUrl} target="_blank" rel="noopener noreferrer">${strings.privacyMore}</a>`}</p>`;
}
