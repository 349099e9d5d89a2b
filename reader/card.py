"""What a reader's file says about itself."""

from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 1
METADATA_KEY = "daleel"


@dataclass(frozen=True, slots=True)
class Card:
    """Whose states the reader reads, what it learnt from, and how its logits become log-odds.

    encoder: the encoder's name; layer: whose states. slope and bias: log-odds = slope × logit + bias.
    question_mean, passage_mean: the mean states, by which windows are chosen.
    """

    encoder: str
    layer: int = 9
    steps: int = 0
    data: tuple[str, ...] = ()
    question_mean: tuple[float, ...] = ()
    passage_mean: tuple[float, ...] = ()
    slope: float = 1.0
    bias: float = 0.0
    format: int = FORMAT

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Card":
        """Read what `to_json` wrote; raises KeyError, TypeError or ValueError on another form."""
        if fields["format"] != FORMAT:
            raise ValueError(f"format {fields['format']!r}, expected {FORMAT}")
        means = {name: tuple(map(float, fields[name])) for name in ("question_mean", "passage_mean")}
        line = {name: float(fields[name]) for name in ("slope", "bias")}
        return cls(**{**fields, **means, **line, "data": tuple(fields["data"])})

    def to_json(self) -> dict[str, Any]:
        """Return a JSON object."""
        return asdict(self)
