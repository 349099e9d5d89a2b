// A conversation as a list of turns, oldest first, from what the server knows and what is still to be sent.

/** Two lists of the server's turns as one: by key, the second's version wins, ordered by when they were asked. */
export function mergeTurns(known, incoming) {
  const byKey = new Map();
  for (const turn of [...known, ...incoming]) byKey.set(turn.key, turn);
  return [...byKey.values()].sort((a, b) => (a.asked.at < b.asked.at ? -1 : a.asked.at > b.asked.at ? 1 : 0));
}

/**
 * The server's turns, then what waits to be sent; an answer wins over the entry that asked for it. What was refused
 * stands where it was said: behind the turn that it followed, or by its time where that is not shown.
 */
export function shownTurns(turns, outbox) {
  const answered = new Set(turns.filter((turn) => turn.state === "answered").map((turn) => turn.key));
  const waiting = outbox.filter((entry) => !answered.has(entry.key));
  const keys = new Set(waiting.map((entry) => entry.key));
  const first = waiting.find((entry) => !entry.failed);
  const shown = turns.filter((turn) => !keys.has(turn.key));
  const asTurn = (entry) => ({
    key: entry.key,
    asked: { text: entry.text || "", title: entry.title || null, at: entry.at },
    replies: [],
    state: entry.failed ? "failed" : entry === first ? "pending" : "queued",
    entry,
  });
  for (const entry of waiting.filter((entry) => entry.failed)) {
    const before = shown.findLastIndex(({ key }) => key === entry.after);
    const at = before < 0 ? shown.findLastIndex(({ asked }) => asked.at <= entry.at) : before;
    shown.splice(at + 1, 0, asTurn(entry));
  }
  return [...shown, ...waiting.filter((entry) => !entry.failed).map(asTurn)];
}

/** For each turn, the titles of buttons pressed after it, joined: what its own buttons go quiet by. */
export function pressedAfter(turns) {
  const pressed = new Set();
  return turns
    .map((turn) => turn)
    .reverse()
    .map(({ asked }) => {
      const after = [...pressed].join("\n");
      if (!asked.text && asked.title) pressed.add(asked.title);
      return after;
    })
    .reverse();
}

/** A reply's buttons without those that its numbered points already are. */
export function quickReplies(reply) {
  return reply.buttons.filter((button) => !reply.points.some((point) => point.payload === button.payload));
}

/** What a numbered point is called when it is pressed: as its button, so that the history names it alike. */
export function pointTitle(reply, point) {
  return reply.buttons.find((button) => button.payload === point.payload)?.title || point.heading;
}

/** Sources of the same document and section under one name: [{document, section, passages: [source..]}]. */
export function groupedSources(sources) {
  const groups = [];
  for (const source of sources) {
    let group = groups.find(({ document, section }) => document === source.document && section === source.section);
    if (!group) groups.push((group = { document: source.document, section: source.section, passages: [] }));
    group.passages.push(source);
  }
  return groups;
}
