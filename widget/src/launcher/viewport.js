// On a phone the panel fills what the keyboard leaves of the screen.

/** Set --top and --height on `element` as the visible viewport changes, until `signal`. */
export function followViewport(element, signal) {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const follow = () => {
    if (viewport.scale > 1.01) return; // zoomed in to read: the panel stays as it is
    element.style.setProperty("--top", `${viewport.offsetTop}px`);
    element.style.setProperty("--height", `${viewport.height}px`);
  };
  follow();
  for (const name of ["resize", "scroll"]) viewport.addEventListener(name, follow, { signal });
}
