"""What one page's reading is worth beside the truth, and the figures of many."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.figures import percentile, share

BROKEN = 0.10  # a raw text with a higher character error rate must be repaired or held back
REPAIRED = 0.04  # a page that counts as repaired has at most this one
LETTERS_LOST = 0.1  # a layer that lacks more of the truth's letters is not sound
GOOD_LETTERS = 0.01  # lost of a page that came well
LOST = 0.3  # nor is one that lacks more of its spaces or of its numbers
MARKED = ("scanned", "held_back")  # readers are told so
_MARKS = dict.fromkeys(
    [0x00AD, 0x0640, 0x200B, 0xFEFF, *range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)  # soft hyphen, tatweel, zero widths, direction marks: nobody sees or searches them
_NUMBER = re.compile(r"\d\d+")


def compared(text: str) -> str:
    """Return what is compared of a text: composed, one space for any white space, no invisible marks.

    Presentation forms stay, and count as errors.
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_MARKS).split())


def error_rate(truth: str, found: str) -> float:
    """Return the character error rate: edit distance / length of the truth, at most 1."""
    true, read = compared(truth), compared(found)
    if not true:
        return float(bool(read))
    return min(1.0, edit_distance(true, read) / len(true))


def edit_distance(one: str, other: str) -> int:
    """Return Levenshtein's distance, by Hyyro's bit vectors (2003): a column of the table is two integers."""
    if not one:
        return len(other)
    places: dict[str, int] = {}
    for at, sign in enumerate(one):
        places[sign] = places.get(sign, 0) | 1 << at
    every, last = (1 << len(one)) - 1, 1 << len(one) - 1
    up, down, distance = every, 0, len(one)
    for sign in other:
        match = places.get(sign, 0)
        diagonal = (((match & up) + up) ^ up) | match | down
        right_up, right_down = (down | ~(diagonal | up)) & every, up & diagonal
        distance += bool(right_up & last) - bool(right_down & last)
        right_up, right_down = (right_up << 1 | 1) & every, right_down << 1 & every
        up, down = (right_down | ~(diagonal | right_up)) & every, right_up & diagonal
    return distance


def letters_lost(truth: str, found: str) -> float:
    """Return the share of the truth's letters and signs, spaces apart, that the text lacks in any order."""
    return _lost(compared(truth).replace(" ", ""), compared(found).replace(" ", ""))


def spaces_lost(truth: str, found: str) -> float:
    """Return the share of the truth's spaces that the text lacks."""
    spaces = compared(truth).count(" ")
    return max(0, spaces - compared(found).count(" ")) / spaces if spaces else 0.0


def numbers_lost(truth: str, found: str) -> float:
    """Return the share of the truth's numbers of two digits or more that the text lacks."""
    return _lost(_NUMBER.findall(compared(truth)), _NUMBER.findall(compared(found)))


def _lost(true: Sequence[str], found: Sequence[str]) -> float:
    lost = Counter(true) - Counter(found)
    return sum(lost.values()) / len(true) if true else 0.0


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page: rates of its raw text (as pypdfium2 gives it) and of what was read, and its verdict."""

    file: str
    number: int
    raw_error: float
    raw_letters_lost: float
    raw_spaces_lost: float
    raw_numbers_lost: float
    error: float
    numbers_lost: float
    verdict: str
    reasons: tuple[str, ...] = ()

    @property
    def needs_care(self) -> bool:
        """Whether the page must be repaired or held back."""
        return self.raw_error > BROKEN or self.raw_numbers_lost > LOST

    @property
    def came_well(self) -> bool:
        """Whether there was no cause to hold the page back."""
        is_near = self.raw_error <= REPAIRED and self.raw_letters_lost <= GOOD_LETTERS
        return is_near and not self.needs_care

    @property
    def is_sound(self) -> bool:
        """Whether the text layer has the letters, spaces and numbers, in whatever order."""
        lost = max(self.raw_spaces_lost, self.raw_numbers_lost)
        return self.raw_letters_lost <= LETTERS_LOST and lost <= LOST

    @property
    def is_clean(self) -> bool:
        """Whether its error counts: sound, published, and not read from its picture with good reason."""
        left = ("held_back", "scanned") if self.needs_care else ("held_back",)
        return self.is_sound and self.verdict not in left

    @property
    def is_well_read(self) -> bool:
        """Whether what was read is near the truth."""
        return self.error <= REPAIRED and self.numbers_lost <= LOST

    @property
    def is_cared_for(self) -> bool:
        """Whether it was held back, read from its picture, well read, or reread not far from the truth."""
        if self.verdict == "reread":
            return not self.is_published_broken
        return self.verdict in MARKED or self.is_well_read

    @property
    def is_published_broken(self) -> bool:
        """Whether words far from the truth would be published."""
        return self.verdict != "held_back" and (self.error > BROKEN or self.numbers_lost > LOST)


def score_page(
    file: str, number: int, truth: str, raw: str, found: str, verdict: str, reasons: Sequence[str] = ()
) -> PageScore:
    """Set a page's texts against its truth."""
    return PageScore(
        file,
        number,
        error_rate(truth, raw),
        letters_lost(truth, raw),
        spaces_lost(truth, raw),
        numbers_lost(truth, raw),
        error_rate(truth, found),
        numbers_lost(truth, found),
        verdict,
        tuple(reasons),
    )


def page_figures(pages: Sequence[PageScore]) -> dict[str, float]:
    """Return the published keys of these pages.

    cer_median and cer_p90: of the pages that is_clean tells. held_back_right: of pages that need care, the
    share that is_cared_for tells. clean_held_back: of those that came well, the share held back.
    published_broken: of all pages, the share published far from the truth.
    """
    errors = [page.error for page in pages if page.is_clean] or [1.0]
    care = [page for page in pages if page.needs_care]
    clean = [page for page in pages if page.came_well]
    right = [page for page in care if page.is_cared_for]
    return {
        "cer_median": round(percentile(errors, 0.5), 4),
        "cer_p90": round(percentile(errors, 0.9), 4),
        "held_back_right": share(len(right), len(care)),
        "clean_held_back": share(sum(page.verdict == "held_back" for page in clean), len(clean)),
        "published_broken": share(sum(page.is_published_broken for page in pages), len(pages)),
    }
