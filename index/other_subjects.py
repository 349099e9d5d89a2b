"""Questions about another subject, made of those that the sources answer: the subject named is exchanged.

«ما دور المؤسسات الصغيرة في الادخار؟» becomes «ما دور الجامعات في الادخار؟», or is asked of a place of which
the sources say nothing. The question model learns from them that the right words about something else are not
answered. A subject that a source names is never taken, so that no source makes such a question false.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from arabic import has_arabic, search_key
from arabic.lexicon import load
from arabic.names import Role, names_of
from contract.about import about
from index.calibration_set import CalibrationQuestion

PLACED_SHARE = 0.2  # of the questions made, asked of another place
LEAST_LETTERS = 3  # a longer word is misspelt
FRENCH = re.compile(r"\b(?:les?|la|des?|du|quel\w*|est|sont|pour|dans|une?)\b", re.IGNORECASE)
ARTICLE = "ال"
MARKS = '.,;:!?\u060c\u061b\u061f"()'


@dataclass(frozen=True, slots=True)
class Swapped:
    """A question about another subject; `origin` is the place of the question that it was made of.

    start, end: where in the text the subject stands, with a particle that is written with it.
    """

    text: str
    subject: str
    origin: int
    start: int
    end: int


def swapped_questions(
    questions: Sequence[CalibrationQuestion], sources: Sequence[str], each: int = 4
) -> tuple[Swapped, ...]:
    """Make a few questions of each answered one that names the subject, in order; always the same.

    sources: the texts of the sources, whose words name no other subject.
    """
    held = search_key(" ".join(sources))
    rng = random.Random(0)  # noqa: S311 (a draw of examples)
    found = []
    for origin, question in (pair for pair in enumerate(questions) for _ in range(each)):
        place = subject_span(question.text) if question.passage is not None else None
        if place is None:
            continue
        language = _language(question.text)
        is_placed = rng.random() < PLACED_SHARE
        subjects = _not_in(f"places {language}" if is_placed else language, held)
        if not subjects:
            continue
        subject = rng.choice(subjects)
        if is_placed:
            before, put = f"{question.text[: place[1]]} ", subject
        else:
            before = question.text[: place[0]]
            put = _attached(question.text[place[0] : place[1]], subject)
        text = before + put + question.text[place[1] :]
        found.append(Swapped(text, subject, origin, len(before), len(before) + len(put)))
    return tuple(found)


def misspelt(text: str) -> str:
    """Return a text with two letters of every third word exchanged, as fingers slip."""
    words = text.split()
    for place in range(len(words) % 3, len(words), 3):
        word = words[place]
        letters = len(word.rstrip(MARKS))
        if letters > LEAST_LETTERS:
            at = 1 + len(text) % (letters - 2)
            words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def subject_span(text: str) -> tuple[int, int] | None:
    """Return where a question names the sources' subject: the longest run of words that name it."""
    best: tuple[int, int] | None = None
    run: list[re.Match[str]] = []
    for word in [*re.finditer(rf"[^\s\-{MARKS}]+", text), None]:
        kind = _kind(word[0]) if word is not None else ""
        if word is not None and kind:
            run.append(word)
            continue
        while run and _kind(run[-1][0]) == "joins":
            run.pop()
        while run and _kind(run[0][0]) == "joins":
            run.pop(0)
        if any(_kind(one[0]) == "names" for one in run):
            span = (run[0].start(), run[-1].end())
            best = span if best is None or span[1] - span[0] > best[1] - best[0] else best
        run = []
    return best


def _kind(word: str) -> Role:
    """What a word does in a name of the subject."""
    return names_of(about().all_names()).role(word)


def _attached(words: str, subject: str) -> str:
    """Return another subject with the particle that the first of these words has."""
    if not has_arabic(subject):
        return subject
    first = words.split()[0]
    particle = next((one for one in "لبوفك" if first.startswith(one) and _kind(first[1:])), "")
    if particle == "ل" and subject.startswith(ARTICLE):
        return "ل" + subject.removeprefix("ا")
    return particle + subject


def _language(text: str) -> str:
    if has_arabic(text):
        return "arabic"
    return "french" if FRENCH.search(text) else "english"


@cache
def _not_in(group: str, held: str) -> list[str]:
    """Return the group's subjects of which no source has the words."""
    return [name for name in load("other_subjects")[group] if search_key(name) not in held]
