import * as strings from "#strings";

import { html } from "../html.js";
import { clockOf } from "../time.js";

export function Stamp({ at }) {
  return html`<time datetime=${at}>${clockOf(at, strings.language)}</time>`;
}
