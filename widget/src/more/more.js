// What few visitors want: the menu and its sheets, why an answer did not help, a site that is not let in.

import { language } from "#strings";

import css from "./more.css";
import { Reasons } from "./reasons.js";
import { refusal } from "./refusal.js";
import { Menu, Sheets } from "./sheets.js";

const styles = new CSSStyleSheet();
styles.replaceSync(css);

customElements.get("sme-chat").arrived(`more.${language}`, { styles, Menu, Sheets, Reasons, refusal });
