"""The manifest of a built index: what it was made of, by which encoder, and how it judges."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.confidence import Confidence
from index.errors import StoreError
from index.passage import Document

FORMAT = 1
MANIFEST_FILE = "manifest.json"
REBUILD = "rebuild with 'make index'"


@dataclass(frozen=True)
class Manifest:
    """`encoder` is the model's name; `version` names this content; `curve` is what was measured.

    `confidence` is None for an index built without calibration questions: it ranks, and answers nothing.
    `parts` holds the fingerprint of every other file of the build.
    """

    version: str
    built: str
    encoder: str
    dimensions: int
    passages: int
    documents: tuple[Document, ...]
    confidence: Confidence | None
    curve: dict[str, Any] | None
    calibration_sha256: str
    libraries: dict[str, str]
    parts: dict[str, str]

    def write(self, folder: Path) -> None:
        """Write the manifest into the folder."""
        fields = {"format": FORMAT, **asdict(self)}
        text = json.dumps(fields, ensure_ascii=False, indent=2)
        (folder / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read the folder's manifest; StoreError when it is missing or of another form."""
        path = folder / MANIFEST_FILE
        try:
            fields = json.loads(path.read_text(encoding="utf-8"))
            found = fields.pop("format")
            if found != FORMAT:
                raise StoreError(f"{path} has format {found!r}, expected {FORMAT}; {REBUILD}")
            documents = tuple(Document(**document) for document in fields.pop("documents"))
            confidence, parts = fields.pop("confidence"), dict(fields.pop("parts"))
            judged = None if confidence is None else Confidence.from_json(confidence)
            return cls(documents=documents, confidence=judged, parts=parts, **fields)
        except FileNotFoundError as error:
            raise StoreError(f"no index at {folder}; build it with 'make index'") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{path} is damaged ({type(error).__name__}: {error}); {REBUILD}") from error
