"""Whether a question is about another subject than the sources: a small network over its tokens' states.

It learns from questions that were made (index.other_subjects) which tokens name another subject, and from
those that the sources answer which do not. A question is as much about another subject as the token that
says so most clearly.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from encoder import Embedding
from encoder.onnx import OnnxEncoder
from index.other_subjects import Swapped

FloatArray = npt.NDArray[np.float32]

JUDGED_EVERY = 2
NETWORKS, UNITS = 3, 48  # several small ones, which are surer together than one by its chance beginning
REGULARIZATION_ALPHA = 0.1
KEPT = 0.4  # share of the tokens that name nothing, of which there are ten to one
BATCH, EPOCHS, LEAST_STEPS = 200, 5, 1000  # steps: of a small set, which is gone through more often
LEAST, MOST = -12.0, 12.0  # log-odds
HIDDEN_FILE, OUTPUT_FILE = "hidden.npy", "output.npy"


@dataclass(frozen=True)
class SubjectModel:
    """A fitted model: a layer of rectified units, and what joins them.

    `hidden` is float32 of shape (features + 1, units), `output` of shape (units + 1,), the biases last.
    """

    hidden: FloatArray
    output: FloatArray

    @classmethod
    def fit(
        cls,
        plain: Sequence[Embedding],
        swapped: Sequence[Embedding],
        names: Sequence[npt.NDArray[np.bool_]],
    ) -> SubjectModel:
        """Fit on texts that name no other subject and on swapped questions; `names` marks their tokens.

        Log-odds are as if half of all tokens named another subject. Deterministic.
        """
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.neural_network import MLPClassifier

        rows = np.concatenate([_features(one) for one in [*plain, *swapped]])
        count = sum(len(one.tokens) for one in plain)
        outcomes = np.concatenate([np.zeros(count, dtype=np.bool_), *names])
        mean, deviation = rows.mean(axis=0), rows.std(axis=0) + 1e-6
        kept = outcomes | (np.random.default_rng(0).random(len(rows)) < KEPT)
        rows, outcomes = (rows[kept] - mean) / deviation, outcomes[kept]
        balance = np.log((len(outcomes) - outcomes.sum()) / outcomes.sum())
        hidden, output, bias = [], [], balance
        for seed in range(NETWORKS):
            network = MLPClassifier(
                (UNITS,),
                alpha=REGULARIZATION_ALPHA,
                batch_size=min(BATCH, len(rows)),
                max_iter=max(EPOCHS, LEAST_STEPS * BATCH // len(rows)),
                random_state=seed,
            )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)  # a few epochs are wanted, not all
                network.fit(rows, outcomes)
            (first, last), (units, rest) = network.coefs_, network.intercepts_
            first = first / deviation[:, None]
            hidden.append(np.vstack([first, units - mean @ first]))
            output.append(last[:, 0] / NETWORKS)
            bias += rest[0] / NETWORKS
        return cls(
            np.hstack(hidden).astype(np.float32), np.append(np.concatenate(output), bias).astype(np.float32)
        )

    @classmethod
    def open(cls, folder: Path) -> SubjectModel:
        """Open a saved model; raises OSError, EOFError or ValueError when a file is missing or damaged."""
        hidden, output = np.load(folder / HIDDEN_FILE), np.load(folder / OUTPUT_FILE)
        if hidden.ndim != 2 or output.shape != (hidden.shape[1] + 1,):
            raise ValueError(f"{HIDDEN_FILE} of shape {hidden.shape} but {OUTPUT_FILE} of {output.shape}")
        return cls(hidden, output)

    def save(self, folder: Path) -> None:
        """Write the model's two files into the folder."""
        np.save(folder / HIDDEN_FILE, self.hidden)
        np.save(folder / OUTPUT_FILE, self.output)

    def log_odds(self, embedding: Embedding) -> float:
        """Return the log-odds that the question is about another subject, within LEAST and MOST."""
        if not len(embedding.tokens):
            return LEAST
        units = np.maximum(_features(embedding) @ self.hidden[:-1] + self.hidden[-1], 0.0)
        found = float((units @ self.output[:-1]).max() + self.output[-1])
        return min(max(found, LEAST), MOST)


@dataclass(frozen=True)
class OtherSubjects:
    """Questions made about other subjects, their embeddings, and which of their tokens name the subject.

    Beside them what names no other subject although it looks odd: by the places of answered questions, these
    misspelt, and with another own name of the sources' subject or a misspelt one; and words of the passages.
    """

    swapped: Sequence[Swapped]
    embeddings: Sequence[Embedding]
    names: Sequence[npt.NDArray[np.bool_]]
    misspelt: Mapping[int, Embedding]
    excerpts: Sequence[Embedding]
    renamed: Mapping[int, Sequence[Embedding]] = field(default_factory=dict)

    @property
    def judged(self) -> range:
        """The places of those by which the confidence is fitted too; the others only teach."""
        return range(0, len(self.swapped), JUDGED_EVERY)

    def learned(self, places: Sequence[int], asked: Mapping[int, Embedding]) -> SubjectModel:
        """Fit the subject model on answered questions, by their places, and on those made at these places."""
        misspelt = [self.misspelt[place] for place in asked if place in self.misspelt]
        renamed = [one for place in asked for one in self.renamed.get(place, ())]
        return SubjectModel.fit(
            [*asked.values(), *misspelt, *renamed, *self.excerpts],
            [self.embeddings[place] for place in places],
            [self.names[place] for place in places],
        )


def subject_tokens(encoder: OnnxEncoder, question: Swapped, tokens: int) -> npt.NDArray[np.bool_]:
    """Return which of a swapped question's tokens name its subject."""
    marks = np.zeros(tokens, dtype=np.bool_)
    before, through = (
        len(encoder.tokenize(question.text[:end].strip())) for end in (question.start, question.end)
    )
    marks[before : max(through, before + 1)] = True  # a name may be written as one with the word before it
    return marks


def _features(embedding: Embedding) -> FloatArray:
    """Return what a token is told by: its last state beside that of the middle layer."""
    assert embedding.middle is not None
    return np.hstack([embedding.tokens, embedding.middle])
