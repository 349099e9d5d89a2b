import { html } from "../html.js";

const PATHS = {
  // Two squares turned on one another: the eight-pointed star of Arabic geometry.
  star: "M6 6h12v12H6zM12 3.5l8.5 8.5-8.5 8.5L3.5 12z",
  close: "M6 6l12 12M18 6L6 18",
  menu: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  send: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  book: "M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5zM12 6.5v13",
  chevron: "M7 10l5 5 5-5",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  thumb: "M8 11v9H4v-9zM8 11l4-7.5c1.6 0 2.5 1.1 2.2 2.7L13.5 10h5c1.3 0 2.2 1.2 1.9 2.4l-1.5 6c-.3 1-1.1 1.6-2.1 1.6H8",
};

export function Icon({ name, flip }) {
  return html`<svg class=${flip ? "flip" : ""} viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}

/** A button of one icon: its name is what screen readers say and what the pointer shows. */
export function IconButton({ icon, flip, label, ...rest }) {
  return html`<button type="button" class="icon" aria-label=${label} title=${label} ...${rest}><${Icon} name=${icon} flip=${flip} /></button>`;
}
