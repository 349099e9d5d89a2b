"""How well a reader tells an answered question from one whose passage was taken out.

Every answered question is asked twice of its corpus, once with its passage there and once without. The reader
reads the likeliest passages both times; the best logit is the verdict. Other passages that hold the answer's
words are left out: in some corpora every third question has one, and a reader that takes it is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from reader.training.batches import FloatArray, Pair, padded
from reader.training.corpora import Corpus, holds_answer
from reader.training.examples import rankings
from reader.training.model import ReaderNetwork
from reader.training.store import StateStore
from reader.windows import MAX_TOKENS, best_window, unit

READ = 3  # passages a question
BATCH_PAIRS = 48
FAR = 1e9
MISSED = (5, 10, 15)


@dataclass(frozen=True)
class Trial:
    """Questions of a corpus with the passages that search puts first, best first: (questions, READ + 1)."""

    corpus: Corpus
    questions: StateStore
    passages: StateStore
    places: npt.NDArray[np.int64]
    ranked: npt.NDArray[np.int64]

    @classmethod
    def of(cls, corpus: Corpus, questions: StateStore, passages: StateStore, most: int) -> "Trial":
        """Take at most `most` answered questions, evenly spread."""
        answered = [place for place, question in enumerate(corpus.questions) if question.is_answered]
        picked = np.array(answered)[np.linspace(0, len(answered) - 1, min(most, len(answered))).astype(int)]
        return cls(
            corpus, questions, passages, picked, rankings(corpus, questions, passages, READ + 1)[picked]
        )

    def measure(self, network: ReaderNetwork, mean: FloatArray) -> dict[str, float]:
        """Return hit1, auroc and false_at_missed_* of the network."""
        return figures(
            np.where(self.also_answering, -FAR, self.logits(network, mean)), self.ranked, self.golds
        )

    @property
    def also_answering(self) -> npt.NDArray[np.bool_]:
        """Which ranked passages hold the answer's words and are not the question's own."""
        questions = [self.corpus.questions[int(place)] for place in self.places]
        return np.array(
            [
                [
                    passage != question.passage and holds_answer(self.corpus.texts[int(passage)], question)
                    for passage in ranked
                ]
                for question, ranked in zip(questions, self.ranked, strict=True)
            ]
        )

    @property
    def golds(self) -> npt.NDArray[np.int64]:
        """The passage that answers each question."""
        return np.array([self.corpus.questions[int(place)].passage for place in self.places])

    def logits(self, network: ReaderNetwork, mean: FloatArray) -> npt.NDArray[np.float64]:
        """Return the network's logits, (questions, READ + 1)."""
        network.eval()
        device = next(network.parameters()).device
        pairs = []
        for row, place in enumerate(self.places):
            asked = self.questions[int(place)].tokens
            for passage in self.ranked[row]:
                read = self.passages[int(passage)].tokens
                likeness = unit(asked, mean[0]) @ unit(read, mean[1]).T
                start, end = best_window(likeness, MAX_TOKENS)
                pairs.append(Pair(asked, read[start:end]))
        order = sorted(range(len(pairs)), key=lambda place: len(pairs[place].read))
        logits = np.zeros(len(pairs))
        with torch.inference_mode(), torch.autocast(device.type, dtype=torch.bfloat16):
            for at in range(0, len(order), BATCH_PAIRS):
                places = order[at : at + BATCH_PAIRS]
                batch = padded([pairs[place] for place in places]).to(device)
                logits[places] = network(*batch.inputs())[0].float().cpu().numpy()
        return logits.reshape(self.ranked.shape)


def to_log_odds(trials: Sequence[Trial], network: ReaderNetwork, mean: FloatArray) -> tuple[float, float]:
    """Fit slope and bias that make log-odds of the logits of corpora that the network did not learn from."""
    from sklearn.linear_model import LogisticRegression

    logits, outcomes = [], []
    for trial in trials:
        told = ~trial.also_answering
        logits.append(trial.logits(network, mean)[told])
        outcomes.append((trial.ranked == trial.golds[:, None])[told])
    fitted = LogisticRegression(C=100.0).fit(np.concatenate(logits)[:, None], np.concatenate(outcomes))
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def figures(
    logits: npt.NDArray[np.float64], ranked: npt.NDArray[np.int64], golds: npt.NDArray[np.int64]
) -> dict[str, float]:
    """Return the figures of logits of shape (questions, READ + 1) for the ranked passages."""
    is_gold = ranked == golds[:, None]
    with_gold = logits[:, :READ]
    first = ranked[np.arange(len(ranked)), with_gold.argmax(1)]
    right = first == golds
    without = np.where(is_gold, -FAR, logits)
    kept = np.cumsum(~is_gold, axis=1) <= READ  # the first READ of what is left
    false = np.where(kept, without, -FAR).max(1)
    true = with_gold.max(1)[right]
    values = {"hit1": float(right.mean()), "auroc": auroc(true, false)}
    for missed in MISSED:
        threshold = np.quantile(true, missed / 100)
        values[f"false_at_missed_{missed}"] = float((false >= threshold).mean())
    return values


def auroc(higher: Sequence[float] | FloatArray, lower: Sequence[float] | FloatArray) -> float:
    """Return how often one of the first is above one of the second; ties count half."""
    from sklearn.metrics import roc_auc_score

    outcomes = np.r_[np.ones(len(higher)), np.zeros(len(lower))]
    return float(roc_auc_score(outcomes, np.r_[higher, lower]))
