// The site's colours and its visitors' preference, as CSS variables.

import { cssOf, inkOn, legibleOn, mix, parseColour } from "./colour.js";

const DEFAULT_COLOUR = "#0b6257";
// Surfaces that coloured text stands on, as in the style sheet: cards, canvas.
const SURFACES = { light: [[255, 255, 255], [243, 246, 245]], dark: [[29, 36, 34], [20, 26, 24]] };
// How much of the colour is in the tint of cards: under numbers, and under the pointer.
const TINTS = { light: 0.09, dark: 0.25 };

/** "light" or "dark": as the attribute says, else as the visitor's system does. */
export function themeOf(attribute, prefersDark) {
  return attribute === "light" || attribute === "dark" ? attribute : prefersDark ? "dark" : "light";
}

/** Any CSS colour as [red, green, blue]; ours for one that is none. `probe` is an element in the page. */
function readColour(colour, probe) {
  const written = parseColour(colour || DEFAULT_COLOUR);
  if (written) return written;
  // Named, hsl() and the like: asked of the browser, which costs a calculation of styles.
  probe.style.color = "";
  probe.style.color = colour;
  const computed = probe.style.color && parseColour(getComputedStyle(probe).color);
  probe.style.color = "";
  return computed || parseColour(DEFAULT_COLOUR);
}

/** Apply to the style of `root`: the site's colour, the visitor's bubbles', the inks on them, a legible shade. */
export function applyTheme(root, theme, colour, userColour) {
  const accent = readColour(colour, root);
  const user = userColour ? readColour(userColour, root) : accent;
  const tint = mix(SURFACES[theme][0], accent, TINTS[theme]);
  const variables = {
    accent,
    "on-accent": inkOn(accent),
    user,
    "on-user": inkOn(user),
    tint,
    ink: legibleOn(accent, [...SURFACES[theme], tint]),
  };
  root.dataset.theme = theme;
  for (const [name, rgb] of Object.entries(variables)) root.style.setProperty(`--${name}`, cssOf(rgb));
}

const RANGES = {
  arabic: "U+0600-06FF, U+0750-077F, U+08A0-08FF, U+200C-200F, U+FB50-FDFF, U+FE70-FEFC",
  latin: "U+0000-02AF, U+2000-206F, U+20AC, U+2122",
};
const WEIGHTS = [400, 600];
let isLoaded = false;

/** IBM Plex Sans Arabic, from our own server, only for a page that asks for it. */
export function loadPlex(base) {
  if (isLoaded) return;
  isLoaded = true;
  for (const weight of WEIGHTS) {
    for (const [script, unicodeRange] of Object.entries(RANGES)) {
      const url = `${base}/static/fonts/plex-${script}-${weight}.woff2`;
      const font = new FontFace("Daleel Plex", `url("${url}")`, { weight, unicodeRange, display: "swap" });
      document.fonts.add(font);
      // Without it the text stays in the system's font.
      font.load().catch(() => {});
    }
  }
}
