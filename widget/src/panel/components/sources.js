import * as strings from "#strings";

import { html, Pure } from "../html.js";
import { groupedSources } from "../turns.js";
import { Icon } from "./icons.js";
import { Marked, Words } from "./words.js";

/** Where an answer comes from; each place opens to its section, which is drawn by what is fetched then. */
export function Sources({ reply: { sources, answer_id }, actions }) {
  if (!sources.length) return null;
  return html`<div class="sources" part="sources">
    ${groupedSources(sources).map((group) => html`<${Place} ...${group} answer=${answer_id} actions=${actions} />`)}
  </div>`;
}

class Place extends Pure {
  render({ document, section, actions, ...rest }, { isOpen }) {
    const { parts } = actions.later;
    const toggle = () => actions.want().then(() => this.setState({ isOpen: !isOpen }));
    return html`<div class="place">
      <button type="button" class="source" part="source" aria-expanded=${!!isOpen} onClick=${toggle}>
        <${Icon} name="book" />
        <span dir="auto"><span class="quiet">${strings.source}: <${Words} text=${document} /></span>${section && html`<span class="sr"> — </span><b><${Words} text=${section} /></b>`}</span>
        <${Icon} name="chevron" />
      </button>
      ${isOpen && html`<${parts.Section} ...${rest} name=${section} actions=${actions} Marked=${Marked} />`}
    </div>`;
  }
}
