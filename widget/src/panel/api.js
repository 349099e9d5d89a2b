// The chat API: requests with a time-out, and errors that say whether asking again makes sense.

const SESSION = "session";
const DEFAULT_SECONDS = 20;
const TURN_SECONDS = 60; // longer than the server's own limit, so that its apology arrives

/** `again`: "later" by itself, "now" when the visitor asks, "never"; `seconds`: how long the server asks to wait. */
export class Failure extends Error {
  constructor(status, { code = "network", message } = {}, seconds = 0) {
    super(message);
    this.code = code;
    this.seconds = seconds;
    this.again = !status || status === 429 ? "later" : status >= 500 ? "now" : "never";
  }
}

/** `storage` keeps the session; no cookie is sent or kept. `about()` resolves to what says whether this site is let in. */
export function createApi(base, storage, language, about) {
  async function request(method, path, { body, token, seconds = DEFAULT_SECONDS, blob } = {}) {
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    if (body) headers["Content-Type"] = "application/json";
    let status = 0;
    let data, wait;
    try {
      const response = await fetch(`${base}/api/chat/${path}`, {
        method,
        headers,
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(seconds * 1000),
        credentials: "omit",
        cache: "no-store",
      });
      wait = response.headers.get("Retry-After");
      if (response.ok && blob) return await response.blob();
      data = response.status === 204 || (await response.json());
      if (response.ok) return data;
      status = response.status;
    } catch {
      // No answer, or not from our server (a proxy's page, say): asked again later.
    }
    const { refused } = status ? {} : await about().catch(() => ({}));
    if (refused) throw new Failure(403, refused);
    throw new Failure(status, data?.error, +wait);
  }

  async function startSession(token) {
    const session = await request("POST", SESSION, { body: { language }, token });
    storage.set(SESSION, session);
    return session.token;
  }

  const token = () => storage.get(SESSION)?.token;

  /** With the session; one that has ended is replaced by a new one without a word. */
  async function call(method, path, options) {
    const used = token() || (await startSession());
    try {
      return await request(method, path, { ...options, token: used });
    } catch (failure) {
      if (!failure.code.startsWith("session_")) throw failure;
      // Another tab may have a new one already.
      const newer = token();
      return request(method, path, { ...options, token: newer && newer !== used ? newer : await startSession() });
    }
  }

  return {
    hasSession: () => !!token(),
    forget: () => storage.set(SESSION, null),
    /** Prolong a session in the last week of its life. */
    async renew() {
      const { token: old, expires_at: end } = storage.get(SESSION) || {};
      if (old && new Date(end) - Date.now() < 7 * 86400000) await startSession(old);
    },
    ask: ({ key, text, payload, title }) =>
      call("POST", "messages", { body: payload ? { key, payload, title } : { key, text }, seconds: TURN_SECONDS }),
    history: (before) => call("GET", `history?limit=30${before ? `&before=${encodeURIComponent(before)}` : ""}`),
    section: (answer, passage) => call("GET", `section?${new URLSearchParams({ answer, passage })}`),
    rate: (feedback) => call("POST", "feedback", { body: feedback }),
    transcript: (format) => call("GET", `transcript?format=${format}`, { blob: true }),
    /** Not by call(): a session that has ended already needs no new one to be erased. */
    erase: () => request("DELETE", SESSION, { token: token(), seconds: TURN_SECONDS }),
  };
}
