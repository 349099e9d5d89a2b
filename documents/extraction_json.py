"""An extraction as JSON, to pass it between processes and to keep it; what is read back is checked."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from documents.errors import SourceError
from documents.extraction import Block, Extraction, Line, Page
from documents.passage import Rectangle, Repair


def dumps(extraction: Extraction) -> str:
    """Return the extraction as one line of JSON."""
    return json.dumps(asdict(extraction), ensure_ascii=False, separators=(",", ":"))


def loads(text: str | bytes) -> Extraction:
    """Return the extraction that dumps wrote; SourceError where it is none, or points outside its text."""
    try:
        fields = json.loads(text)
        extraction = Extraction(
            text=_text(fields["text"]),
            pages=tuple(_page(each) for each in fields["pages"]),
            blocks=tuple(_block(each) for each in fields["blocks"]),
            repairs=tuple(Repair(**each) for each in fields["repairs"]),
            title=_text(fields["title"]),
        )
        _check_spans(extraction)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"not an extraction ({type(error).__name__}: {error})") from error
    return extraction


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text is {type(value).__name__}")
    return value


def _page(fields: Mapping[str, Any]) -> Page:
    lines = tuple(Line(**{**each, "place": _rectangle(each["place"])}) for each in fields["lines"])
    return Page(**{**fields, "lines": lines, "reasons": tuple(fields["reasons"])})


def _rectangle(fields: Mapping[str, Any] | None) -> Rectangle | None:
    return None if fields is None else Rectangle(**fields)


def _block(fields: Mapping[str, Any]) -> Block:
    return Block(
        **{
            **fields,
            "head": tuple(_text(each) for each in fields["head"]),
            "places": tuple(Rectangle(**each) for each in fields["places"]),
            "skipped": tuple((int(start), int(end)) for start, end in fields["skipped"]),
        }
    )


def _check_spans(extraction: Extraction) -> None:
    length = len(extraction.text)
    spans = [(block.start, block.end) for block in extraction.blocks]
    spans += [span for block in extraction.blocks for span in block.skipped]
    spans += [(line.start, line.end) for page in extraction.pages for line in page.lines]
    spans += [(repair.start, repair.start + len(repair.wrong)) for repair in extraction.repairs]
    for start, end in spans:
        if not 0 <= start <= end <= length:
            raise ValueError(f"{start}..{end} lies outside its text of {length} characters")
