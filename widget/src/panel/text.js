// How a text is cut up for display: every piece stays text, and none is ever read as HTML.

const ARABIC = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LINK = /https?:\/\/[^\s<>"'`\\\u00ab\u00bb\u060c\u061b\u061f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
const WORD = "[+#@$\u20ac]?[\\p{sc=Latin}\\p{Nd}](?:[\\p{sc=Latin}\\p{Nd}\\u0300-\\u036f.,:/%+\\-\u2013'\u2019&@_]*[\\p{sc=Latin}\\p{Nd}%+])?";
const RUN = new RegExp(`${WORD}(?: ${WORD})*`, "gu");

/**
 * Cut one line into {kind: "text" | "bdi" | "link", text}, whose texts joined are the line.
 * Latin words and numbers stand apart ("bdi") only in a line that reads from right to left.
 */
export function tokensOf(line) {
  const tokens = [];
  const isolate = ARABIC.test(line);
  let end = 0;
  for (const found of line.matchAll(LINK)) {
    const link = trimmedLink(found[0]);
    if (!link) continue;
    addWords(tokens, line.slice(end, found.index), isolate);
    tokens.push({ kind: "link", text: link });
    end = found.index + link.length;
  }
  addWords(tokens, line.slice(end), isolate);
  return tokens;
}

/** A link without the punctuation of the sentence around it; empty when no browser would open it. */
function trimmedLink(found) {
  let link = found.replace(/[.,;:!?\u2026*_]+$/u, "");
  while (/[)\]}]$/.test(link) && !/[([{]/.test(link)) link = link.slice(0, -1).replace(/[.,;:!?]+$/, "");
  return /^https?:\/\/[^/]/i.test(link) ? link : "";
}

function addWords(tokens, text, isolate) {
  let end = 0;
  const add = (kind, piece) => piece && tokens.push({ kind, text: piece });
  if (isolate) {
    for (const { 0: run, index } of text.matchAll(RUN)) {
      add("text", text.slice(end, index));
      add("bdi", run);
      end = index + run.length;
    }
  }
  add("text", text.slice(end));
}

/** Cut a text into paragraphs: {text} for a line, or {bullets: [text..]} for bulleted lines that follow one another. */
export function paragraphsOf(text) {
  const paragraphs = [];
  for (const line of text.split("\n").filter((line) => line.trim())) {
    const bullet = /^\s*\u2022\s+(\S.*)$/u.exec(line)?.[1];
    const last = paragraphs.at(-1);
    if (bullet && last?.bullets) last.bullets.push(bullet);
    else paragraphs.push(bullet ? { bullets: [bullet] } : { text: line });
  }
  return paragraphs;
}

const NARROW_CHARACTERS = 60;

/**
 * The parts of an answer in rows: [{columns: [part..], isNarrow}], lists of points that follow one another in one row,
 * all else alone. A row is narrow where no point says much.
 */
export function columnsOf(parts) {
  const rows = [];
  for (const part of parts) {
    const row = rows.at(-1);
    if (part.items && row?.columns[0].items) row.columns.push(part);
    else rows.push({ columns: [part] });
  }
  for (const row of rows) {
    const items = row.columns.flatMap(({ items = [] }) => items);
    row.isNarrow = items.every(({ heading, text }) => (heading + text).length <= NARROW_CHARACTERS);
  }
  return rows;
}

/** Segments [{text, is_marked}] as lines of segments; what spans a line's end is in both. */
export function linesOf(segments) {
  const lines = [[]];
  for (const { text, is_marked } of segments) {
    text.split("\n").forEach((piece, at) => {
      if (at) lines.push([]);
      if (piece) lines.at(-1).push({ text: piece, is_marked });
    });
  }
  return lines;
}

/** Of a list, whose numbers stand on the side where its words begin. */
export function directionOf(text) {
  return ARABIC.test(text) ? "rtl" : "ltr";
}

/** Characters as the server counts them: code points. */
export function lengthOf(text) {
  return [...text].length;
}
