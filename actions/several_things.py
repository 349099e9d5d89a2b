"""Several things asked about in one sentence: "saving, competition and training", "jobs and innovation?".

Words alone do not tell "saving and competition" from "goods and services": each thing is searched for, and
the search says whether they stand in passages of their own. A thing that is not answered is named as such.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.follow_up.reading import keys, read
from actions.several_questions import WAW
from actions.subject import is_subject, stems, topic_of_subject
from arabic import search_key
from arabic.lexicon import load, patterns, word_counts

MAX_THINGS = 5
MAX_THING_WORDS = 4
MAX_ASKING_WORDS = 8
MAX_LISTED_WORDS = 3  # of a thing in a list that has commas alone
MIN_JOINED_LETTERS = 3  # of a word after "and"
_ARTICLE = "\u0627\u0644"
_COMMA = ","
_MARK = re.compile(r"[,\u060c;\u061b/+&]+")  # with the Arabic comma and semicolon
_ENDS = re.compile(r"[?.!\u061f\n]+(?:\s+|$)")  # of sentences, with the Arabic question mark
# Endings that point back: her, them, their, our, his. A word so ended goes on with the thing before it.
_POINTS_BACK = re.compile("\\w{3,}(?:\u0647\u0627|\u0647\u0645|\u0647\u0645\u0627|\u0647\u0646)")


@dataclass(frozen=True, slots=True)
class Thing:
    """`words` are the visitor's own; `question` asks about it as the sentence asks about the first.

    `topic` is how it is searched for by itself.
    """

    words: str
    question: str
    topic: str


def things_in(asked: str) -> tuple[Thing, ...]:
    """The things that a sentence names one after another; empty where it names one, or too many."""
    chunks = _chunks(_one_sentence(asked))
    if not 2 <= len(chunks) <= MAX_THINGS or any(map(_is_too_long, chunks[1:])):
        return ()
    opening, first = _opening(chunks[0])
    if not first or len(first) > MAX_THING_WORDS:
        return ()
    named = [first, *(chunk[1:] if search_key(chunk[0]) in _before() else chunk for chunk in chunks[1:])]
    if not all(_says_something(" ".join(words)) for words in named):
        return ()
    return tuple(_thing(opening, words) for words in named)


def _is_too_long(chunk: Sequence[str]) -> bool:
    """Whether a chunk is more than a thing; what asks by itself ("and when is the ...") may be longer."""
    asks = patterns("several")["own"].match(search_key(" ".join(chunk)))
    return len(chunk) > (MAX_ASKING_WORDS if asks else MAX_THING_WORDS)


def _says_something(words: str) -> bool:
    """Whether words are a topic: neither the subject itself, nor a courtesy or a "no"."""
    reading = read(words)
    empty = keys()["courtesy"] | keys()["denying"]
    return bool(stems(words)) and reading is not None and not empty.issuperset(reading.rest)


def _thing(opening: Sequence[str], words: Sequence[str]) -> Thing:
    name = " ".join(words)
    topic = topic_of_subject(name)
    return Thing(name, " ".join([*opening, *words]) if opening else topic, topic)


def _one_sentence(asked: str) -> str:
    """A message of one sentence, or of few words each ("competition? saving?") as one; else ""."""
    sentences = [piece.strip() for piece in _ENDS.split(asked) if piece.strip()]
    if len(sentences) > 1 and any(len(each.split()) > MAX_LISTED_WORDS for each in sentences):
        return ""
    return f"{_COMMA} ".join(sentences)


def says_the_same(thing: Thing, texts: Sequence[str]) -> bool:
    """Whether a thing's words stand in texts that are shown anyway, or only go on with the thing before."""
    words = search_key(thing.words).split()
    if len(words) == 1 and _POINTS_BACK.fullmatch(words[0]):
        return True
    own = stems(thing.words)
    return not own or any(own <= stems(text) for text in texts)


def _chunks(asked: str) -> list[list[str]]:
    """The words between "and" and commas; an "and" within the subject's name parts nothing.

    Commas part a list that ends in "and", or one of a few words: elsewhere they part clauses.
    """
    words = [word for piece in _MARK.split(asked) for word in (*piece.split(), _COMMA)][:-1]
    chunks: list[list[str]] = [[]]
    last = ""
    for place, word in enumerate(words):
        rest = "" if word == _COMMA else _parted(word) if chunks[-1] or len(chunks) > 1 else None
        if rest is None and len(chunks) > 1 and _asks_besides(word):
            rest = word[1:]
        if rest == "" and word != _COMMA and _within_subject(words, place):
            rest = None
        if rest is None:
            chunks[-1].append(word)
            continue
        if chunks[-1]:
            chunks.append([])
        last = word
        chunks[-1] += [rest] if rest else []
    kept = [chunk for chunk in chunks if chunk]
    is_list = last != _COMMA or all(len(chunk) <= MAX_LISTED_WORDS for chunk in kept)
    return kept if is_list else []


def _within_subject(words: Sequence[str], place: int) -> bool:
    """ "Small and medium": an "and" between two words of the subject's name."""
    beside = (*words[place - 1 : place], *words[place + 1 : place + 2])
    return len(beside) == 2 and all(is_subject(search_key(word)) for word in beside)


def _parted(word: str) -> str | None:
    """What is left of a word where a new thing begins with it: "" of "and" alone; None where none does."""
    key = search_key(word)
    if key in load("several")["parting"] or (key.startswith(WAW) and key[1:] in _before()):
        return ""
    if not word.startswith(WAW) or len(key) <= MIN_JOINED_LETTERS:
        return None
    if patterns("several")["start"].fullmatch(key):
        return None
    if any(number.fullmatch(key) for number in patterns("numbers").values()):
        return None
    rest, counts = word[1:], word_counts()
    if is_subject(key[1:]) or is_subject(key[1:].removeprefix(_ARTICLE)):
        return None
    is_joined = rest.startswith(_ARTICLE) or counts.get(rest, 0) > counts.get(word, 0)
    return rest if is_joined or (word not in counts and len(rest) > MIN_JOINED_LETTERS) else None


def _asks_besides(word: str) -> bool:
    """Whether "and" stands joined to a question word here: "..., and how many?" after several things."""
    key = search_key(word)
    return key.startswith(WAW) and patterns("several")["own"].fullmatch(key[1:]) is not None


def _opening(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands before the first thing, with the preposition, and the thing."""
    keys = [search_key(word) for word in words]
    if not patterns("several")["start"].match(" ".join(keys)) and len(words) <= MAX_THING_WORDS:
        prepositions = [at for at, key in enumerate(keys) if key in _before()]
        at = prepositions[-1] + 1 if prepositions else 0
        return list(words[:at]), list(words[at:])
    at = next((at for at in range(len(keys) - 1, 0, -1) if keys[at - 1] in _before()), len(words) - 1)
    return list(words[:at]), list(words[at:])


def _before() -> frozenset[str]:
    return frozenset(map(search_key, load("several")["before"]))
