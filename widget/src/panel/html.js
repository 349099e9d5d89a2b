// Preact by templates. Texts in them are text nodes: nothing that a visitor, a document or a server says becomes HTML.

import htm from "htm";
import { Component, h } from "preact";

export const html = /* @__PURE__ */ htm.bind(h);

/** For what is fetched later. */
export const preact = { h, Component };

/** Drawn again only when one of its properties is another one. */
export class Pure extends Component {
  shouldComponentUpdate(next, state) {
    return state !== this.state || Object.keys(next).some((name) => next[name] !== this.props[name]);
  }
}
