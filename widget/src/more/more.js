// What few visitors want: the menu and its sheets, the section of a source, why an answer did not help.

import { language } from "#strings";

import css from "./more.css";
import { Reasons } from "./reasons.js";
import { Section } from "./section.js";
import { Menu, Sheets } from "./sheets.js";

const styles = new CSSStyleSheet();
styles.replaceSync(css);

customElements.get("sme-chat").arrived(`more.${language}`, { styles, Menu, Sheets, Section, Reasons });
