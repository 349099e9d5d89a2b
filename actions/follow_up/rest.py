"""The words left over, as they were typed."""

from __future__ import annotations

import re

from arabic import encoder_form, search_key

ARTICLE = "\u0627\u0644"  # alef, lam
_WORD = re.compile(r"\w+")
_CONJUNCTION = re.compile(r"^[وف](?=ال|بال|لل)")
_PREPOSITION = re.compile(r"^(?:[بك]ال|لل)")


def joined_rest(text: str, rest: tuple[str, ...]) -> str:
    """The typed words whose search keys are `rest`, without conjunctions and prepositions."""
    wanted = list(rest)
    typed = []
    for word in _WORD.findall(encoder_form(text)):
        if wanted and search_key(word) == wanted[0]:
            typed.append(word)
            wanted.pop(0)
    return " ".join(map(_shorn, rest if wanted else typed))


def _shorn(word: str) -> str:
    return _PREPOSITION.sub(ARTICLE, _CONJUNCTION.sub("", word))
