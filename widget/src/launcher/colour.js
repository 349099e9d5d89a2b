// The site's colours made legible: black or white on them, and a shade of them for text.

const AA = 4.5;

/** [red, green, blue] of "#rgb", "#rrggbb" or "rgb(...)"; null for anything else. */
export function parseColour(colour) {
  const hex = /^#(?:([0-9a-f]{6})|([0-9a-f]{3}))$/i.exec(colour);
  if (hex) return (hex[1] ? hex[1].match(/../g) : [...hex[2]].map((digit) => digit + digit)).map((pair) => parseInt(pair, 16));
  return /^rgba?\(\s*\d/.test(colour) ? colour.match(/[\d.]+/g).slice(0, 3).map(Number) : null;
}

/** WCAG's ratio, 1 to 21, of two [red, green, blue]. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** White where it is legible on the colour, else black, which then is. */
export function inkOn(colour) {
  return contrast(colour, [255, 255, 255]) >= AA ? [255, 255, 255] : [0, 0, 0];
}

/** The colour, moved towards black or white only as far as text in it is legible on every surface given. */
export function legibleOn(colour, surfaces) {
  const goal = inkOn(surfaces[0]);
  for (let part = 0; part <= 1; part += 0.05) {
    const shade = mix(colour, goal, part);
    if (surfaces.every((surface) => contrast(shade, surface) >= AA)) return shade;
  }
  return goal;
}

/** Of the way from one colour to the other, the part given (0 to 1). */
export function mix(from, to, part) {
  return from.map((value, at) => Math.round(value + (to[at] - value) * part));
}

export const cssOf = (rgb) => `rgb(${rgb.join(" ")})`;

function luminance(rgb) {
  const [red, green, blue] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
