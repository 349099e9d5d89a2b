// A pretend server to look at the widget with: pages under a strict policy, and the chat API over made-up answers.
// Words that make it fail: بطيء (slow) · عطل (502) · كثير (429, once) · انته (session expired, once).

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { ABOUT, repliesTo, sectionOf } from "./answers.mjs";

const PORT = +(process.env.PORT || 8791);
const STATIC = new URL("../../web/chat/static/", import.meta.url);
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; font-src 'self'; style-src 'none'; img-src 'none'; base-uri 'none'; form-action 'none'";
const APOLOGY = "عذرا، حدث خلل عندي ولم أستطع البحث عن الجواب. حاول مرة أخرى بعد قليل من فضلك.";

const sessions = new Map(); // token -> {turns, tail}
const once = new Set();
let tokens = 0;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const page = (attributes) => `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>dev</title>
<body><h1>مؤسسة</h1><p>صفحة للتجربة <a href="#x">رابط</a> <button id="host">زر الصفحة</button></p><script src="/widget.js" defer></script><sme-chat ${attributes}></sme-chat></body></html>`;

class Refusal extends Error {
  constructor(status, code, message = code, headers = {}) {
    super(message);
    Object.assign(this, { status, code, headers });
  }
}

async function ask(session, { key, text = "", payload = "" }) {
  const known = session.turns.find((turn) => turn.key === key);
  const said = text || payload;
  if (known) return known.done;
  const first = (mark) => said.includes(mark) && !once.has(mark) && once.add(mark);
  if (first("كثير")) throw new Refusal(429, "too_many_messages", "رسائل كثيرة", { "Retry-After": "3" });
  if (first("انته")) throw new Refusal(401, "session_expired");
  if (!payload && !/[\p{L}\p{N}\p{Emoji}?\u061f]/u.test(text)) throw new Refusal(422, "empty_text", "لم أجد كلاما في رسالتك، اكتب سؤالك بالكلمات من فضلك.");
  if (first("عطل")) throw new Refusal(502, "assistant_failed", APOLOGY);
  const title = payload ? [...session.turns].flatMap((turn) => turn.replies).flatMap((reply) => [...reply.buttons, ...reply.points.map((p) => ({ ...p, title: p.heading }))]).find((button) => button.payload === payload)?.title : null;
  const turn = { key, asked: { text, title: title ?? null, at: new Date().toISOString() }, replies: [], state: "pending" };
  session.turns.push(turn);
  const work = async () => {
    await sleep(said.includes("بطيء") ? 5000 : +(process.env.DELAY || 300));
    turn.replies = repliesTo(said);
    turn.state = "answered";
    return turn;
  };
  Object.defineProperty(turn, "done", { value: (session.tail = (session.tail || Promise.resolve()).then(work)) });
  return turn.done;
}

async function api(request, path, query, body) {
  const token = request.headers.authorization?.slice(7);
  if (path === "session" && request.method === "POST") {
    const issued = `token-${(tokens += 1)}-${Date.now()}`;
    sessions.set(issued, sessions.get(token) || { turns: [] });
    return [201, { token: issued, expires_at: new Date(Date.now() + 30 * 86400000).toISOString() }];
  }
  if (path === "about") return [200, ABOUT[query.get("language")]];
  const session = sessions.get(token);
  if (!session) throw new Refusal(401, "session_unknown");
  if (path === "session") return sessions.delete(token), [204];
  if (path === "messages") return [200, await ask(session, body)];
  if (path === "section") return [200, sectionOf(query.get("passage"))];
  if (path === "transcript") return [200, session.turns];
  if (path === "feedback") {
    const reply = session.turns.flatMap((turn) => turn.replies).find(({ answer_id }) => answer_id === body.answer_id);
    if (!reply) throw new Refusal(404, "answer_unknown");
    const { answer_id, ...feedback } = body;
    reply.feedback = feedback;
    return [200, body];
  }
  const end = query.get("before") ? +query.get("before") : session.turns.length;
  const start = Math.max(0, end - +(query.get("limit") || 50));
  const turns = session.turns.slice(start, end);
  return [200, { turns, before: start ? String(start) : null, pending: turns.filter((turn) => turn.state === "pending").map((turn) => turn.key) }];
}

async function serve(request, response) {
  const url = new URL(request.url, "http://localhost");
  const send = (status, type, body, headers = {}) => response.writeHead(status, { "Content-Type": type, "Content-Security-Policy": POLICY, ...headers }).end(body);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    if (url.pathname.startsWith("/api/chat/")) {
      const [status, body] = await api(request, url.pathname.slice(10), url.searchParams, chunks.length && JSON.parse(Buffer.concat(chunks)));
      return send(status, "application/json", body && JSON.stringify(body));
    }
    const file = /^\/(widget\.js|static\/[\w./-]+)$/.exec(url.pathname)?.[1];
    if (file) return send(200, file.endsWith(".js") ? "text/javascript" : file.endsWith(".json") ? "application/json" : "font/woff2", await readFile(new URL(file.replace("static/", ""), STATIC)));
    const attributes = [...url.searchParams].map(([name, value]) => `${name}="${value.replaceAll('"', "&quot;")}"`).join(" ");
    return send(200, "text/html; charset=utf-8", page(attributes));
  } catch (error) {
    const { status = 500, code = "bug", message, headers } = error;
    send(status, "application/json", JSON.stringify({ error: { code, message, request_id: "dev" } }), headers);
  }
}

createServer(serve).listen(PORT, "127.0.0.1", () => console.log(`http://127.0.0.1:${PORT}/?language=ar`));
