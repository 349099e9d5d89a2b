"""What a question asks for: a number, a person, a time, a place, a reason, whether something is so.

Read from the interrogative and the noun that it governs, in the message's cue form (actions/message.py); the
words stand in data/lexicon/asked_for.toml. Whether texts tell it is actions/told.py's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, takewhile
from typing import Literal, cast

from arabic import has_arabic, search_key
from arabic.lexicon import CONJUNCTIONS, choices_of, load, patterns
from contract.evidence import Missing

Sought = Literal["", "count", "duration", "law", "name", "doer", "worth"]

TOPIC = "asked_for"
ARTICLE = "\u0627\u0644"  # al-, as part of its word
ANYWHERE = ("number", "time", "person", "place", "reason", "origin", "explanation")
OPENINGS = ("premise", "person", "time", "place", "what")
GOVERNED = ("number", "time", "place", "person", "law")  # by "what" or "which"
NOT_PARTICULAR = ("what", "origin", "explanation")
MIN_REASONED_WORDS = 3  # "why training?" asks what it is good for
MAX_COUNTED_WORDS = 3  # adjectives and a noun: "how many main social roles"

_CLAUSE = re.compile(r"[,\u060c\u061b;:.!?\u061f\n]+")  # with the Arabic comma, semicolon, question mark


@dataclass(frozen=True, slots=True)
class Asked:
    """`sought` is the sort of number, person or reason.

    A law is told by its number or name, and counts as one. A person is told by a name where a single one is
    asked for, or by the body that did it; a reason for something's worth by whatever it does.

    `counted` is what "how many" counts.
    """

    kind: Missing
    sought: Sought = ""
    counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interrogative:
    """`kind`: what of, by the lists' names; start and end are its place in the clause."""

    kind: str
    start: int
    end: int

    @property
    def order(self) -> tuple[bool, int, int]:
        """The first comes first, then the longer; "is it", which may only introduce another, comes last."""
        return (self.kind == "premise", self.start, -self.end)


def asked_for(form: str) -> Asked | None:
    """What the first interrogative asks for; None for an explanation (what, how) or where there is none."""
    for clause in clauses(form):
        if found := min(_interrogatives(clause), key=lambda each: each.order, default=None):
            return _asked(found, clause)
    opens_with_measure = _bare_measure().match(next(clauses(form), ""))
    return Asked("number") if opens_with_measure else None


def claims(form: str) -> bool:
    """Whether a message asks if something is so, or says that it is: it has no other interrogative."""
    key = search_key(form)
    if patterns(TOPIC)["is it so"].search(key):
        return True
    kinds = [
        min(found, key=lambda each: each.order).kind
        for part in clauses(form)
        if (found := [*_interrogatives(part)])
    ]
    return all(kind == "premise" for kind in kinds)


def clauses(form: str) -> Iterator[str]:
    """The search keys of a message's clauses, without what introduces their question."""
    lead = patterns(TOPIC)["lead"]
    for part in _CLAUSE.split(form):
        key = search_key(part)
        while (found := lead.match(key)) and found.end() < len(key):
            key = key[found.end() + 1 :]
        if key:
            yield key


def _interrogatives(clause: str) -> Iterator[Interrogative]:
    """Of each kind the first; of those that count only as an opening, the longest."""
    words = patterns(TOPIC)
    found = [(kind, words[kind].search(clause)) for kind in ANYWHERE]
    found += [(kind, _governed(kind).search(clause)) for kind in GOVERNED]
    found.append(("person", _who().search(clause)))
    openings = [(kind, match) for kind in OPENINGS if (match := words[f"opening {kind}"].match(clause))]
    found += sorted(openings, key=lambda each: each[1].end())[-1:]
    return (Interrogative(kind, match.start(), match.end()) for kind, match in found if match)


def _asked(found: Interrogative, clause: str) -> Asked | None:
    comes_from = found.kind == "place" and clause.endswith(" from")
    if found.kind in NOT_PARTICULAR or comes_from:
        return None
    if found.kind == "law":
        return Asked("number", "law")
    if found.kind == "number":
        before, interrogative = clause[: found.start].split(), clause[found.start : found.end].split()
        return _number(before[-1:], interrogative[-1:], clause[found.end :].split())
    kind = cast(Missing, found.kind)
    if kind == "person":
        return Asked(kind, _sort_of_person(found, clause))
    if kind == "reason" and (
        patterns(TOPIC)["worth"].search(clause) or len(clause.split()) < MIN_REASONED_WORDS
    ):
        return Asked(kind, "worth")
    return Asked(kind)


def _sort_of_person(found: Interrogative, clause: str) -> Sought:
    """A single person is asked for by a role, one that may be a body by what was done once; else anyone.

    "Who is the player who may touch the ball?" asks for any.
    """
    words, rest = patterns(TOPIC), clause[found.start :]
    role = _role().search(rest)
    if role is not None:
        return "" if words["which does"].match(rest[role.end() :].lstrip()) else "name"
    following = clause[found.end :].split()[:1]
    return "doer" if following and words["once"].fullmatch(following[0]) else ""


def _number(before: Sequence[str], last: Sequence[str], after: Sequence[str]) -> Asked:
    """Which number: `last` is the interrogative's last word, `before` the word before it."""
    passed = set(load(TOPIC)["count passed"])
    counted = _counted(after, passed)
    if _is_of("noun time", before):  # "the year how many": Egyptian
        return Asked("time")
    if _is_of("noun duration", last) or _is_of("noun duration", counted[:1]):
        return Asked("number", "duration")
    measured = _is_of("noun number", last) and passed.isdisjoint(last)
    if measured or _is_of("noun number", counted[:1]):
        return Asked("number")
    return Asked("number", "count", counted)


def _counted(after: Sequence[str], passed: set[str]) -> tuple[str, ...]:
    """What "how many" counts: in Arabic the next noun, elsewhere that with what stands before it."""
    ends = passed.union(load(TOPIC)["count ends"])
    rest = tuple(dropwhile(passed.__contains__, after))
    if not rest or has_arabic(rest[0]):
        return rest[:1]
    return tuple(takewhile(lambda word: word not in ends, rest))[:MAX_COUNTED_WORDS]


def _is_of(group: str, word: Sequence[str]) -> bool:
    """Whether the one word, if there is one, is of a group, with or without its article."""
    return any(patterns(TOPIC)[group].fullmatch(each.removeprefix(ARTICLE)) for each in word)


@cache
def _governed(kind: str) -> re.Pattern[str]:
    """ "Which" and a noun of this kind; "what is" and one that is told by itself ("what is the price")."""
    what, which, noun = (_choices(group) for group in ("what", "which", f"noun {kind}"))
    asked = rf"(?:{which}) (?:{ARTICLE})?(?:{noun})"
    if kind in ("number", "place"):
        asked += rf"|(?:{what}) (?:{ARTICLE})?(?:{noun})"
    elif kind == "time":
        asked += rf"|(?:{what}) (?:{ARTICLE})?(?:{_choices('noun date')})"
    elif kind == "law":  # "what is Newton's law" asks for words
        asked += rf"|(?:{what}) {ARTICLE}(?:{noun})"
    return re.compile(rf"(?<!\S)[{CONJUNCTIONS}]?(?:{asked})(?!\S)")


@cache
def _who() -> re.Pattern[str]:
    """The Arabic word for "who" where it is not "from": first in a clause, after a preposition, or last."""
    who, before, nouns = _choices("who"), _choices("before who"), _choices("from")
    role = rf"{ARTICLE}(?:{_choices('noun person')}|{_choices('role')})"
    goes_on = rf"(?= )(?! {ARTICLE})(?! (?:{nouns})(?!\S))"
    places = (
        rf"^[{CONJUNCTIONS}]?(?:{who}){goes_on}",
        rf"(?<!\S)(?:{before}) (?:{who}){goes_on}",
        rf"(?<=\S )(?:{who})$",
        rf"^[{CONJUNCTIONS}]?(?:{who})(?= {role}(?!\S))",
    )
    return re.compile("|".join(places))


@cache
def _role() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{ARTICLE})?(?:{_choices('noun person')})(?!\S)")


@cache
def _bare_measure() -> re.Pattern[str]:
    return re.compile(rf"(?:{ARTICLE})?(?:{_choices('bare measure')})(?!\S)")


def _choices(group: str) -> str:
    return choices_of(load(TOPIC)[group])
