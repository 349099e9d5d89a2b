"""What is asked of the text itself: whether it mentions a word, what a word means in it, its first sentence.

Also what no assistant that quotes may do: cut or change what it quoted, or say it in other words. Each
condition returns what it found to answer with, or None; the words stand in data/lexicon/the_text.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from actions.analysis import Analysis
from actions.answer_policy import Verdict, near_topics
from actions.compose import Reply, breaks_off, compose, is_cut, quote_of, said_if_cut
from actions.follow_up.again import made_again
from actions.follow_up.memory import Shown
from actions.follow_up.reading import keys
from actions.layout import passage_buttons, section_buttons
from actions.message import cue_forms
from actions.subject import all_stems, stem, stems
from arabic import has_arabic, search_key, sentences
from arabic.lexicon import load, patterns
from contract.fields import Span
from documents.passage import Passage
from index import Index

TOPIC = "the_text"
MAX_WORDS = 12  # a longer message asks something else
MAX_WORD_WORDS = 4  # of what is looked for in the text
MAX_OWN_WORDS = 2  # beside a wish about the quotation

_WORD = re.compile(r"\w+")
# "And", "for", "by", "about" with the article, before a word that is said back.
_ATTACHED = re.compile("^[\u0648\u0641]?(?:[\u0628\u0643]?(?=\u0627\u0644))")


@dataclass(frozen=True, slots=True)
class Held:
    """Words that were looked for in the text: the passage that has them, and where; None where none has."""

    words: str
    passage: Passage | None = None
    span: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class End:
    """The first or the last sentence of a passage, which is asked for."""

    which: Literal["first", "last"]
    passage: Passage


def key_of(analysis: Analysis) -> str:
    """The search key of a message in its likelier form: as typed, where it may be of either."""
    return search_key(cue_forms(analysis.asked)[0])


def mentioned(analysis: Analysis) -> Held | None:
    """ "Does the text mention villages?" of words in the sources' own script, which can be looked for."""
    key = key_of(analysis)
    if (
        not _is_short(key)
        or not _says("mentions", key)
        or not _opens_with(key, ("whether", "text", "mentions"))
    ):
        return None
    if analysis.sections or _asks_otherwise(key):
        return None
    return _looked_for(analysis, ("mentions", "text", "whether", "word"))


def defined(analysis: Analysis) -> Held | None:
    """ "What does this word mean in the text?" of a word that it has and does not define."""
    key = key_of(analysis)
    if not _is_short(key) or not _says("meaning", key):
        return None
    held = _looked_for(analysis, ("meaning", "text", "word", "whether"))
    if held is None or (held.passage is None and not _says("word", key)):
        return None
    return None if held.passage and _is_defined(held) else held


def end(analysis: Analysis) -> End | None:
    """ "The first sentence of the text": of the point quoted last, where the text is not named."""
    key = key_of(analysis)
    which: Literal["first", "last"] = "first" if _says("first_sentence", key) else "last"
    if not _says(f"{which}_sentence", key) or analysis.sections or not _is_short(key):
        return None
    held, index = analysis.held, analysis.index
    focus = index.passage(held.focus) if held.focus else None
    if focus and focus.kind == "point" and not _says("text", key):
        return End(which, focus)
    document = focus.document if focus else _document(analysis)
    passages = [each for each in index.passages if each.document == document]
    return End(which, passages[0 if which == "first" else -1]) if passages else None


def altered(analysis: Analysis) -> tuple[Shown, ...] | None:
    """ "Take the word out of it", "change this word": of what was quoted."""
    key = key_of(analysis)
    wishes = _says("alters", key) and _says("altered", key) and _opens_with(key, ("alters",), 3)
    return analysis.held.last or None if wishes and _is_short(key) else None


def reworded(analysis: Analysis) -> tuple[Shown, ...] | None:
    """ "Explain it in dialect", "in your own words": of what was quoted."""
    key = key_of(analysis)
    if not _says("rewords", key) or analysis.sections:
        return None
    left = patterns(TOPIC)["rewords"].sub(" ", key).split()
    known = (
        keys()["explain"] | keys()["carriers"] | keys()["repeat"] | keys()["leaned_on"] | keys()["courtesy"]
    )
    own = [word for word in left if word not in known]
    return analysis.held.last or None if len(own) <= MAX_OWN_WORDS else None


def why_cut(analysis: Analysis) -> bool:
    """ "Why does it break off?", of a source that does."""
    key = key_of(analysis)
    words = set(key.split())
    asks_why = words & keys()["why"] or any(word[1:] in keys()["why"] for word in words)
    if not asks_why or not _says("breaks_off", key) or not _is_short(key):
        return False
    document = _document(analysis)
    return is_cut([each for each in analysis.index.passages if each.document == document])


def reply_to_word(held: Held, index: Index, response: str, analysis: Analysis) -> Reply:
    """The point with the sentence that has the words; that they stand nowhere, and what is near."""
    if held.passage is not None:
        reply = marked(held.passage, held.span, index)
        return replace(reply, response=said_if_cut(response, cut=breaks_off(index, [held.passage])))
    near = near_topics(analysis.result) if analysis.verdict.kind != "none" else ()
    buttons = passage_buttons(map(index.passage, near)) or section_buttons(index)
    return Reply("none", "utter_word_absent", variables={"part": held.words}, buttons=buttons)


def reply_with_end(found: End, index: Index) -> Reply:
    """The sentence alone, in its place."""
    passage = found.passage
    spans = sentences(passage.text)
    span = spans[0 if found.which == "first" else -1]
    reply = compose(Verdict("point", (passage.id,)), index)
    cut = found.which == "last" and is_cut([passage])
    answer = replace(reply.answer, parts=(quote_of(passage, passage.text[span.start : span.end]),))
    return replace(reply, answer=answer, response=said_if_cut(f"utter_{found.which}_sentence", cut=cut))


def as_it_stands(shown: Shown, index: Index, response: str) -> Reply:
    """What was quoted, once more as it is."""
    return replace(made_again(shown, index), response=response)


def marked(passage: Passage, span: Span, index: Index) -> Reply:
    """A point with one of its sentences marked, unless that is all of it."""
    reply = compose(Verdict("point", (passage.id,)), index)
    if span[1] - span[0] >= len(passage.text.strip()) or span == (0, 0):
        return reply
    (point,) = reply.points
    answer = replace(reply.answer, parts=(replace(quote_of(passage, passage.text), marks=(span,)),))
    return replace(reply, answer=answer, points=(replace(point, marks=(span,)),))


def sentence_holding(wanted: frozenset[str], passage: Passage) -> Span | None:
    """Where the sentence stands that holds every stem; all of the passage where its heading helps."""
    for span in sentences(passage.text):
        if wanted <= all_stems(passage.text[span.start : span.end]):
            return (span.start, span.end)
    return (0, 0) if wanted <= all_stems(f"{passage.heading} {passage.text}") else None


def _looked_for(analysis: Analysis, groups: tuple[str, ...]) -> Held | None:
    """The words that a question leaves when its own are taken away, and the passage that has them."""
    if not has_arabic(analysis.asked):
        return None
    words = _words_left(analysis.form, groups)
    wanted = frozenset(stem(search_key(word)) for word in words)
    if not 0 < len(words) <= MAX_WORD_WORDS or not stems(" ".join(words)):
        return None
    said = " ".join(words)
    ranked = [hit.passage for hit in analysis.result.hits]
    for passage in (*ranked, *analysis.index.passages):
        span = sentence_holding(wanted, passage)
        if span is not None:
            return Held(said, passage, span)
    return Held(said)


def _words_left(form: str, groups: tuple[str, ...]) -> list[str]:
    """The words as typed that no cue and no small word takes, without what is attached before the article."""
    small = keys()["carriers"] | keys()["leaned_on"] | keys()["courtesy"] | keys()["asking"]
    left = search_key(form)
    for group in groups:
        left = patterns(TOPIC)[group].sub(" ", left)
    kept = [word for word in left.split() if word not in small and len(word) > 1]
    typed = {search_key(word): word for word in _WORD.findall(form)}
    return [_ATTACHED.sub("", typed.get(word, word)) for word in kept]


def _is_defined(held: Held) -> bool:
    """Whether the text goes on after the words to tell what they are."""
    text = search_key(held.passage.text if held.passage else "")
    after = text.partition(search_key(held.words))[2]
    return bool(patterns(TOPIC)["defines"].match(after.strip()))


def _asks_otherwise(key: str) -> bool:
    """Whether another question word than "whether" stands in it: what, how many, where."""
    own = {word for phrase in map(search_key, load(TOPIC)["whether"]) for word in phrase.split()}
    return any(word in keys()["asking"] - own for word in key.split())


def _opens_with(key: str, groups: tuple[str, ...], within: int = 2) -> bool:
    """Whether one of these stands among the first words."""
    opening = " ".join(key.split()[:within])
    return any(patterns(TOPIC)[group].search(opening) for group in groups)


def _document(analysis: Analysis) -> str:
    """The id of the document shown last, else of the only one; empty for none."""
    held = analysis.held
    shown = [id_ for each in held.last for id_ in each.ids] or [*held.history]
    if shown:
        return analysis.index.passage(shown[-1]).document
    documents = {each.document for each in analysis.index.passages}
    return documents.pop() if len(documents) == 1 else ""


def _is_short(key: str) -> bool:
    return len(key.split()) <= MAX_WORDS


def _says(group: str, key: str) -> bool:
    return patterns(TOPIC)[group].search(key) is not None
