"""Several questions in one message: where they part, and whether they are questions of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actions.answer_policy import Verdict
from actions.asked_for import asked_for
from arabic import search_key, sentences
from arabic.lexicon import load, patterns

MAX_QUESTIONS = 6
MIN_WORDS = 2  # "and how?" is no question of its own
MIN_MARKED_WORDS = 3
_MARKS = ("?", "\u061f")  # with the Arabic question mark
WAW = "\u0648"  # the letter waw: "and", written as part of the next word
_ENUMERATOR = re.compile(r"(?:^|(?<=\s))\(?\d{1,2}\s?[.):\-\u2013\u0640]\s*")  # en dash, tatweel


@dataclass(frozen=True, slots=True)
class Split:
    """The questions of a message in order, 1 to 6; `joined` where two of them stand in one sentence."""

    questions: tuple[str, ...]
    joined: bool = False


def split_questions(asked: str) -> Split:
    """The parts that begin as questions do, each with what is said around it; else the whole."""
    found = list(_sentences(asked))
    pieces = [piece for sentence in found for piece in _joined_questions(sentence)]
    apart = _questions(pieces)
    questions = apart or list(_of_shared_opening(asked))
    if not 2 <= len(questions) <= MAX_QUESTIONS:
        return Split((asked,))
    return Split(tuple(questions), joined=not apart or len(pieces) > len(found))


def _questions(pieces: Sequence[str]) -> list[str]:
    """Each piece that asks, with what is said around it; empty where one alone asks."""
    questions: list[str] = []
    context = ""
    for piece in pieces:
        if is_question(piece) or _is_marked(piece):
            questions.append(f"{context} {piece}".strip())
            context = ""
        elif questions:
            questions[-1] = f"{questions[-1]} {piece}"
        else:
            context = f"{context} {piece}".strip()
    return questions if len(questions) > 1 else []


def is_question(text: str) -> bool:
    """Whether a text begins as questions and requests do and says what about."""
    key = search_key(text)
    if len(key.split()) < MIN_WORDS:
        return False
    return bool(patterns("several")["start"].match(key)) or _asks_for_a_person(text)


def _is_marked(text: str) -> bool:
    """Whether a sentence asks by its mark alone: "they help saving?" """
    return text.rstrip().endswith(_MARKS) and len(search_key(text).split()) >= MIN_MARKED_WORDS


def _asks_for_a_person(text: str) -> bool:
    """ "Who is the minister?": the Arabic word for it is "from" as well, and begins no question for sure."""
    asked = asked_for(text)
    return asked is not None and asked.kind == "person"


def without_and(question: str) -> str:
    """A question without the "and" that joins its first word to the one before it."""
    key = search_key(question)
    is_joined = key.startswith(WAW) and patterns("several")["joined"].match(key[1:])
    return question.lstrip().removeprefix(WAW) if is_joined else question


def stand_apart(verdicts: Sequence[Verdict], joined: bool) -> bool:
    """Whether the parts of a message are better answered each on its own: by different passages.

    Parts of one sentence must all have an answer: "and what it offers" begins as a question does and is none.
    """
    answered = [verdict.passage_ids for verdict in verdicts if verdict.answers]
    if not answered or (joined and len(answered) < len(verdicts)):
        return False
    return len(answered) < len(verdicts) or len(set(answered)) > 1


def asks_for_itself(part: str) -> bool:
    """Whether a part begins as no relative clause does: "and how many", not "and what it is"."""
    return bool(patterns("several")["own"].match(search_key(part)))


def opens_answered(verdicts: Sequence[Verdict]) -> bool:
    """Whether the first part is answered; what leans on it may then be refused by itself."""
    return bool(verdicts) and verdicts[0].answers


def _sentences(text: str) -> Iterator[str]:
    """Sentences and numbered items, without their numbers."""
    for item in _ENUMERATOR.split(text):
        for span in sentences(item):
            if sentence := item[span.start : span.end].strip():
                yield sentence


def _joined_questions(sentence: str) -> Iterator[str]:
    """A sentence parted at each "and" that a question word follows; whole where it begins as none."""
    words = sentence.split()
    if not is_question(sentence):
        yield sentence
        return
    start = 0
    for place in range(MIN_WORDS, len(words)):
        if place - start >= MIN_WORDS and (attached := _joins(words, place)) is not None:
            yield " ".join(words[start:place])
            start = place if attached else place + 1
            words[place] = words[place][1:] if attached else words[place]
    yield " ".join(words[start:])


def _of_shared_opening(sentence: str) -> Iterator[str]:
    """ "Its role in jobs and in competition" as its role in jobs, its role in competition; else nothing."""
    words = sentence.split()
    keys = [search_key(word) for word in words]
    first = next((at for at, key in enumerate(keys) if at and key in load("several")["shared"]), None)
    if first is None:
        return
    again = [at for at in range(first + 2, len(keys)) if _says_again(keys, at, keys[first])]
    if not again:
        return
    opening, ends = words[: first + 1], [*again, len(words)]
    for start, end in zip([first, *again], ends, strict=True):
        attached = keys[start] != keys[first] and keys[start] not in load("several")["conjunction"]
        said = words[start + 1 if start == first or attached else start + 2 : end]
        if said:
            yield " ".join([*opening, *said])


def _says_again(keys: Sequence[str], at: int, preposition: str) -> bool:
    """Whether the preposition stands here after an "and"; an "and" by itself counts as its beginning."""
    alone = keys[at] in load("several")["conjunction"] and keys[at + 1 : at + 2] == [preposition]
    return alone or keys[at] == f"{WAW}{preposition}"


def _joins(words: Sequence[str], place: int) -> bool | None:
    """Whether "and" is attached to the question word here (True) or stands here before one (False)."""
    joined, key = patterns("several")["joined"], search_key(words[place])
    if key.startswith(WAW) and joined.fullmatch(key.removeprefix(WAW)):
        return True
    following = search_key(words[place + 1]) if place + 1 < len(words) else ""
    stands_alone = key in load("several")["conjunction"]
    return False if stands_alone and joined.fullmatch(following) else None
