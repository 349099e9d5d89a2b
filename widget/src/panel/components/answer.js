import * as strings from "#strings";

import { html } from "../html.js";
import { columnsOf, directionOf } from "../text.js";
import { Icon } from "./icons.js";
import { Lines, Words } from "./words.js";

/**
 * An answer from its data: a sentence of ours, quoted paragraphs, numbered points; a comparison in columns. The places
 * are named here only where no sources below name them. `pointOf(passage_id)` is what a point's button asks, if it has one.
 */
export function Answer({ answer, namesPlaces, ...press }) {
  const { frame, parts, closing, places } = answer;
  return html`
    ${frame && html`<${Lines} text=${frame} />`}
    ${columnsOf(parts).map(({ columns, isNarrow }) =>
      columns.length > 1
        ? html`<div class=${isNarrow ? "columns narrow" : "columns"}>${columns.map((part) => html`<div><${Part} part=${part} ...${press} /></div>`)}</div>`
        : html`<${Part} part=${columns[0]} ...${press} />`,
    )}
    ${namesPlaces && places.length > 0 && html`<${Lines} text=${`${closing} ${places.join("\n")}`.trim()} />`}
  `;
}

function Part({ part, ...press }) {
  const { heading, segments, opening, items } = part;
  return html`
    ${heading && html`<p dir="auto"><b><${Words} text=${heading} /></b></p>`}
    ${(segments || opening) && html`<${Lines} text=${opening} segments=${segments} />`}
    ${items?.length > 0 && html`<ul class="items" dir=${directionOf(items[0].heading + items[0].text)}>
      ${items.map((item) => html`<${Item} item=${item} ...${press} />`)}
    </ul>`}
  `;
}

/** A numbered point; one that can be opened is a button as a whole, headed by the source's words where it has any. */
function Item({ item: { number, passage_id, label, heading, text }, pointOf, used, pressed }) {
  const point = pointOf(passage_id);
  if (!point) {
    return html`<li><span class="number">${number}</span><div>
      ${heading && html`<p dir="auto"><b><${Words} text=${heading} /></b></p>`}${text && html`<${Lines} text=${text} />`}
    </div></li>`;
  }
  const isUsed = used(point);
  return html`<li class=${heading ? "opens headed" : "opens"}>
    <button type="button" class="point" part="point" aria-label="${strings.showPoint} ${number}: ${label}" title=${label}
      aria-disabled=${isUsed} onClick=${() => isUsed || pressed(point)}>
      <span class="number">${number}</span>${heading && html`<b><${Words} text=${heading} /></b>`}
    </button>
    ${text && html`<div><${Lines} text=${text} /></div>`}
    ${!isUsed && html`<${Icon} name="chevron" />`}
  </li>`;
}
