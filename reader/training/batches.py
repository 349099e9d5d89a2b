"""Steps of training: which pairs of question and passage are read together, as padded arrays.

What a step holds follows from the seed and its number alone, so that a resumed training goes on as if it
had never stopped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from reader.errors import ReaderError
from reader.training.corpora import Corpus
from reader.training.examples import Example
from reader.training.store import StateStore
from reader.windows import best_window, unit

WINDOW_SIZES = (64, 96, 128, 160)
WINDOW_SHARES = (0.3, 0.35, 0.25, 0.1)
OTHERS = 1  # wrong passages beside each right one
OTHER_SHARES = np.array([0.3, 0.2, 0.13, 0.1, 0.08, 0.07, 0.06, 0.06])  # by rank: the first is served first

FloatArray = npt.NDArray[np.float32]
Drawn = tuple[int, int]  # a corpus's place, and that of an example in it


@dataclass(frozen=True)
class Lessons:
    """One corpus ready to learn from.

    weight: the share of its answered questions that an epoch takes. swapped: questions about another subject,
    with the passage that answered them before; their states are in `swapped_states`.
    """

    corpus: Corpus
    questions: StateStore
    passages: StateStore
    examples: Sequence[Example]
    weight: float = 1.0
    swapped: Sequence[int] = ()
    swapped_states: StateStore | None = None


@dataclass(frozen=True)
class Batch:
    """Pairs, padded.

    Each of the first `groups` questions has 1 + OTHERS rows, its right passage first; then come unanswered
    pairs. answers: float32 (pairs,), 1 where the passage answers. tokens: (pairs, m), 1 on the answer.
    """

    question: Tensor
    passage: Tensor
    question_mask: Tensor
    passage_mask: Tensor
    answers: Tensor
    tokens: Tensor
    groups: int

    def to(self, device: torch.device) -> "Batch":
        """Return the batch on another device."""
        moved = {field.name: getattr(self, field.name) for field in fields(self)}
        return Batch(**{name: one.to(device) if name != "groups" else one for name, one in moved.items()})

    def inputs(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return what the network takes."""
        return self.question, self.passage, self.question_mask, self.passage_mask


@dataclass(frozen=True)
class Pair:
    """A question's and a window's states; `answer` is where the answer lies within the window."""

    asked: npt.NDArray[np.float16]
    read: npt.NDArray[np.float16]
    answer: tuple[int, int] | None = None


class Batches:
    """Draws the steps' batches from corpora."""

    def __init__(
        self,
        lessons: Sequence[Lessons],
        mean: FloatArray,
        seed: int,
        groups: int,
        unanswered: int,
        swapped: int,
    ) -> None:
        """mean: float32 (2, dimensions), the mean states of questions and passages.

        ReaderError where no lesson has an answered question.
        """
        self._lessons = lessons
        self._mean = mean
        self._seed = seed
        self._sizes = (groups, unanswered, swapped)
        self._answered = [
            (corpus, place)
            for corpus, one in enumerate(lessons)
            for place, example in enumerate(one.examples)
            if example.answering is not None and len(example.others) >= OTHERS
        ]
        self._unanswered = [
            (corpus, place)
            for corpus, one in enumerate(lessons)
            for place, example in enumerate(one.examples)
            if example.answering is None
        ]
        self._swapped = [
            (corpus, place) for corpus, one in enumerate(lessons) for place in range(len(one.swapped))
        ]
        if not self._answered:
            raise ReaderError("no question to learn from: each needs its passage and another one in its file")
        weights = np.array([lessons[corpus].weight for corpus, _ in self._answered])
        self.epoch_steps = max(1, int(weights.sum()) // groups)
        self._weights = weights
        self._epoch: tuple[int, list[int]] = (-1, [])

    def __getitem__(self, step: int) -> Batch:
        """Return the batch of that step."""
        rng = np.random.default_rng([self._seed, step])
        size = int(rng.choice(WINDOW_SIZES, p=WINDOW_SHARES))
        groups, unanswered, swapped = self._sizes
        pairs: list[Pair] = []
        for number in self._of_epoch(step, groups):
            pairs += self._group(self._answered[number], size, rng)
        grouped = len(pairs)
        if self._unanswered:
            for number in rng.integers(len(self._unanswered), size=unanswered):
                pairs.append(self._unanswered_pair(self._unanswered[number], size))
        if self._swapped:
            for number in rng.integers(len(self._swapped), size=swapped):
                pairs.append(self._swapped_pair(self._swapped[number], size))
        return padded(pairs, grouped // (1 + OTHERS))

    def _of_epoch(self, step: int, groups: int) -> list[int]:
        epoch, at = divmod(step, self.epoch_steps)
        if self._epoch[0] != epoch:
            rng = np.random.default_rng([self._seed, 7, epoch])
            kept = np.flatnonzero(rng.random(len(self._weights)) < self._weights)
            self._epoch = epoch, rng.permutation(kept).tolist()
        order = self._epoch[1]
        return [order[(at * groups + place) % len(order)] for place in range(groups)]

    def _group(self, drawn: Drawn, size: int, rng: np.random.Generator) -> list[Pair]:
        lessons, place = self._lessons[drawn[0]], drawn[1]
        example = lessons.examples[place]
        asked = lessons.questions[place].tokens
        assert example.answering is not None
        shares = OTHER_SHARES[: len(example.others)]
        others = rng.choice(example.others, size=OTHERS, replace=False, p=shares / shares.sum())
        right = self._pair(asked, lessons.passages[example.answering].tokens, size, example.answer_tokens)
        return [right, *(self._pair(asked, lessons.passages[int(row)].tokens, size) for row in others)]

    def _unanswered_pair(self, drawn: Drawn, size: int) -> Pair:
        lessons, place = self._lessons[drawn[0]], drawn[1]
        passage = lessons.examples[place].others[0]
        return self._pair(lessons.questions[place].tokens, lessons.passages[passage].tokens, size)

    def _swapped_pair(self, drawn: Drawn, size: int) -> Pair:
        lessons, place = self._lessons[drawn[0]], drawn[1]
        assert lessons.swapped_states is not None
        asked = lessons.swapped_states[place].tokens
        return self._pair(asked, lessons.passages[lessons.swapped[place]].tokens, size)

    def _pair(
        self,
        asked: npt.NDArray[np.float16],
        read: npt.NDArray[np.float16],
        size: int,
        answer: tuple[int, int] | None = None,
    ) -> Pair:
        if len(read) <= size:
            return Pair(asked, read, answer)
        likeness = unit(asked, self._mean[0]) @ unit(read, self._mean[1]).T
        start, end = best_window(likeness, size, None if answer is None else answer[0])
        within = None if answer is None else (max(answer[0] - start, 0), min(answer[1], end) - start)
        return Pair(asked, read[start:end], within)


def padded(pairs: Sequence[Pair], groups: int = 0) -> Batch:
    """Join pairs into one batch."""
    longest_asked = max(1, *(len(pair.asked) for pair in pairs))
    longest_read = max(1, *(len(pair.read) for pair in pairs))
    dimensions = pairs[0].read.shape[1]
    question = np.zeros((len(pairs), longest_asked, dimensions), dtype=np.float32)
    passage = np.zeros((len(pairs), longest_read, dimensions), dtype=np.float32)
    question_mask = np.zeros(question.shape[:2], dtype=np.float32)
    passage_mask = np.zeros(passage.shape[:2], dtype=np.float32)
    tokens = np.zeros(passage.shape[:2], dtype=np.float32)
    answers = np.zeros(len(pairs), dtype=np.float32)
    answers[: groups * (1 + OTHERS) : 1 + OTHERS] = 1.0
    for row, pair in enumerate(pairs):
        question[row, : len(pair.asked)] = pair.asked
        passage[row, : len(pair.read)] = pair.read
        question_mask[row, : len(pair.asked)] = 1.0
        passage_mask[row, : len(pair.read)] = 1.0
        if pair.answer is not None:
            tokens[row, pair.answer[0] : pair.answer[1]] = 1.0
    return Batch(
        question=torch.from_numpy(question),
        passage=torch.from_numpy(passage),
        question_mask=torch.from_numpy(question_mask),
        passage_mask=torch.from_numpy(passage_mask),
        answers=torch.from_numpy(answers),
        tokens=torch.from_numpy(tokens),
        groups=groups,
    )
