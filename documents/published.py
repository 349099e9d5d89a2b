"""A published document as a file: what the index is built from, written by whoever publishes.

One JSON file a document, ID.json, in one folder. A file whose document has no passages withdraws the curated
source of the same id that ships in data/sources.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from documents.errors import SourceError
from documents.passage import Document, Passage, Rectangle, Repair, SectionNames

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Published:
    """A document and its passages in order; `names` are other names of what it speaks about.

    `text` is the document's as extracted, into which the passages' offsets point: what they are proved by.
    """

    document: Document
    passages: tuple[Passage, ...]
    names: tuple[str, ...] = ()
    text: str = ""

    def write(self, folder: Path) -> Path:
        """Write the file in one step and return its path."""
        folder.mkdir(parents=True, exist_ok=True)
        path, beside = folder / f"{self.document.id}.json", folder / f".{self.document.id}.json.new"
        fields = {"format": FORMAT, **asdict(self)}
        with beside.open("w", encoding="utf-8") as file:
            json.dump(fields, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        return path

    @classmethod
    def read(cls, path: Path) -> "Published":
        """Read a file; SourceError says what is wrong with it."""
        try:
            fields = json.loads(path.read_text(encoding="utf-8"))
            if fields["format"] != FORMAT:
                raise SourceError(f"{path.name}: format {fields['format']!r}, expected {FORMAT}")
            return cls(
                document_of(fields["document"]),
                tuple(passage_of(each) for each in fields["passages"]),
                tuple(fields["names"]),
                fields.get("text", ""),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SourceError(
                f"{path.name}: not a published document ({type(error).__name__}: {error})"
            ) from error


def document_of(fields: Mapping[str, Any]) -> Document:
    """Return the document that dataclasses.asdict made these fields of."""
    sections = tuple(
        SectionNames(**{**each, "names": tuple(each.get("names", ()))}) for each in fields.get("sections", ())
    )
    return Document(**{**fields, "sections": sections})


def passage_of(fields: Mapping[str, Any]) -> Passage:
    """Return the passage that dataclasses.asdict made these fields of."""
    repairs = tuple(Repair(**each) for each in fields["repairs"])
    places = tuple(Rectangle(**each) for each in fields.get("places", ()))
    return Passage(**{**fields, "repairs": repairs, "places": places})


def read_published(folder: Path) -> tuple[Published, ...]:
    """Read every published document of a folder, in order of id; () where there is no folder."""
    return tuple(Published.read(path) for path in sorted(folder.glob("*.json")))
