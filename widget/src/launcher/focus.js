// Focus inside the shadow root: where it is, and where Tab leads while the panel is open.

const FOCUSABLE = "a[href], button:not([disabled]), textarea, input, [tabindex='0']";

/** Keep Tab inside the panel in `root`, round and round. */
export function keepTabInside(event, root) {
  if (event.key !== "Tab") return;
  const panel = root.querySelector(".panel");
  const stops = [...panel.querySelectorAll(FOCUSABLE)].filter((stop) => stop.getClientRects().length && !stop.closest("[inert]"));
  const first = stops[0];
  const last = stops.at(-1);
  const current = root.activeElement;
  if (event.shiftKey ? current === first || current === panel : current === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}

/** The focused element, in whatever shadow root it is. */
export function focusedElement() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
