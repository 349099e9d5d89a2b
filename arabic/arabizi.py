"""Arabic in Latin letters (Arabizi): whether a text is that, and what it says in Arabic letters.

A word is looked up by its consonants among the words of our own data (arabic.lexicon), and the one whose
vowels are nearest is taken; what is not among them is spelt letter by letter. Deterministic.
"""

import re
from functools import cache, lru_cache
from math import log2

from arabic.arabizi_letters import skeletons_of_arabic, skeletons_of_latin, spell
from arabic.forms import has_arabic, search_key, without_addresses
from arabic.lexicon import load, word_counts

MIN_SURE = 2.0  # signs of Arabizi from which on a text is taken for it
MIN_ALONE = 0.75  # the same for a text in which no word is European and most are ours
MIN_WORDS_ALONE = 2
WEIGHT_OF_COUNT = 0.35  # letters that a word may be further off for each time that it is twice as common
CACHED_WORDS = 4096
MAX_WORD_CHARACTERS = 40  # no Arabic word is longer; it is left as it is
ARTICLE = "\u0627\u0644"  # al-


def _by_spelling(topic: str) -> dict[str, str]:
    return {spelling: arabic for arabic, spellings in load(topic).items() for spelling in spellings}


ARABIC, WEAK, ENGLISH, FRENCH, NAMES = (
    frozenset(load("arabizi")[group]) for group in ("arabic", "weak", "english", "french", "names")
)
LOANS = _by_spelling("arabizi_french")
MEANINGS = {**LOANS, **_by_spelling("arabizi_spellings")}
JOINED = _by_spelling("arabizi_articles")
FRENCH_ARTICLES = ("le", "la")

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f0-9]+(?:['\u2019][A-Za-z\u00c0-\u024f0-9]+)*['\u2019]?")
_DIGIT_AS_LETTER = re.compile(r"[a-z]'?[2356789]|[23578](?=[a-z])|[69]'?(?=[a-z]{2})")
_ARTICLE = re.compile(r"^(?:el|al|il|l)[-'\u2019]?$")
_GLUED_ARTICLE = re.compile(r"^[ae]l-?(?=[a-z2-9]{3})")
_ASSIMILATED = re.compile(
    r"^[aei](ch|sh|th|dh|[dnrstz])-?\1"
)  # ech-choghl, essaghira: the l sounds like what follows
_ELIDED = re.compile(r"^[ld]'(.+)")  # l'emploi, d'emploi
_SOUNDS = re.compile(r"[kg]h|dj|^(?:ch|sh)[lwonrkhtb]|aa|iyy|q(?!u)|[aeiou]3|wa")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_EUROPEAN = re.compile(
    r"tion|ment|ing$|ence|ance|[^aeiouy]{0}ness$|ies$|eur|eux|ique|[éèêàùçîôûâ]|th$|ee|ght"
)


def is_arabizi(text: str) -> bool:
    """Tell whether text is Arabic in Latin letters; one with an Arabic letter, English and French are not."""
    if has_arabic(text) or not _LATIN_LETTER.search(text):
        return False
    found = _latin_words(without_addresses(text))
    arabic = sum(_signs(word) for word in found)
    european = sum(1.0 for word in found if word in ENGLISH or word in FRENCH)
    european += sum(0.5 for word in found if _EUROPEAN.search(word) and word not in ARABIC)
    return (arabic >= MIN_SURE and arabic > european) or _speaks_alone(found, arabic, european)


def arabizi_to_arabic(text: str) -> str:
    """Return text with its Latin words in Arabic letters; numbers and punctuation stay."""
    parts: list[str] = []
    before, end = "", 0  # an article, or a small word with one, that waits for its word
    for match in _WORD.finditer(text):
        if not before:
            parts.append(text[end : match.start()])
        end = match.end()
        word = _plain(match.group())
        is_article = _ARTICLE.match(word) or (word in FRENCH_ARTICLES and _loan_follows(text, end))
        joined = ARTICLE if is_article else JOINED.get(word, "")
        if joined and not before and text[end : end + 1] in (" ", "-"):
            before = joined
            continue
        parts.append(before + _with_article(word).removeprefix(ARTICLE) if before else _read(word))
        before = ""
    parts.append(before + text[end:].replace("?", "\u061f"))
    return "".join(parts).strip()


def _loan_follows(text: str, end: int) -> bool:
    """Tell whether the next word is a French one used in Arabic: "la" is else an Arabic "no"."""
    following = _WORD.search(text, end)
    return following is not None and _plain(following.group()) in MEANINGS


def _latin_words(text: str) -> list[str]:
    return [_plain(match.group()) for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    return word.lower().replace("\u2019", "'")


@lru_cache(maxsize=CACHED_WORDS)
def _signs(word: str) -> float:
    """Return how much a word speaks for Arabizi, 0 to 2."""
    if word in NAMES or word.isdigit():
        return 0.0
    if word in ARABIC:
        return 2.0
    if _DIGIT_AS_LETTER.search(word):
        return 2.0
    if word in ENGLISH or word in FRENCH:
        return 0.0
    if _ASSIMILATED.match(word) and _in_lexicon(word):
        return 0.5
    if word in WEAK:
        return 1.0
    if _GLUED_ARTICLE.match(word) and _in_lexicon(word):
        return 1.5
    return 0.75 if _SOUNDS.search(word) and _in_lexicon(word) else 0.0


def _speaks_alone(found: list[str], arabic: float, european: float) -> bool:
    """Tell whether a text without any European word reads as words of ours."""
    known = [word for word in found if len(word) > 2 and not word.isdigit()]
    if european or arabic < MIN_ALONE or len(known) < MIN_WORDS_ALONE:
        return False
    return sum(_in_lexicon(word) for word in known) > len(known) / 2


@lru_cache(maxsize=CACHED_WORDS)
def _in_lexicon(word: str) -> bool:
    if len(word) > MAX_WORD_CHARACTERS:
        return False
    return word in MEANINGS or _nearest(word, _candidates(word)) is not None


@lru_cache(maxsize=CACHED_WORDS)
def _read(word: str) -> str:
    """Return one word in Arabic letters."""
    if word in MEANINGS:
        return MEANINGS[word]
    if word.isdigit() or len(word) > MAX_WORD_CHARACTERS:
        return word
    if (elided := _ELIDED.match(word)) and elided[1] in MEANINGS:
        return ARTICLE + MEANINGS[elided[1]].removeprefix(ARTICLE)
    if assimilated := _ASSIMILATED.match(word):
        return _with_article(assimilated.group(1) + word[assimilated.end() :])
    return _nearest(word, _candidates(word)) or _without_glued_article(word) or spell(word)


def _with_article(word: str) -> str:
    """Return the word after a separate el or al."""
    if word in MEANINGS:
        return ARTICLE + MEANINGS[word].removeprefix(ARTICLE)
    found = _nearest("al" + word, [each for each in _candidates("al" + word) if each.startswith(ARTICLE)])
    return found or ARTICLE + _read(word).removeprefix(ARTICLE)


def _without_glued_article(word: str) -> str | None:
    """Return the word behind an article that is written with it."""
    glued = _GLUED_ARTICLE.match(word)
    return _with_article(word[glued.end() :]) if glued else None


def _candidates(word: str) -> list[str]:
    by_skeleton = _by_skeleton()
    found = {each for skeleton in skeletons_of_latin(word) for each in by_skeleton.get(skeleton, ())}
    return sorted(found)


def _nearest(word: str, candidates: list[str]) -> str | None:
    """Return the candidate whose letters are nearest to the word's, the commoner of two as near."""
    spelt = search_key(spell(word))
    short = search_key(spell(word, short=True))
    counts = word_counts()

    def distance(candidate: str) -> tuple[float, int, str]:
        key = search_key(candidate)
        apart = min(_edits(spelt, key), _edits(short, key) + 0.5)
        return apart - WEIGHT_OF_COUNT * log2(counts[candidate]), -counts[candidate], candidate

    best = min(candidates, key=distance, default=None)
    if best is None or _edits(spelt, search_key(best)) > 1 + len(word) / 3:
        return None
    return best


@cache
def _by_skeleton() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in word_counts():
        for skeleton in skeletons_of_arabic(word):
            if len(skeleton) > 1:
                found.setdefault(skeleton, []).append(word)
    return found


def _edits(one: str, other: str) -> int:
    """Return the Levenshtein distance."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        previous, row[0] = row[0], place
        for column, against in enumerate(other, start=1):
            previous, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, previous + (letter != against)),
            )
    return row[-1]
