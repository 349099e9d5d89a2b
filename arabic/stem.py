"""The stem of a word: what is left without particles and endings. The one stemmer of the project.

After light10 (Larkey, Ballesteros, Connell: Light Stemming for Arabic Information Retrieval, 2007), on words
of the search key. Besides, the adverb's ending and a final alef go, so that a word's forms with ta marbuta,
with an open ta and in the plural have one stem.
"""

from collections.abc import Callable

_CONJUNCTION = "\u0648"  # waw, "and"
_MIN_AFTER_CONJUNCTION = 3
_ARTICLES = (
    "\u0648\u0627\u0644",  # waw, alef, lam: "and the"
    "\u0628\u0627\u0644",  # beh, alef, lam: "by the"
    "\u0643\u0627\u0644",  # kaf, alef, lam: "like the"
    "\u0641\u0627\u0644",  # feh, alef, lam: "then the"
    "\u0627\u0644",  # alef, lam: "the"
    "\u0644\u0644",  # lam, lam: "for the"
)
_ENDINGS = (
    "\u0621",  # hamza, often left out at a word's end
    "\u0647\u0627",  # heh, alef: "her"
    "\u0627\u0646",  # alef, noon: dual
    "\u0627\u062a",  # alef, teh: feminine plural
    "\u0648\u0646",  # waw, noon: masculine plural
    "\u064a\u0646",  # yeh, noon: its other case
    "\u064a\u0647",  # yeh, heh: feminine adjective
    "\u064a\u0627",  # yeh, alef: adverb
    "\u0647",  # heh: ta marbuta, "his"
    "\u064a",  # yeh: adjective, "my"
)
_ALEF = "\u0627"
MIN_STEM_CHARACTERS = 3  # light10 has 2, which takes "state" for "no"


def stem(word: str) -> str:
    """Return the stem of one word of the search key: itself where nothing comes off, never empty."""
    if len(word) > _MIN_AFTER_CONJUNCTION and word.startswith(_CONJUNCTION):
        word = word[1:]
    word = _without(word, _ARTICLES, str.removeprefix)
    for ending in _ENDINGS:
        word = _without(word, (ending,), str.removesuffix)
    return _without(word, (_ALEF,), str.removesuffix)


def _without(word: str, affixes: tuple[str, ...], remove: Callable[[str, str], str]) -> str:
    """The word without the first of these that it has, if enough is left."""
    for affix in affixes:
        shorter = remove(word, affix)
        if len(shorter) < len(word):
            return shorter if len(shorter) >= MIN_STEM_CHARACTERS else word
    return word
