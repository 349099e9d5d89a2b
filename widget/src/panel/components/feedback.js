import * as strings from "#strings";
import { Component } from "preact";

import { html } from "../html.js";
import { IconButton } from "./icons.js";

/** The thumbs beside an answer. */
export function Thumbs({ reply, rate }) {
  const verdict = reply.feedback?.verdict;
  const thumb = (name, label) => html`<${IconButton} icon="thumb" flip=${name === "down"} label=${label} part=${name}
    aria-pressed=${verdict === name} onClick=${() => rate(reply, { verdict: verdict === name ? "none" : name })} />`;
  return [thumb("up", strings.up), thumb("down", strings.down)];
}

/** Why an answer did not help, asked once it is said that it did not. */
export class Why extends Component {
  render({ reply, actions }) {
    if (reply.feedback?.verdict !== "down") return null;
    const { parts, want } = actions.later;
    if (parts) return html`<${parts.Reasons} reply=${reply} rate=${actions.rate} />`;
    want().then(
      () => this.setState({}),
      () => {}, // the thumb is kept all the same
    );
    return null;
  }
}
