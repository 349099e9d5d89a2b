"""A confidence that travels: fitted on corpora that are nobody's sources, shipped with the reader.

`reader.training.transfer` fits it. It judges passages without example questions, and is a part of the
judge of those that have some. It is good for one encoder, and `read` for one reader.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.confidence import Confidence
from index.errors import DaleelIndexError

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TransferredConfidence:
    """`read` judges what was read by the reader of that fingerprint, `unread` what was not.

    measured: what held-out corpora say, by corpus; goes into the manifest of every index.
    token_mean: taken off token vectors in every index, so that a document is judged alike whatever stands
    beside it; empty: each index takes that of its own passages.
    """

    encoder: str
    reader: str
    unread: Confidence
    read: Confidence
    measured: dict[str, Any]
    token_mean: tuple[float, ...] = ()

    @classmethod
    def open(cls, path: Path) -> TransferredConfidence:
        """Read what `save` wrote; DaleelIndexError where it is missing or of another form."""
        try:
            fields = json.loads(path.read_text(encoding="utf-8"))
            if fields["format"] != FORMAT:
                raise DaleelIndexError(f"{path} has format {fields['format']!r}, expected {FORMAT}")
            return cls(
                encoder=str(fields["encoder"]),
                reader=str(fields["reader"]),
                unread=Confidence.from_json(fields["unread"]),
                read=Confidence.from_json(fields["read"]),
                measured=dict(fields["measured"]),
                token_mean=tuple(map(float, fields.get("token_mean", ()))),
            )
        except FileNotFoundError as error:
            raise DaleelIndexError(f"no confidence at {path}; 'make setup' puts it there") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DaleelIndexError(f"{path} is damaged ({type(error).__name__}: {error})") from error

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        text = json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
