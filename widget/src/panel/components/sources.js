import * as strings from "#strings";

import { html, Pure } from "../html.js";
import { reveal } from "../scroll.js";
import { groupedSources } from "../turns.js";
import { Icon } from "./icons.js";
import { Marked, Words } from "./words.js";

/** Where an answer comes from; each place opens to its paragraphs, with what was quoted marked. */
export function Sources({ sources, base }) {
  if (!sources.length) return null;
  return html`<div class="sources" part="sources">
    ${groupedSources(sources).map((group) => html`<${Place} ...${group} base=${base} />`)}
  </div>`;
}

class Place extends Pure {
  render({ document, section, passages, base }, { isOpen }) {
    return html`<div class="place">
      <button type="button" class="source" part="source" aria-expanded=${!!isOpen} onClick=${() => this.setState({ isOpen: !isOpen })}>
        <${Icon} name="book" />
        <span dir="auto"><span class="quiet">${strings.source}: <${Words} text=${document} /></span>${section && html`<span class="sr"> — </span><b><${Words} text=${section} /></b>`}</span>
        <${Icon} name="chevron" />
      </button>
      ${isOpen && passages.map((passage, at) => html`<${Passage} ...${passage} section=${section} base=${base} shown=${at ? null : reveal} />`)}
    </div>`;
  }
}

/** `picture` is the page with the quoted lines marked; a press on it opens the file, or the picture alone, to be zoomed. */
function Passage({ heading, section, segments, page, picture, file, base, shown }) {
  const name = `${strings.page} ${page}`;
  return html`<blockquote dir="auto" ref=${shown}>
      ${heading && heading !== section && html`<b><${Words} text=${heading} /></b>`}
      <p><${Marked} segments=${segments} /></p>
    </blockquote>
    ${picture && html`<details><summary class="source">${name}</summary><a href=${base + (file || picture)} target="_blank"><img src=${base + picture} alt=${name} loading="lazy" /></a></details>`}`;
}
