// The element's attributes, read once for all who need them.

import { launcher as ar } from "../strings/ar.js";
import { launcher as en } from "../strings/en.js";
import { launcher as fr } from "../strings/fr.js";

const LANGUAGES = { ar, en, fr };

export const ATTRIBUTES = [
  "title", "subtitle", "greeting", "start-questions", "language", "color", "user-color", "position", "theme", "font", "privacy-url", "suggestions",
];

/** `get(name)` is an attribute or null; what is not there is left to what the server says, and to the panel's own words. */
export function readOptions(get) {
  const asked = (get("language") || "").slice(0, 2).toLowerCase();
  const language = Object.hasOwn(LANGUAGES, asked) ? asked : "ar";
  const strings = LANGUAGES[language];
  const position = get("position");
  return {
    language,
    strings,
    title: get("title"),
    subtitle: get("subtitle"),
    greeting: get("greeting"),
    startQuestions: get("start-questions")?.split("|").map((text) => text.trim()).filter(Boolean),
    privacyUrl: webAddress(get("privacy-url") || ""),
    suggestions: get("suggestions") !== "off",
    side: position === "left" || position === "right" ? position : strings.dir === "rtl" ? "left" : "right",
    colour: get("color"),
    userColour: get("user-color"),
    theme: get("theme"),
    font: get("font"),
  };
}

/** The address if following it stays on the web, empty otherwise: a page's own mistake must not become a script. */
function webAddress(address) {
  try {
    return /^https?:$/.test(new URL(address, "https://page.invalid").protocol) ? address : "";
  } catch {
    return "";
  }
}
