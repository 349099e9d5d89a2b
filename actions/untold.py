"""A question for a time or an amount, and whether what would answer it holds any."""

from __future__ import annotations

import re
from collections.abc import Iterable

from actions.cues import cues
from arabic import search_key

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_untold(query: str, texts: Iterable[str]) -> bool:
    """Whether the query names a year that no text names, or asks for an amount where no text has one."""
    key, held = search_key(query), " ".join(map(search_key, texts))
    if years := set(_YEAR.findall(key)):
        return not years & set(_YEAR.findall(held))
    if cues("untold")["amount"].search(key):
        return not any(letter.isdigit() for letter in held)
    moment = cues("untold")["moment"].search(key)
    return moment is not None and moment[0] not in held
