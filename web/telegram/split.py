"""Long texts as several messages, each within Telegram's limit, cut where a sentence ends."""

from __future__ import annotations

from collections.abc import Iterator

from arabic import sentences

MAX_UNITS = 4096  # of UTF-16, after Telegram has read the marks of its HTML


def units(text: str) -> int:
    """How long Telegram takes a text to be: in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, max_units: int = MAX_UNITS) -> list[str]:
    """Return the text in parts of at most max_units, nothing lost but white space where it was cut.

    A part ends where a sentence does; a sentence that is longer is cut between words, a longer word anywhere.
    """
    text = text.strip()
    parts: list[str] = []
    while units(text) > max_units:
        end = _last_end(text, max_units)
        parts.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*parts, text] if text else parts


def _last_end(text: str, max_units: int) -> int:
    """Where the longest part that fits ends: after a sentence, else after a word, else anywhere."""
    most = _fitting(text, max_units)
    ends = [end for end in _sentence_ends(text) if end <= most]
    if ends:
        return ends[-1]
    spaces = [i for i in range(1, most + 1) if text[i : i + 1].isspace()]
    return spaces[-1] if spaces else most


def _sentence_ends(text: str) -> Iterator[int]:
    return (span.end for span in sentences(text))


def _fitting(text: str, max_units: int) -> int:
    """How many characters fit; one at least."""
    used = 0
    for index, character in enumerate(text):
        used += 1 + (character > "\uffff")
        if used > max_units:
            return max(1, index)
    return len(text)
