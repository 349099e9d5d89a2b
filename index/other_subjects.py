"""Questions about another subject, made of those that the sources answer: the subject named is exchanged.

«ما دور المؤسسات الصغيرة في الادخار؟» becomes «ما دور الجامعات في الادخار؟» or «ما دور المؤسسات الكبرى في
الادخار؟», or is asked of a place of which the sources say nothing. The subject model learns from them that
the right words about something else are not answered, and from others, in which the subject has another name
of its own or is misspelt, that these are. A subject that a source names is never taken, so that no source
makes such a question false.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from arabic import has_arabic, search_key
from arabic.lexicon import ANY_ENDING, choices_of, load
from arabic.names import PREFIXES, Role, names_of
from contract.about import about
from index.calibration_set import CalibrationQuestion
from index.slips import joined, slipped

# Shares of the questions made.
ELSEWHERE = 0.15  # about the sources' subject at another place
INSTEAD = 0.15  # about the same heads with another quality: large ones, foreign ones
BESIDE = 0.07  # about another subject beside the sources' own
SLIPPED_OTHER, SLIPPED_OWN = 0.2, 0.5
JOINED = 0.12  # written as one with a word beside it
AS_WRITTEN = 0.3  # of those with an own name, keep that of the question

LEAST_LETTERS = 3  # a longer word is misspelt
FRENCH = re.compile(r"\b(?:les?|la|des?|du|quel\w*|est|sont|pour|dans|une?)\b", re.IGNORECASE)
AND = {"arabic": "و", "english": "and ", "french": "et les "}
CODES = {"arabic": "ar", "english": "en", "french": "fr"}
ARTICLE = "ال"
MARKS = '.,;:!?\u060c\u061b\u061f"()'
_WORD = re.compile(rf"[^\s\-{MARKS}]+")


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
    questions: Sequence[CalibrationQuestion], sources: Sequence[str], each: int = 8
) -> tuple[Swapped, ...]:
    """Make a few questions of each answered one that names the subject, in order; always the same.

    sources: the texts of the sources, whose words name no other subject.
    """
    held = search_key(" ".join(sources))
    rng = random.Random(0)  # noqa: S311 (a draw of examples)
    found = []
    for origin, text, place in _naming(questions, each):
        put = _other(text, place, held, rng)
        if put is not None:
            start, end, written, subject = put
            before = text[:start] + " " * (start == end)
            made, start, end = _as_typed(
                before + written + text[end:], len(before), len(before + written), rng
            )
            found.append(Swapped(made, subject, origin, start, end))
    return tuple(found)


def renamed_questions(questions: Sequence[CalibrationQuestion], each: int = 4) -> tuple[tuple[int, str], ...]:
    """Make as many questions with another own name or a misspelt one, beside the places of their origin."""
    names = own_names(questions)
    rng = random.Random(1)  # noqa: S311
    found = []
    for origin, text, (start, end) in _naming(questions, each):
        written = text[start:end]
        if rng.random() >= AS_WRITTEN:
            written = _attached(written, rng.choice(names[_language(text)]))
        if rng.random() < SLIPPED_OWN:
            written = slipped(written, rng)
        made = text[:start] + written + text[end:]
        found.append((origin, _as_typed(made, start, start + len(written), rng)[0]))
    return tuple(found)


def own_names(questions: Sequence[CalibrationQuestion]) -> dict[str, list[str]]:
    """Return the full names of the sources' subject by language: those known, and those asked with."""
    found = {language: set(_known_names(code)) for language, code in CODES.items()}
    for _, text, (start, end) in _naming(questions, 1):
        name = text[start:end]
        is_full = any(_kind(word) == "qualifies" for word in _WORD.findall(name)) or not has_arabic(name)
        if is_full and name == _attached(name, name):
            found[_language(text)].add(name)
    return {language: sorted(names) for language, names in found.items()}


def _known_names(code: str) -> Iterator[str]:
    """The names of several words in a language, as they stand in sentences, and those of speech."""
    known = about()
    yield from known.spoken.get(code, ())
    for name in known.names.get(code, ()):
        words = name.split()
        if len(words) > 1 and ANY_ENDING not in name:
            yield " ".join(map(_definite, words)) if has_arabic(name) else name


def _definite(word: str) -> str:
    """An Arabic word with its article, after the "and" that is written with it."""
    if word.startswith(AND["arabic"]) and _kind(word[1:]):
        return f"{AND['arabic']}{_definite(word[1:])}"
    return word if word.startswith(ARTICLE) else f"{ARTICLE}{word}"


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
    for word in [*_WORD.finditer(text), None]:
        kind = _kind(word[0]) if word is not None else ""
        if word is not None and kind:
            run.append(word)
            continue
        while run and _kind(run[-1][0]) == "joins":
            run.pop()
        while run and _kind(run[0][0]) == "joins":
            run.pop(0)
        if _names([one[0] for one in run]):
            span = (run[0].start(), run[-1].end())
            best = span if best is None or span[1] - span[0] > best[1] - best[0] else best
        run = []
    return best


def _names(words: Sequence[str]) -> bool:
    """Whether words name the subject: one that does so alone, or another with what qualifies it."""
    naming = [word for word in words if _kind(word) == "names"]
    alone = any(_never_alone().fullmatch(search_key(word)) is None for word in naming)
    return bool(naming) and (alone or len(words) > len(naming))


def _naming(
    questions: Sequence[CalibrationQuestion], each: int
) -> Iterator[tuple[int, str, tuple[int, int]]]:
    """Give each answered question that names the subject so often: its place, its text, where the name is."""
    for origin, question in enumerate(questions):
        place = subject_span(question.text) if question.passage is not None else None
        if place is not None:
            yield from [(origin, question.text, place)] * each


def _other(
    text: str, place: tuple[int, int], held: str, rng: random.Random
) -> tuple[int, int, str, str] | None:
    """Return what is put where in a text (start, end), and the subject that it names; None for nothing.

    Where start is end it is added, as a word of its own.
    """
    start, end = place
    language, draw = _language(text), rng.random()
    if draw < ELSEWHERE:
        places = _not_in(f"places {language}", held)
        name = rng.choice(places) if places else ""
        return (end, end, name, name) if name else None
    written = _instead(text[start:end], language, held, rng) if draw < ELSEWHERE + INSTEAD else None
    if written is not None:
        return start, end, written, written
    subjects = _not_in(language, held)
    if not subjects:
        return None
    subject = rng.choice(subjects)
    if draw >= 1.0 - BESIDE:
        return end, end, f"{AND[language]}{subject}", subject
    put = _attached(text[start:end], subject)
    return start, end, slipped(put, rng) if rng.random() < SLIPPED_OTHER else put, subject


def _instead(name: str, language: str, held: str, rng: random.Random) -> str | None:
    """Return the head of a name with another quality than its own; None where it has none."""
    words = name.split()
    heads = [word for word in words if _kind(word) == "names"]
    own = [word for word in words if _kind(word) == "qualifies"]
    if not heads or not own:
        return None
    group = f"instead {language}" if language != "arabic" else f"instead {_form_of(search_key(own[0]))}"
    qualities = _not_in(group, held)
    if not qualities:
        return None
    quality = rng.choice(qualities)
    if language == "english" or (language == "french" and quality.startswith("grand")):
        return f"{quality} {heads[0]}"
    if language == "arabic" and not search_key(own[0]).startswith(ARTICLE):
        quality = " ".join(word.removeprefix(ARTICLE) for word in quality.split())
    return f"{heads[0]} {quality}"


def _form_of(key: str) -> str:
    """The form that an Arabic adjective (a search key) has: that of speech, feminine or masculine."""
    if key.endswith("غار"):
        return "spoken"
    return "feminine" if key.endswith(("ه", "ري")) else "masculine"


def _as_typed(text: str, start: int, end: int, rng: random.Random) -> tuple[str, int, int]:
    return joined(text, start, end, rng) if rng.random() < JOINED else (text, start, end)


def _kind(word: str) -> Role:
    """What a word does in a name of the subject."""
    return names_of(about().all_names()).role(word)


@cache
def _never_alone() -> re.Pattern[str]:
    prefixes = "|".join(map(search_key, PREFIXES))
    return re.compile(rf"(?:{prefixes})(?:{choices_of(load('other_subjects')['names beside others only'])})")


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
