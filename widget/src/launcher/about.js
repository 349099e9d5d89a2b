// What the assistant is about, and whether pages of this site may use it at all: known before anybody types.

const REFUSED = "origin_not_allowed";

/**
 * Resolves to {assistant, subject, questions}, or to {refused: {code}} where the server does not let this site in.
 * A plain request: of any other, a browser hides the refusal from the page.
 */
export async function askAbout(base, language) {
  const answer = await fetch(`${base}/api/chat/about?language=${language}`, { credentials: "omit" });
  const { error, ...about } = await answer.json();
  if (error && error.code !== REFUSED) throw error;
  return error ? { refused: error } : about;
}

/** Tell the site's owner; returns whether the page is on the owner's own machine, where it may stand on the page. */
export function tellOwner(base) {
  console.warn(`Daleel: pages of ${origin} may not use ${base}. Its DALEEL_ORIGINS must name this site.`);
  return /^(localhost|127\..*|\[::1\])?$/.test(location.hostname);
}
