"""Search results and passages as an operator reads them in a terminal."""

from index.passage import Document, Passage
from index.result import SearchResult

PARTS = ("dense", "words", "tokens", "questions")


def result_table(result: SearchResult, threshold: float) -> str:
    """Return the hits, one a line, with the parts of their scores; the verdict first."""
    verdict = "answered" if result.confidence >= threshold else "not answered"
    lines = [
        f"confidence {result.confidence:.3f} ({verdict}, threshold {threshold:.3f}), "
        f"nearness {result.nearness:.3f}, {result.milliseconds:.1f} ms",
        f"{'rank':>4} {'score':>8} " + " ".join(f"{part:>9}" for part in PARTS) + "  passage",
    ]
    for hit in result.hits:
        parts = " ".join(_number(hit.parts.get(part)) for part in PARTS)
        lines.append(f"{hit.rank:>4} {hit.score:>8.3f} {parts}  {hit.passage.id}")
    return "\n".join(lines)


def passage_card(passage: Passage, document: Document) -> str:
    """Return a passage's place, words and repairs."""
    ours = " (our heading)" if passage.heading_is_ours else ""
    repairs = [
        f"  {repair.wrong or '∅'} → {repair.right or '∅'} at {repair.start}" for repair in passage.repairs
    ]
    return "\n".join(
        [
            f"{passage.id} ({passage.kind}), {document.id}.txt {passage.start}–{passage.end}",
            f"{document.title} — {passage.section}",
            f"{passage.heading}{ours}",
            "",
            passage.text,
            *(["", "repairs:", *repairs] if repairs else []),
        ]
    )


def _number(value: float | None) -> str:
    return f"{'—':>9}" if value is None else f"{value:>9.3f}"
