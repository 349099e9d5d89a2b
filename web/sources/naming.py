"""What sources are called, and found by: ids, titles, other names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from web.sources import files
from web.sources.errors import SourcesError
from web.sources.files import Stored
from web.sources.models import MAX_ID_CHARACTERS, MAX_TITLE_CHARACTERS, Source, Version

_NOT_OF_IDS = re.compile(r"[^a-z0-9]+")


def get_source(source_id: str) -> Source:
    """SourcesError no_source where there is none, or it was deleted."""
    source = Source.objects.select_related("live").filter(pk=source_id, deleted_at=None).first()
    if source is None:
        raise SourcesError("no_source", source=source_id)
    return source


def get_version(source: Source, number: int | None = None) -> Version:
    """The version of a number, the latest unless given."""
    versions = source.versions.select_related("source")
    found = versions.order_by("-number").first() if number is None else versions.filter(number=number).first()
    if found is None:
        raise SourcesError("no_version", source=source.pk, number=number or 1)
    return found


def new_id(stored: Stored) -> str:
    """An id that no source has or had: the Latin words of the file's name, else the file's digest."""
    stem = _NOT_OF_IDS.sub("-", files.stem_of(stored.name).lower()).strip("-")
    stem = stem if re.search("[a-z]{2}", stem) else f"source-{stored.sha256[:8]}"
    number, wanted = 1, stem[:MAX_ID_CHARACTERS].strip("-")
    while Source.objects.filter(pk=wanted).exists():
        number += 1
        end = f"-{number}"
        wanted = stem[: MAX_ID_CHARACTERS - len(end)].strip("-") + end
    return wanted


def one_line(text: str) -> str:
    """A title or a name as it is kept: on one line, not too long."""
    return " ".join(text.split())[:MAX_TITLE_CHARACTERS]


def each_once(names: Sequence[str]) -> list[str]:
    """Names as they are kept, without empty ones."""
    return list(dict.fromkeys(line for name in names if (line := one_line(name))))
