"""The names of what the sources are about, written as they are known: misspelt, joined, or those of speech.

«المؤسات الصغيره» is read as «المؤسسات الصغيره», «المشاريعالصغيرة» as two words, «لي بيتي زونتربريز» as
«المؤسسات الصغيرة». A word is repaired only beside another word of the name, and only where nobody writes it
so on purpose: «المجلات» is a word of its own. The names: data/lexicon/subject.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

from arabic.forms import search_key
from arabic.letters import LETTER_CLASS
from arabic.lexicon import load, word_counts
from arabic.stem import stem

ARTICLE = "\u0627\u0644"
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


def with_known_names(text: str) -> str:
    """Return a text with the names of the sources' subject as they are known; all else stays as it is."""
    parted = _WORD.sub(lambda match: _parted(match[0]), text)
    return _repaired(_without_speech(parted))


def _without_speech(text: str) -> str:
    """Put the first name that is known in place of those of speech, told by their consonants."""
    words = list(_WORD.finditer(text))
    keys = [_key(word[0]) for word in words]
    for place in range(len(words)):
        for end in range(min(place + LONGEST_NAME, len(words)), place, -1):
            if _is_spoken(" ".join(keys[place:end])):
                known = load("subject")["known name"][0]
                rest = text[words[end - 1].end() :]
                return text[: words[place].start()] + known + _without_speech(rest)
    return text


def _repaired(text: str) -> str:
    """Put right each word that is one slip away from a word of a name and stands beside another."""
    words = list(_WORD.finditer(text))
    found = [word[0] for word in words]
    for place, word in enumerate(found):
        beside = found[max(place - 1, 0) : place] + found[place + 1 : place + 2]
        meant = _meant(word)
        if meant != word and any(_bare(one) in _other_part(_bare(meant)) for one in beside):
            found[place] = meant
    for match, word in reversed(list(zip(words, found, strict=True))):
        text = text[: match.start()] + word + text[match.end() :]
    return text


@lru_cache(CACHED_WORDS)
def _meant(word: str) -> str:
    """The word of a name that was meant, with what is written in front of it; the word itself for none."""
    if _is_meant_so(word):
        return word
    for prefix in PREFIXES:
        rest = word.removeprefix(prefix)
        if len(rest) + len(prefix) == len(word) and len(rest) >= MIN_LETTERS:
            key = _key(rest)
            near = [known for known in _long_name_words() if _is_one_slip(key, _key(known))]
            if near:
                return prefix + near[0]
    return word


@lru_cache(CACHED_WORDS)
def _parted(word: str) -> str:
    """A word of a name that was written as one with the word before it, apart from it."""
    if len(word) > LONGEST_WORD:
        return word
    for place in range(2, len(word) - MIN_LETTERS):
        before, after = word[:place], word[place:]
        is_known = _bare(before) in _keys(_name_words()) or word_counts().get(before, 0) >= KNOWN_COUNT
        if is_known and after.startswith(WITH_ARTICLE) and _bare(after) in _keys(_name_words()):
            return f"{_parted(before)} {after}"
    return word


def _is_meant_so(word: str) -> bool:
    """Whether a word is known: a form of a name's word, often in our data, or of another subject's name."""
    if word_counts().get(word, 0) >= KNOWN_COUNT:
        return True
    rests = [word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix)]
    is_other = any(_key(form) in _other_words() for rest in rests for form in (rest, ARTICLE + rest))
    return is_other or any(_stem(_key(rest)) in _stems() for rest in rests)


def _other_part(key: str) -> frozenset[str]:
    """What a word of a name stands beside: a head beside what qualifies it, and the other way about."""
    subject = load("subject")
    heads, qualities = _keys(tuple(subject["heads"])), _keys(tuple(subject["qualifies"]))
    return qualities if key in heads else heads | qualities


def _bare(word: str) -> str:
    """The search key of a word without the first of the particles that leaves a word of a name."""
    for prefix in PREFIXES:
        rest = search_key(word.removeprefix(prefix)) if word.startswith(prefix) else ""
        if rest in _keys(_name_words()):
            return rest
    return search_key(word)


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


def _is_spoken(name: str) -> bool:
    """Whether a search key is a name of speech."""
    return name in _keys(tuple(load("subject")["spoken names"])) or _skeleton(name) in _skeletons()


def _skeleton(key: str) -> str:
    return _VOWELS.sub("", key)


@cache
def _skeletons() -> frozenset[str]:
    found = (_skeleton(search_key(name)) for name in load("subject")["spoken names"])
    return frozenset(skeleton for skeleton in found if len(skeleton) >= MIN_SKELETON)


@cache
def _name_words() -> tuple[str, ...]:
    """The Arabic words of the names: the longer first, so that a plural is not taken for its singular."""
    subject = load("subject")
    arabic = filter(_WORD.fullmatch, chain(subject["heads"], subject["qualifies"]))
    return tuple(sorted(arabic, key=len, reverse=True))


@cache
def _long_name_words() -> tuple[str, ...]:
    return tuple(word for word in _name_words() if len(word) >= MIN_NAME_LETTERS)


@cache
def _stems() -> frozenset[str]:
    return frozenset(_stem(_key(word)) for word in _name_words())


def _stem(key: str) -> str:
    """The stem without a second ending: "my" after a plural's."""
    return stem(stem(key))


@lru_cache(CACHED_WORDS)
def _key(word: str) -> str:
    return search_key(word)


@cache
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(search_key, words))


@cache
def _other_words() -> frozenset[str]:
    lists: Iterable[list[str]] = load("other_subjects").values()
    return frozenset(word for names in lists for name in names for word in search_key(name).split())
