// The launcher itself, without a library: it is all that most visitors ever load.

const BUBBLE = "M4 11.5a8 7.5 0 1 1 4.2 6.6L4 20l1.2-4.2A7 7 0 0 1 4 11.5zM8.5 10h7M8.5 13.5h4.5";
const SVG = "http://www.w3.org/2000/svg";

/** {elements, button, show({strings, unread, isOpen, notice})}: the button, and what it says when it cannot open. */
export function createLauncher({ open, soon }) {
  const button = document.createElement("button");
  const badge = document.createElement("span");
  const note = document.createElement("p");
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");

  button.className = "launcher";
  button.setAttribute("part", "launcher");
  button.setAttribute("aria-haspopup", "dialog");
  button.type = "button";
  button.onclick = open;
  // Whoever reaches for it will want the panel: a head start.
  button.onpointerenter = button.onfocus = soon;
  badge.className = "badge";
  badge.setAttribute("part", "badge");
  badge.setAttribute("aria-hidden", "true");
  note.className = "launcher-note";
  note.setAttribute("role", "status");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", BUBBLE);
  svg.append(path);
  button.append(svg, badge);

  function show({ strings, unread, isOpen, notice }) {
    const label = unread ? `${strings.open} (${strings.unread} ${unread})` : strings.open;
    button.setAttribute("aria-label", label);
    button.title = label;
    button.setAttribute("aria-expanded", isOpen);
    button.hidden = isOpen;
    badge.textContent = unread || "";
    note.textContent = notice || "";
  }

  return { button, elements: [button, note], show };
}
