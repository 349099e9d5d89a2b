// IBM Plex Sans Arabic, from our own server, only for a page that asks for it.

const RANGES = {
  arabic: "U+0600-06FF, U+0750-077F, U+08A0-08FF, U+200C-200F, U+FB50-FDFF, U+FE70-FEFC",
  latin: "U+0000-02AF, U+2000-206F, U+20AC, U+2122",
};
const WEIGHTS = [400, 600];
let isLoaded = false;

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
