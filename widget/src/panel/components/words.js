import * as strings from "#strings";
import { Fragment } from "preact";

import { html } from "../html.js";
import { directionOf, linesOf, paragraphsOf, tokensOf } from "../text.js";
import { clockOf } from "../time.js";

/** One line: links as links, Latin and numbers apart from the Arabic around them. */
export function Words({ text }) {
  return tokensOf(String(text)).map(({ kind, text: piece }) => {
    if (kind === "text") return piece;
    if (kind === "bdi") return html`<bdi>${piece}</bdi>`;
    return html`<bdi><a href=${piece} target="_blank" rel="noopener noreferrer">${piece}</a></bdi>`;
  });
}

/** A line of segments, those that are marked set apart. */
export function Marked({ segments }) {
  return segments.map(({ text, is_marked }) => html`<${is_marked ? "mark" : Fragment}><${Words} text=${text} /><//>`);
}

/** Lines, of a text or of its segments, as paragraphs, each in its own direction. */
export function Lines({ text, segments = [{ text: String(text) }] }) {
  return linesOf(segments).map((line) => html`<p dir="auto"><${Marked} segments=${line} /></p>`);
}

/** A text that is no answer: its lines, bulleted ones as a list. */
export function Text({ text }) {
  return paragraphsOf(String(text)).map(({ text: line, bullets }) =>
    bullets
      ? html`<ul class="items" dir=${directionOf(bullets[0])}>
          ${bullets.map((each) => html`<li class="bullet"><span class="number">\u2022</span><p dir="auto"><${Words} text=${each} /></p></li>`)}
        </ul>`
      : html`<${Lines} text=${line} />`,
  );
}

/** When something was said. */
export function Stamp({ at }) {
  return html`<time datetime=${at}>${clockOf(at, strings.language)}</time>`;
}
