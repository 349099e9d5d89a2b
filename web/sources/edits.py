"""What editors changed, applied to a version's passages in order, each change as one rule of APPLY.

A passage is named by its `start` in the extraction's text, a place in it by offsets in its text as it was
shown: the edits before it make it the same each time. Words are changed by listed repairs alone, so that
every passage stays provable.

    heading_changed    start, heading; is_section where the section's heading is meant
    passages_joined    start: of the passage that is joined to the one before it, in the same section
    passage_parted     start, at: where in its text the second begins
    word_corrected     start, from, to: the place in its text, right
    page_left_out      page
    page_taken_back    page
    undone             place: of the edit that is taken back
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from documents import Passage, Rectangle, Repair
from documents.extraction import Extraction
from documents.repaired import Repaired
from web.sources.errors import SourcesError
from web.sources.models import Edit

Passages = list[Passage]
Kind = Edit.Kind
ID_DIGITS = 10


def applied(passages: Sequence[Passage], source: Extraction, edits: Iterable[Edit]) -> tuple[Passage, ...]:
    """Return the passages after the edits, counted anew; SourcesError bad_edit for one that does not fit."""
    found = list(passages)
    for edit in in_force(edits):
        if apply := APPLY.get(Kind(edit.kind)):
            try:
                found = apply(found, source, edit.fields)
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise SourcesError("bad_edit", why=f"{edit.kind} {edit.place}: {error}") from error
    return tuple(replace(passage, order=order) for order, passage in enumerate(found))


def in_force(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order without those that were undone."""
    ordered = sorted(edits, key=lambda edit: edit.place)
    undone: set[int] = set()
    for edit in reversed(ordered):  # an undoing can be undone
        if edit.kind == Kind.UNDONE and edit.place not in undone:
            undone.add(_number(edit, "place"))
    return [edit for edit in ordered if edit.kind != Kind.UNDONE and edit.place not in undone]


def pages_left_out(edits: Iterable[Edit]) -> set[int]:
    """The pages that are not to be published."""
    left_out: set[int] = set()
    for edit in in_force(edits):
        if edit.kind == Kind.PAGE_LEFT_OUT:
            left_out.add(_number(edit, "page"))
        elif edit.kind == Kind.PAGE_TAKEN_BACK:
            left_out.discard(_number(edit, "page"))
    return left_out


def without_pages(extraction: Extraction, numbers: set[int]) -> Extraction:
    """The extraction with these pages held back, and without what stands on them alone."""
    if not numbers:
        return extraction
    return replace(
        extraction,
        pages=tuple(
            replace(page, verdict="held_back", lines=()) if page.number in numbers else page
            for page in extraction.pages
        ),
        blocks=tuple(
            block
            for block in extraction.blocks
            if not block.places or not {place.page for place in block.places} <= numbers
        ),
    )


def _heading_changed(passages: Passages, source: Extraction, fields: Mapping[str, Any]) -> Passages:
    place, heading = _at(passages, fields["start"]), " ".join(str(fields["heading"]).split())
    if not heading:
        raise ValueError("an empty heading")
    asked, is_ours = passages[place], heading not in " ".join(source.text.split())
    found = []
    for passage in passages:
        if fields.get("is_section") or asked.kind == "overview":
            if passage.section_id == asked.section_id:
                passage = replace(passage, section=heading)
                if passage.kind == "overview":
                    passage = replace(passage, heading=heading, heading_is_ours=is_ours)
        elif passage is asked:
            passage = replace(passage, heading=heading, heading_is_ours=is_ours)
        found.append(passage)
    return found


def _passages_joined(passages: Passages, source: Extraction, fields: Mapping[str, Any]) -> Passages:
    place = _at(passages, fields["start"])
    if not place or passages[place - 1].section_id != passages[place].section_id:
        raise ValueError("nothing stands before it in its section")
    first, second = passages[place - 1 : place + 1]
    between = source.text[first.end : second.start]
    repairs, words = second.repairs, ""
    if between.strip():
        read = " ".join(Repaired(source.text, second.repairs).published(first.end, second.start).split())
        if _letters(read) == _letters(second.heading):
            words = read  # its heading, which is part of the passage now
        else:
            own = tuple(repair for repair in second.repairs if repair.start >= second.start)
            repairs = (Repair(between, "", first.end), *own)
    joined = replace(
        first,
        text="\n".join(part for part in (first.text, words, second.text) if part),
        end=second.end,
        repairs=first.repairs + repairs,
        places=first.places + second.places,
        is_scanned=first.is_scanned or second.is_scanned,
    )
    return [*passages[: place - 1], joined, *passages[place + 1 :]]


def _passage_parted(passages: Passages, source: Extraction, fields: Mapping[str, Any]) -> Passages:
    place, at = _at(passages, fields["start"]), int(fields["at"])
    whole = passages[place]
    ahead, rest = whole.text[:at].rstrip(), whole.text[at:].lstrip()
    if not ahead or not rest:
        raise ValueError("one part would be empty")
    spans = _spans(whole, source.text)
    cut = spans[len(whole.text) - len(rest)][0]
    head_end = spans[len(ahead) - 1][1]
    first = replace(
        whole,
        text=ahead,
        end=head_end,
        places=_places(source, whole, whole.start, head_end),
        repairs=tuple(each for each in whole.repairs if each.start + len(each.wrong) <= head_end),
    )
    second = replace(
        whole,
        id=_new_id(whole, rest, passages),
        text=rest,
        start=cut,
        places=_places(source, whole, cut, whole.end),
        repairs=tuple(each for each in whole.repairs if each.start >= cut),
        kind="paragraph" if whole.kind == "overview" else whole.kind,
    )
    return [*passages[:place], first, second, *passages[place + 1 :]]


def _word_corrected(passages: Passages, source: Extraction, fields: Mapping[str, Any]) -> Passages:
    place, start, end = _at(passages, fields["start"]), int(fields["from"]), int(fields["to"])
    passage, right = passages[place], " ".join(str(fields["right"]).split())
    if not 0 <= start < end <= len(passage.text) or not passage.text[start:end].strip():
        raise ValueError(f"no word at {start} to {end}")
    touched = _spans(passage, source.text)[start:end]
    begins, ends = min(span[0] for span in touched), max(span[1] for span in touched)
    others = [r for r in passage.repairs if r.start + len(r.wrong) <= begins or r.start >= ends]
    inside = [r for r in passage.repairs if r not in others]
    if any(r.start < begins or r.start + len(r.wrong) > ends for r in inside):
        raise ValueError("it stands in the middle of another correction; choose the whole word")
    repairs = sorted(
        [*others, Repair(source.text[begins:ends], right, begins)], key=lambda repair: repair.start
    )
    changed = replace(passage, text=passage.text[:start] + right + passage.text[end:], repairs=tuple(repairs))
    return [*passages[:place], changed, *passages[place + 1 :]]


APPLY: Mapping[Edit.Kind, Callable[[Passages, Extraction, Mapping[str, Any]], Passages]] = {
    Kind.HEADING_CHANGED: _heading_changed,
    Kind.PASSAGES_JOINED: _passages_joined,
    Kind.PASSAGE_PARTED: _passage_parted,
    Kind.WORD_CORRECTED: _word_corrected,
}


def _number(edit: Edit, name: str) -> int:
    try:
        return int(edit.fields[name])
    except (KeyError, TypeError, ValueError) as error:
        raise SourcesError("bad_edit", why=f"{edit.kind} {edit.place}: {error}") from error


def _at(passages: Passages, start: object) -> int:
    for place, passage in enumerate(passages):
        if passage.start == start:
            return place
    raise ValueError(f"no passage begins at {start}")


def _spans(passage: Passage, text: str) -> list[tuple[int, int]]:
    """For each character of the passage's text, its place in the extraction's; white space has its
    neighbour's."""
    stretch = Repaired(text, passage.repairs).stretch(passage.start, passage.end)
    letters = [
        place
        for sign, place in zip(stretch.text, stretch.places, strict=True)
        for part in unicodedata.normalize("NFD", sign)
        if _counts(part)
    ]
    spans: list[tuple[int, int]] = []
    at = 0
    for sign in passage.text:
        parts = sum(map(_counts, unicodedata.normalize("NFD", sign)))
        if parts:
            spans.append((letters[at][0], letters[at + parts - 1][1]))
            at += parts
        else:
            spans.append((letters[at][0],) * 2 if at < len(letters) else (passage.end,) * 2)
    if at != len(letters):
        raise ValueError("the passage is not its place in the text")
    return spans


def _places(source: Extraction, whole: Passage, start: int, end: int) -> tuple[Rectangle, ...]:
    """The places of a part's lines; all of the whole's where its lines are not known."""
    lines = (line for page in source.pages for line in page.lines)
    found = tuple(line.place for line in lines if line.place and line.start < end and line.end > start)
    return found or whole.places


def _counts(sign: str) -> bool:
    """Whether it leaves ink, as documents.proof sees it."""
    category = unicodedata.category(sign)
    return category in ("Co", "Cn") or category[0] not in "CZ"


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _new_id(whole: Passage, rest: str, passages: Passages) -> str:
    known = {passage.id for passage in passages}
    for number in range(len(known) + 1):
        digest = hashlib.sha256(f"{number}{rest}".encode()).hexdigest()[:ID_DIGITS]
        if (new := f"{whole.section_id}/p{digest}") not in known:
            return new
    raise ValueError("no id is free")
