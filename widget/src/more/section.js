import * as strings from "#strings";

import { html, Pure } from "../panel/html.js";
import { reveal } from "../panel/scroll.js";

/**
 * The section that a citation stands in, with what was quoted marked; the quotation alone until it is there, or where
 * it cannot be had. `Marked` draws segments.
 */
export class Section extends Pure {
  componentDidMount() {
    const { answer, passages, actions } = this.props;
    reveal(this.base);
    actions.section(answer, passages[0].passage_id).then(
      (found) => this.setState({ found }),
      () => {},
    );
  }

  componentDidUpdate() {
    reveal(this.base.querySelector("mark"));
  }

  render({ name, passages, actions, Marked }, { found }) {
    const quoted = passages.map(({ heading, segments }) => ({ heading: heading ? [{ text: heading }] : [], segments }));
    const { paragraphs, is_cut_before, is_cut_after } = found || { paragraphs: quoted };
    return html`<div>
      <blockquote dir="auto">
        ${is_cut_before && html`<p>…</p>`}
        ${paragraphs.map(({ heading, segments }) => html`<p dir="auto">
          ${heading.length > 0 && heading[0].text !== name && html`<b><${Marked} segments=${heading} /></b> `}<${Marked} segments=${segments} />
        </p>`)}
        ${is_cut_after && html`<p>…</p>`}
      </blockquote>
      ${passages.map((passage) => html`<${Picture} ...${passage} base=${actions.base} />`)}
    </div>`;
  }
}

/** The page with the quoted lines marked; a press on it opens the file, or the picture alone, to be zoomed. */
function Picture({ page, picture, file, base }) {
  const name = `${strings.page} ${page}`;
  return picture && html`<details><summary class="source">${name}</summary><a href=${base + (file || picture)} target="_blank"><img src=${base + picture} alt=${name} loading="lazy" /></a></details>`;
}
