"""Candidates that begin as somebody writes: word for word, in any order, in any spelling that readers take
for the same, with one slip in a word at most."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from arabic import arabizi_to_arabic, has_arabic, search_key, stem
from arabic.lexicon import ANY_ENDING, load
from web.review.masking.mask import has_private
from web.suggestions.candidates import ARABIC, Candidate

MOST = 5
MIN_CHARACTERS, MAX_CHARACTERS = 2, 80  # of what is typed
MIN_SLIP_CHARACTERS = 5  # shorter words turn into one another too easily
SLIP = 0.5  # what a word with a slip counts, where one without counts 1
SHARE = 0.5  # of the words that say something, so many must be met
CACHED = 2048


class Suggestions:
    """Candidates to be searched; `counts` says how often each was answered, by its text or its passage."""

    def __init__(self, candidates: Iterable[Candidate], counts: Mapping[str, int] | None = None) -> None:
        self._candidates = tuple(candidates)
        self._counts = [_count(each, counts or {}) for each in self._candidates]
        places: dict[str, set[int]] = defaultdict(set)
        open_ended: dict[str, set[int]] = defaultdict(set)
        for place, candidate in enumerate(self._candidates):
            for word in search_key(candidate.text).split():
                for form in forms_of(word):
                    places[form].add(place)
            for name in candidate.names:
                for word in search_key(name).split():
                    target = open_ended if name.endswith(ANY_ENDING) else places
                    target[word].add(place)
        self._places, self._open_ended = dict(places), dict(open_ended)
        self._words = sorted({*places, *open_ended})
        self.found = lru_cache(CACHED)(self._found)

    def __len__(self) -> int:
        return len(self._candidates)

    def _found(self, typed: str, language: str) -> tuple[Candidate, ...]:
        """Up to MOST candidates in the language of what is typed, best first: the most words met, then the
        most often answered. `language` is the visitor's, for what is typed in Latin letters."""
        typed = typed.strip()
        if not MIN_CHARACTERS <= len(typed) <= MAX_CHARACTERS or has_private(typed):
            return ()
        if has_arabic(typed):
            return self._ranked(typed, (ARABIC,))
        if language != ARABIC:
            return self._ranked(typed, (language, ""))
        return self._ranked(typed, ("en", "fr", "")) or self._ranked(arabizi_to_arabic(typed), (ARABIC,))

    def _ranked(self, typed: str, languages: tuple[str, ...]) -> tuple[Candidate, ...]:
        words = [word for word in search_key(typed).split() if word]
        telling = [word for word in words if word not in small_words()]
        met = self._met(telling or words)
        if not met:
            return ()
        most = len(telling or words)
        fit = [
            (place, score)
            for place, score in met.items()
            if score >= SHARE * most and self._candidates[place].language in languages
        ]
        fit.sort(key=lambda each: (-each[1], -self._counts[each[0]], each[0]))
        best = dict[str, Candidate]()  # a section by its name and by its heading is one
        for place, _ in fit:
            candidate = self._candidates[place]
            best.setdefault(candidate.payload or candidate.text, candidate)
        return tuple(best.values())[:MOST]

    def _met(self, words: list[str]) -> dict[int, float]:
        """How many of these words each candidate has; none without the last, which is being typed."""
        scores: dict[int, float] = defaultdict(float)
        last: dict[int, float] = {}
        for word in words:
            last = self._places_of(word)
            for place, score in last.items():
                scores[place] += score
        return {place: score for place, score in scores.items() if place in last}

    def _places_of(self, word: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for form in (word, *forms_of(word)):
            for known in self._beginning_with(form):
                found.update(dict.fromkeys(self._at(known), 1.0))
        for length in range(len(word), MIN_CHARACTERS, -1):
            found.update(dict.fromkeys(self._open_ended.get(word[:length], ()), 1.0))
        if not found and len(word) >= MIN_SLIP_CHARACTERS:
            for known in self._beginning_with(word[0]):
                if has_one_slip(word, known):
                    found.update(dict.fromkeys(self._at(known), SLIP))
        return found

    def _at(self, word: str) -> Iterator[int]:
        yield from self._places.get(word, ())
        yield from self._open_ended.get(word, ())

    def _beginning_with(self, beginning: str) -> Iterator[str]:
        place = bisect_left(self._words, beginning)
        while place < len(self._words) and self._words[place].startswith(beginning):
            yield self._words[place]
            place += 1


def forms_of(word: str) -> tuple[str, ...]:
    """A word of a search key, and what is left of it without article, preposition and ending."""
    return tuple(dict.fromkeys((word, stem(word))))


def has_one_slip(typed: str, word: str) -> bool:
    """Whether the word begins as typed but for one letter: another one, one missing, one too many, or two
    that changed places."""
    same = 0
    while same < min(len(typed), len(word)) and typed[same] == word[same]:
        same += 1
    rest, of_word = typed[same:], word[same:]
    return (
        of_word[1:].startswith(rest[1:])
        or of_word[1:].startswith(rest)
        or of_word.startswith(rest[1:])
        or (of_word[:2] == rest[1::-1] and of_word[2:].startswith(rest[2:]))
    )


@lru_cache(1)
def small_words() -> frozenset[str]:
    """Words that every question may have, as search keys."""
    return frozenset(search_key(word) for words in load("suggestions").values() for word in words)


def _count(candidate: Candidate, counts: Mapping[str, int]) -> int:
    return max(counts.get(candidate.passage_id, 0), counts.get(search_key(candidate.text), 0))
