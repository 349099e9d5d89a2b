import * as strings from "#strings";

import { html } from "../html.js";
import { blocksOf, directionOf, tokensOf } from "../text.js";

/** One line: links as links, Latin and numbers apart from the Arabic around them. */
export function Words({ text }) {
  return tokensOf(String(text)).map(({ kind, text: piece }) => {
    if (kind === "text") return piece;
    if (kind === "bdi") return html`<bdi>${piece}</bdi>`;
    return html`<bdi><a href=${piece} target="_blank" rel="noopener noreferrer">${piece}</a></bdi>`;
  });
}

/** Lines as paragraphs, each in its own direction. */
export function Lines({ text }) {
  return String(text)
    .split("\n")
    .map((line) => html`<p dir="auto"><${Words} text=${line} /></p>`);
}

/** An answer's text; `pointOf(number)` is the point that a numbered line opens, if it has one. */
export function Body({ text, pointOf, ...press }) {
  return blocksOf(String(text)).map(({ lines, items }) =>
    lines
      ? html`<${Lines} text=${lines.join("\n")} />`
      : html`<ul class="items" dir=${directionOf(items[0].text)}>
          ${items.map((item) => html`<${Item} ...${item} point=${pointOf(item.number)} ...${press} />`)}
        </ul>`,
  );
}

/** A numbered line is headed by the button that opens its point; a heading of the source is the button's words. */
function Item({ number, text, point, used, pressed }) {
  if (!point) return html`<li class=${number === null ? "bullet" : "plain"}><span class="number">${number ?? "\u2022"}</span><p dir="auto"><${Words} text=${text} /></p></li>`;
  const heading = text.startsWith(point.heading) ? point.heading : "";
  const rest = text.slice(heading.length).replace(/^\s*:\s*/, "");
  const isUsed = used(point);
  return html`<li class=${heading ? "headed" : ""}>
    <button type="button" class="point" part="point" aria-label="${strings.showPoint} ${number}: ${point.heading}" title=${point.heading}
      aria-disabled=${isUsed} onClick=${() => isUsed || pressed(point)}>
      <span class="number">${number}</span>${heading && html`<b><${Words} text=${heading} /></b>`}
    </button>
    ${rest && html`<p dir="auto"><${Words} text=${rest} /></p>`}
  </li>`;
}
