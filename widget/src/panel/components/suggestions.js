import * as strings from "#strings";

import { html } from "../html.js";

const idOf = (number) => `suggestion-${number}`;

/**
 * What ties the input to its list. The role stays the text box's: HTML gives a field of several lines no other, so
 * that the number of suggestions, not aria-expanded, tells that there are some.
 */
export const listed = ({ suggestions, active }) => ({
  "aria-autocomplete": "list",
  "aria-haspopup": "listbox",
  "aria-controls": suggestions.length ? "suggestions" : null,
  "aria-activedescendant": active < 0 ? null : idOf(active),
});

/** The list above the input; the focus stays in the input. */
export function Suggestions({ state: { suggestions, active }, list }) {
  return html`
    <p class="sr" role="status">${suggestions.length > 0 && `${strings.suggested} ${suggestions.length}`}</p>
    ${suggestions.length > 0 &&
    html`<ul class="suggestions" part="suggestions" id="suggestions" role="listbox" aria-label=${strings.replies}>
      ${suggestions.map(
        (each, number) => html`<li part="suggestion" key=${each.text} id=${idOf(number)} role="option" dir="auto" aria-selected=${number === active}
          onMouseDown=${(event) => event.preventDefault()} onClick=${() => list.choose(each)}>${each.text}</li>`,
      )}
    </ul>`}
  `;
}
