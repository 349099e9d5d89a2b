// What few visitors want: the menu and its sheets, why an answer did not help, a site that is not let in.

import { language, notAllowed } from "#strings";

import css from "./more.css";
import { Reasons } from "./reasons.js";
import { Menu, Sheets } from "./sheets.js";

const REFUSED = "origin_not_allowed";
const SECONDS = 10;

const styles = new CSSStyleSheet();
styles.replaceSync(css);

/**
 * A browser hides from a page that the server does not let it in; only the plainest request shows it the refusal.
 * Resolves to {code, message} if pages of this site may not use the server at `base`, and tells the site's owner.
 */
async function refusal(base) {
  const answer = await fetch(`${base}/api/chat/history`, {
    signal: AbortSignal.timeout(SECONDS * 1000),
    credentials: "omit",
    cache: "no-store",
  });
  const { error } = await answer.json();
  if (error?.code !== REFUSED) return null;
  console.warn(`Daleel: pages of ${location.origin} may not use ${base}. Its DALEEL_ORIGINS must name this site.`);
  return { code: REFUSED, message: notAllowed };
}

customElements.get("sme-chat").arrived(`more.${language}`, { styles, Menu, Sheets, Reasons, refusal });
