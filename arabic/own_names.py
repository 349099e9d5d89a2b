"""The names of what the sources are about, written as they are known: misspelt, joined, or those of speech.

«المؤسات الصغيره» is read as «المؤسسات الصغيره», «المشاريعالصغيرة» as two words, «لي بيتي زونتربريز» as
«المؤسسات الصغيرة». A word is repaired only beside another word of the name, and only where nobody writes it
so on purpose: «المجلات» is a word of its own. Whoever asks gives the names (contract.about).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from arabic.forms import search_key
from arabic.letters import LETTER_CLASS
from arabic.lexicon import load, word_counts
from arabic.names import names_of
from arabic.stem import stem

ARTICLE = "\u0627\u0644"
AND = "\u0648"  # waw, written as part of the next word
WITH_ARTICLE = (
    "\u0648\u0627\u0644",  # waw, alef, lam: "and the"
    "\u0628\u0627\u0644",  # beh, alef, lam: "by the"
    "\u0641\u0627\u0644",  # feh, alef, lam: "then the"
    "\u0644\u0644",  # lam, lam: "for the"
    ARTICLE,
)
PREFIXES = (*WITH_ARTICLE, "\u0648", "\u0628", "\u0644", "\u0641", "")  # waw, beh, lam, feh
MIN_LETTERS = 4  # of a misspelt word, without what is written in front
MIN_NAME_LETTERS = 5  # of the word that was meant: shorter ones turn into one another too easily
CACHED_WORDS = 4096
KNOWN_COUNT = 8  # a word that our data has so often is meant as it stands
MIN_SKELETON = 6  # consonants of a spoken name that is known by them
LONGEST_NAME = 4  # words of a spoken name
LONGEST_WORD = 40  # letters of a word that may be two; trying all parts of a longer one takes too long

_VOWELS = re.compile("[\u0627\u0648\u064a\u0621 ]")  # of a search key: alef, waw, ya, hamza, and the spaces
_WORD = re.compile(f"[{LETTER_CLASS}]+")


def with_known_names(text: str, written: tuple[str, ...], spoken: tuple[str, ...] = ()) -> str:
    """Return a text with the names of the sources' subject as they are known; all else stays as it is.

    `written` are its Arabic names, the first of which takes the place of one of `spoken`, those of speech.
    """
    return _own_names(written, spoken).known_in(text) if written else text


@lru_cache(4)
def _own_names(written: tuple[str, ...], spoken: tuple[str, ...]) -> OwnNames:
    return OwnNames(written, spoken)


class OwnNames:
    """The names of one subject: `heads` name it, `qualities` say more; search keys."""

    def __init__(self, written: tuple[str, ...], spoken: tuple[str, ...]) -> None:
        names, words = names_of(written), _words(written)
        self.known = written[0]
        self.heads = _keys(word for word in words if names.role(word) == "names")
        self.qualities = _keys(word for word in words if names.role(word) == "qualifies")
        self.word_keys = self.heads | self.qualities
        self.stems = frozenset(map(_stem, self.word_keys))
        # The longer first, so that a plural is not taken for its singular.
        self.long_words = sorted(
            (word for word in words if len(word) >= MIN_NAME_LETTERS), key=len, reverse=True
        )
        self.spoken = _keys(spoken)
        skeletons = map(_skeleton, self.spoken)
        self.skeletons = frozenset(skeleton for skeleton in skeletons if len(skeleton) >= MIN_SKELETON)
        self._meant = lru_cache(CACHED_WORDS)(self._find_meant)
        self._parted = lru_cache(CACHED_WORDS)(self._part)

    def known_in(self, text: str) -> str:
        """The text with its names as they are known."""
        parted = _WORD.sub(lambda match: self._parted(match[0]), text)
        return self._repaired(self._without_speech(parted))

    def _without_speech(self, text: str) -> str:
        """Put the first name that is known in place of those of speech, told by their consonants."""
        words = list(_WORD.finditer(text))
        keys = [_key(word[0]) for word in words]
        for place in range(len(words)):
            for end in range(min(place + LONGEST_NAME, len(words)), place, -1):
                if self._is_spoken(" ".join(keys[place:end])):
                    rest = text[words[end - 1].end() :]
                    return text[: words[place].start()] + self.known + self._without_speech(rest)
        return text

    def _is_spoken(self, key: str) -> bool:
        return key in self.spoken or _skeleton(key) in self.skeletons

    def _repaired(self, text: str) -> str:
        """Put right each word that is one slip away from a word of a name and stands beside another."""
        words = list(_WORD.finditer(text))
        found = [word[0] for word in words]
        for place, word in enumerate(found):
            beside = found[max(place - 1, 0) : place] + found[place + 1 : place + 2]
            meant = self._meant(word)
            if meant != word and any(
                self._bare(one) in self._other_part(self._bare(meant)) for one in beside
            ):
                found[place] = meant
        for match, word in reversed(list(zip(words, found, strict=True))):
            text = text[: match.start()] + word + text[match.end() :]
        return text

    def _find_meant(self, word: str) -> str:
        """The word of a name that was meant, with what is written in front of it; itself for none."""
        if self._is_meant_so(word):
            return word
        for prefix in PREFIXES:
            rest = word.removeprefix(prefix)
            if len(rest) + len(prefix) == len(word) and len(rest) >= MIN_LETTERS:
                key = _key(rest)
                near = [known for known in self.long_words if _is_one_slip(key, _key(known))]
                if near:
                    return prefix + near[0]
        return word

    def _part(self, word: str) -> str:
        """A word of a name that was written as one with the word before it, apart from it."""
        if len(word) > LONGEST_WORD:
            return word
        for place in range(2, len(word) - MIN_LETTERS):
            before, after = word[:place], word[place:]
            is_known = self._bare(before) in self.word_keys or word_counts().get(before, 0) >= KNOWN_COUNT
            if is_known and after.startswith(WITH_ARTICLE) and self._bare(after) in self.word_keys:
                return f"{self._parted(before)} {after}"
        return word

    def _is_meant_so(self, word: str) -> bool:
        """Whether a word is known: of these names, often in our data, or of another subject's name."""
        if word_counts().get(word, 0) >= KNOWN_COUNT:
            return True
        rests = [word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix)]
        is_other = any(_key(form) in _other_words() for rest in rests for form in (rest, ARTICLE + rest))
        return is_other or any(_stem(_key(rest)) in self.stems for rest in rests)

    def _other_part(self, key: str) -> frozenset[str]:
        """What a word of a name stands beside: a head beside what qualifies it, and the other way about."""
        return self.qualities if key in self.heads else self.word_keys

    def _bare(self, word: str) -> str:
        """The search key of a word without the first of the particles that leaves a word of a name."""
        for prefix in PREFIXES:
            rest = search_key(word.removeprefix(prefix)) if word.startswith(prefix) else ""
            if rest in self.word_keys:
                return rest
        return search_key(word)


def _words(names: Iterable[str]) -> list[str]:
    """The Arabic words of names, each once, as written but without the article and "and"."""
    found = dict.fromkeys(
        word.removeprefix(WITH_ARTICLE[0]).removeprefix(ARTICLE)
        for name in names
        for word in name.split()
        if _WORD.fullmatch(word)
    )
    return [word for word in found if not (word.startswith(AND) and word.removeprefix(AND) in found)]


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter: wrong, missing, added, or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    start = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    rest, against = one[start:], other[start:]
    if len(one) == len(other):
        return rest[1:] == against[1:] or (rest[:2] == against[1::-1] and rest[2:] == against[2:])
    return rest[1:] == against or rest == against[1:]


def _skeleton(key: str) -> str:
    return _VOWELS.sub("", key)


def _stem(key: str) -> str:
    """The stem without a second ending: "my" after a plural's."""
    return stem(stem(key))


@lru_cache(CACHED_WORDS)
def _key(word: str) -> str:
    return search_key(word)


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(search_key, words))


@cache
def _other_words() -> frozenset[str]:
    lists: Iterable[list[str]] = load("other_subjects").values()
    return frozenset(word for names in lists for name in names for word in search_key(name).split())
