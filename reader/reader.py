"""The reader as it serves: onnxruntime on one thread, without torch."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reader.card import METADATA_KEY, Card
from reader.errors import OtherEncoderError, ReaderError
from reader.passages import PassageStates
from reader.windows import MAX_TOKENS, best_window, unit

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one passage.

    probability: that the passage answers, 0 to 1; log_odds: the same, unbounded.
    sentences: for each sentence of the passage, the share of the answer that it holds; they sum to 1, or are
    all 0 in a passage without tokens.
    """

    log_odds: float
    sentences: tuple[float, ...]

    @property
    def probability(self) -> float:
        """The probability that the passage answers."""
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, self.log_odds))))

    def answering(self, share: float = 0.6) -> tuple[int, ...]:
        """Return the fewest sentences, in the passage's order, that hold this share of the answer."""
        ranked = sorted(range(len(self.sentences)), key=lambda place: -self.sentences[place])
        kept: list[int] = []
        held = 0.0
        for place in ranked:
            if held >= share or not self.sentences[place]:
                break
            kept.append(place)
            held += self.sentences[place]
        return tuple(sorted(kept))


class Reader:
    """One reader's file. Safe to share by threads."""

    def __init__(self, session: Any, card: Card) -> None:
        self._session = session
        self.card = card
        self._question_mean = np.array(card.question_mean, dtype=np.float32)
        self._passage_mean = np.array(card.passage_mean, dtype=np.float32)

    @classmethod
    def open(cls, path: Path, encoder: str) -> "Reader":
        """Open a file made for this encoder; ReaderError where it is missing, damaged or made for another."""
        import onnxruntime

        if not path.is_file():
            raise ReaderError(f"no reader at {path}; 'make setup' puts it there, 'make reader' trains one")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            card = Card.from_json(json.loads(session.get_modelmeta().custom_metadata_map[METADATA_KEY]))
            _check(session, card)
        except Exception as error:  # onnxruntime raises its own bare exceptions
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise ReaderError(
                f"the reader at {path} is damaged or of another form ({reason}); fetch or train it anew"
            ) from error
        if card.encoder != encoder:
            raise OtherEncoderError(
                f"the reader at {path} reads {card.encoder!r}, the encoder is {encoder!r}"
            )
        return cls(session, card)

    def read(self, question: npt.NDArray[np.floating], passages: Sequence[PassageStates]) -> list[Reading]:
        """Read the question with each passage, in order.

        question: (n, dimensions), the ninth layer's states of the question's content tokens. Of a longer
        passage the window of MAX_TOKENS that meets most of the question is read.
        """
        asked = question.astype(np.float32)
        return [self._read(asked, passage) for passage in passages]

    def _read(self, asked: FloatArray, passage: PassageStates) -> Reading:
        sentences = np.zeros(len(passage.sentence_starts), dtype=np.float64)
        if not len(asked) or not len(passage.tokens):
            return Reading(-60.0, tuple(sentences.tolist()))
        words = passage.tokens.astype(np.float32)
        start, end = 0, len(words)
        if end > MAX_TOKENS:
            likeness = unit(asked, self._question_mean) @ unit(words, self._passage_mean).T
            start, end = best_window(likeness, MAX_TOKENS)
        logit, tokens = self._session.run(None, {"question": asked[None], "passage": words[None, start:end]})
        if len(sentences):  # a passage of signs alone has none
            focus = np.exp(tokens[0] - tokens[0].max())
            sentence_of = np.searchsorted(passage.sentence_starts, np.arange(start, end), side="right") - 1
            np.add.at(sentences, np.maximum(sentence_of, 0), focus / focus.sum())
        return Reading(float(logit[0]) * self.card.slope + self.card.bias, tuple(sentences.tolist()))


def _check(session: Any, card: Card) -> None:
    """Raise ValueError where the network does not read what `Reader` gives it, or the card's means."""
    inputs = {entry.name: entry.shape[-1] for entry in session.get_inputs()}
    expected = {"question": len(card.question_mean), "passage": len(card.passage_mean)}
    if inputs != expected:
        raise ValueError(f"inputs {inputs}, the card's means have {expected}")
