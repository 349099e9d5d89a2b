"""Candidates that begin as somebody writes: word for word, in any order, in any spelling that readers take
for the same, with one slip in a word at most. Where a heading lacks a word, what it leads to may have it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from arabic import arabizi_to_arabic, has_arabic, search_key, stem
from arabic.lexicon import ANY_ENDING, load
from arabic.private import has_private
from web.suggestions.candidates import ARABIC, Candidate

MOST = 5
MIN_CHARACTERS, MAX_CHARACTERS = 2, 80  # of what is typed
MIN_INSIDE_CHARACTERS = 4  # of the beginning of a word that is looked for in what a heading leads to
MIN_SLIP_CHARACTERS = 5  # without article; shorter words turn into one another too easily
ALIKE, SLIP, INSIDE = 1.0, 0.6, 0.5  # what a word that is met so counts
SHARE = 0.5  # of the words that say something, so much must be met
MOST_WORDS = 2000  # with one beginning, in a very large corpus
CACHED = 2048


class Words:
    """Words, each with the places of those that have it; found by their beginnings."""

    def __init__(self) -> None:
        self._places: dict[str, set[int]] = defaultdict(set)
        self._sorted: list[str] = []

    def add(self, word: str, place: int) -> None:
        self._places[word].add(place)

    def close(self) -> None:
        """After the last word, before the first search."""
        self._sorted = sorted(self._places)

    def beginning_with(self, beginning: str) -> Iterator[tuple[str, set[int]]]:
        """The words that begin so, with their places; of very many the first."""
        first = bisect_left(self._sorted, beginning)
        for word in self._sorted[first : first + MOST_WORDS]:
            if not word.startswith(beginning):
                return
            yield word, self._places[word]

    def at(self, word: str) -> set[int]:
        """The places of a word; none where nobody has it."""
        return self._places.get(word, set())


class Shelf:
    """Candidates of one language; a place is a candidate's number on it."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates = tuple(candidates)
        self.keys = [search_key(each.text) for each in self.candidates]
        self._own, self._open_ended, self._bare, self._inside = words = [Words() for _ in range(4)]
        for place, (candidate, key) in enumerate(zip(self.candidates, self.keys, strict=True)):
            self._add(place, candidate, key)
        for each in words:
            each.close()

    def met(self, words: list[str]) -> dict[int, float]:
        """How many of these words each candidate has; without the last, which is being typed, only where no
        candidate has that."""
        scores: dict[int, float] = defaultdict(float)
        last: dict[int, float] = {}
        for word in words:
            last = self._places_of(word)
            for place, score in last.items():
                scores[place] += score
        return {place: score for place, score in scores.items() if not last or place in last}

    def _add(self, place: int, candidate: Candidate, key: str) -> None:
        for word in key.split():
            for form in forms_of(word):
                self._own.add(form, place)
            self._bare.add(bare(word), place)
        for name in candidate.names:
            for word in search_key(name).split():
                (self._open_ended if name.endswith(ANY_ENDING) else self._own).add(word, place)
        for word in search_key(candidate.inside).split():
            self._inside.add(stem(word), place)

    def _places_of(self, word: str) -> dict[int, float]:
        """Where a word is met, and what that counts."""
        found = dict.fromkeys(self._inside.at(stem(word)), INSIDE)
        if len(stem(word)) >= MIN_INSIDE_CHARACTERS:
            for _, places in self._inside.beginning_with(stem(word)):
                found.update(dict.fromkeys(places, INSIDE))
        for form in forms_of(word):
            for words in (self._own, self._open_ended):
                for _, places in words.beginning_with(form):
                    found.update(dict.fromkeys(places, ALIKE))
        for length in range(MIN_CHARACTERS, len(word) + 1):
            found.update(dict.fromkeys(self._open_ended.at(word[:length]), ALIKE))
        if not found and len(typed := bare(word)) >= MIN_SLIP_CHARACTERS:
            for known, places in self._bare.beginning_with(typed[0]):
                if has_one_slip(typed, known):
                    found.update(dict.fromkeys(places, SLIP))
        return found


class Suggestions:
    """Candidates to be searched; `count` says how often each was answered."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        by_language: dict[str, list[Candidate]] = defaultdict(list)
        for each in candidates:
            by_language[each.language].append(each)
        self._shelves = {language: Shelf(some) for language, some in by_language.items()}
        self._counts: Mapping[str, int] = {}
        self.found = lru_cache(CACHED)(self._found)

    def count(self, counts: Mapping[str, int]) -> None:
        """Take up how often each passage, by its id, and each question, by its key, was answered."""
        self._counts = counts
        self.found.cache_clear()

    def _found(self, typed: str, language: str) -> tuple[Candidate, ...]:
        """Up to MOST candidates in the language of what is typed, best first: the most words met, then the
        most often answered. `language` is the visitor's, for what is typed in Latin letters."""
        typed = typed.strip()
        if not MIN_CHARACTERS <= len(typed) <= MAX_CHARACTERS or has_private(typed):
            return ()
        if has_arabic(typed):
            return self._ranked(typed, ARABIC)
        if language != ARABIC:
            return self._ranked(typed, language, "")
        return self._ranked(typed, "en", "fr", "") or self._ranked(arabizi_to_arabic(typed), ARABIC)

    def _ranked(self, typed: str, *languages: str) -> tuple[Candidate, ...]:
        words = search_key(typed).split()
        telling = [word for word in words if word not in small_words()] or words
        found = []
        for shelf in filter(None, map(self._shelves.get, languages)):
            for place, score in shelf.met(telling).items():
                if score >= SHARE * len(telling):
                    candidate = shelf.candidates[place]
                    found.append((-score, -self._count_of(candidate, shelf.keys[place]), place, candidate))
        best = dict[str, Candidate]()  # a section by its name and by its heading is one
        for *_, candidate in sorted(found, key=lambda each: each[:3]):
            best.setdefault(candidate.payload or candidate.text, candidate)
        return tuple(best.values())[:MOST]

    def _count_of(self, candidate: Candidate, key: str) -> int:
        return max(self._counts.get(candidate.passage_id, 0), self._counts.get(key, 0))


@lru_cache(100_000)
def forms_of(word: str) -> tuple[str, ...]:
    """A word of a search key, as it is, without article, and without ending too; of a broken plural, and in
    another language, the word that it stands for."""
    forms = (word, bare(word), stem(word))
    return tuple(dict.fromkeys((*forms, *(one for form in forms if (one := _stands_for().get(form))))))


def bare(word: str) -> str:
    """A word of a search key without conjunction, preposition and article, but with its ending."""
    return word[word.find(stem(word)) :]


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
def _stands_for() -> Mapping[str, str]:
    return {search_key(word): head for head, words in load("stems").items() for word in words}


@lru_cache(1)
def small_words() -> frozenset[str]:
    """Words that every question may have, as search keys."""
    return frozenset(search_key(word) for words in load("suggestions").values() for word in words)


def warm_up() -> None:
    """Read the word lists before the first visitor types."""
    small_words()
    arabizi_to_arabic("dawr tashghil")
