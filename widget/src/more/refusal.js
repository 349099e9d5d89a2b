// A browser hides from a page that the server does not let it in; only the plainest request shows it the refusal.

import * as strings from "#strings";

const REFUSED = "origin_not_allowed";
const SECONDS = 10;

/** Resolves to {code, message} if pages of this site may not use the server at `base`, and tells the site's owner. */
export async function refusal(base) {
  const answer = await fetch(`${base}/api/chat/history`, {
    signal: AbortSignal.timeout(SECONDS * 1000),
    credentials: "omit",
    cache: "no-store",
  });
  const { error } = await answer.json();
  if (error?.code !== REFUSED) return null;
  console.warn(`Daleel: pages of ${location.origin} may not use ${base}. Its DALEEL_ORIGINS must name this site.`);
  return { code: REFUSED, message: strings.notAllowed };
}
