"""When to ask back which topic is meant, rather than guess."""

from __future__ import annotations

from actions.cues import cues
from actions.judge import Verdict
from actions.shape import WHOLE, read_shape
from arabic import search_key
from index import SearchResult

TIE_SCORE = 0.5  # hits of two sections this close in score fit equally (fused z-scores)
TIE_CONFIDENCE = 0.5  # from here on the first hit answers whatever comes second


def asks_for_a_section_unnamed(asked: str) -> bool:
    """Whether the words wish for a summary, a number, a comparison or "something", and no more.

    "How many enterprises?" names what it counts and is none of these; nor is "what are enterprises?".
    """
    key, own = search_key(asked), cues("clarify")
    shape = read_shape(asked)
    about_subject = bool(own["subject"].search(key))
    compares = bool(cues("comparison")["compare"].search(key))
    if about_subject and (compares or shape.form in ("count", "first")):
        return False
    wishes = shape != WHOLE or compares or bool(own["tell"].search(key))
    if not wishes and (not about_subject or cues("several")["start"].match(key)):
        return False
    return not _rest(key)


def asks_for_everything(asked: str) -> bool:
    """Whether a summary of the whole source is wished for."""
    whole = cues("clarify")["everything"].search(search_key(asked))
    return bool(whole) and read_shape(asked).form == "summary" and asks_for_a_section_unnamed(asked)


def leans_on_shown_sections(asked: str) -> bool:
    """Whether the words wish for a form alone ("summarize", "how many?"), of what was shown before."""
    named = cues("clarify")["subject"].search(search_key(asked))
    return not named and read_shape(asked) != WHOLE and asks_for_a_section_unnamed(asked)


def tied(verdict: Verdict, result: SearchResult) -> tuple[str, ...]:
    """The ids of the first two hits where a verdict could fall on either; empty where the first is better."""
    if verdict.kind not in ("point", "list") or len(result.hits) < 2:
        return ()
    first, second = result.hits[:2]
    if verdict.passage_ids != (first.passage.id,) or result.confidence >= TIE_CONFIDENCE:
        return ()
    apart = first.passage.section_id != second.passage.section_id
    return (first.passage.id, second.passage.id) if apart and first.score - second.score <= TIE_SCORE else ()


def _rest(key: str) -> str:
    """What a search key says besides wishes, numbers, the subject and small words."""
    lists = [*cues("shape").values(), *cues("numbers").values(), cues("comparison")["compare"]]
    for pattern in (*lists, *cues("clarify").values()):
        key = pattern.sub(" ", key)
    return "".join(character for character in key if character.isalpha())
