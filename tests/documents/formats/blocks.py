"""An extraction's blocks as tests compare them."""

from documents.extraction import Extraction


def blocks_of(extraction: Extraction) -> list[tuple[str, int, str]]:
    """Each block's kind, level and text."""
    return [(each.kind, each.level, extraction.text[each.start : each.end]) for each in extraction.blocks]
