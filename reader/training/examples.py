"""What the reader learns from: questions with the passage that answers, and the likeliest that do not."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from arabic import encoder_form
from index.scorers import WordIndex
from reader.training.corpora import Asked, Corpus, holds_answer
from reader.training.store import StateStore

DENSE_WEIGHT, WORDS_WEIGHT = 0.45, 0.55  # those of index.fusion
NEAREST = 8
SPACELESS = ("cmrc", "drcd")  # Chinese has no words for BM25 to count

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the passage that answers it or None, and the passages that do not, the likeliest first.

    question, answering and others are places in the corpus. The token span of the answer is `answer_tokens`,
    first and one past the last, None where it was not found.
    """

    question: int
    answering: int | None
    others: tuple[int, ...]
    answer_tokens: tuple[int, int] | None = None


def rankings(corpus: Corpus, questions: StateStore, passages: StateStore, k: int) -> npt.NDArray[np.int64]:
    """Return for every question the k likeliest passages by vector and words, best first."""
    words = None if corpus.name.startswith(SPACELESS) else WordIndex.build(corpus.texts)
    vectors, asked = np.asarray(passages.vectors), np.asarray(questions.vectors)
    found = []
    for place, question in enumerate(corpus.questions):
        scores = _z(vectors @ asked[place])
        if words is not None:
            scores = DENSE_WEIGHT * scores + WORDS_WEIGHT * _z(words.scores(question.text))
        best = np.argpartition(-scores, min(k, len(scores) - 1))[:k]
        found.append(best[np.argsort(-scores[best], kind="stable")])
    return np.stack(found)


def examples_of(corpus: Corpus, questions: StateStore, passages: StateStore) -> list[Example]:
    """Return one example a question. What is said to answer it, or holds the answer's words, is no other."""
    ranked = rankings(corpus, questions, passages, min(4 * NEAREST, len(corpus.texts)))
    answering = defaultdict(set)
    for question in corpus.questions:
        answering[question.text].add(question.passage)
    made = []
    for place, question in enumerate(corpus.questions):
        if not question.is_answered:
            made.append(Example(place, None, (question.passage,)))
            continue
        others = tuple(
            int(row)
            for row in ranked[place]
            if row not in answering[question.text] and not holds_answer(corpus.texts[row], question)
        )[:NEAREST]
        span = answer_tokens(corpus.texts[question.passage], question, passages[question.passage].offsets)
        made.append(Example(place, question.passage, others, span))
    return made


def answer_tokens(text: str, question: Asked, offsets: npt.NDArray[np.int32]) -> tuple[int, int] | None:
    """Return the answer's first token and the one past its last; None where it is not found."""
    form, answer = encoder_form(text), encoder_form(question.answer)
    if not answer:
        return None
    guessed = len(encoder_form(text[: question.start])) if question.start > 0 else 0
    start = form.find(answer, max(0, guessed - 3))
    start = start if start >= 0 else form.find(answer)
    if start < 0:
        return None
    touched = np.flatnonzero((offsets[:, 0] < start + len(answer)) & (offsets[:, 1] > start))
    return (int(touched[0]), int(touched[-1]) + 1) if len(touched) else None


def _z(scores: FloatArray) -> FloatArray:
    return np.asarray((scores - scores.mean()) / max(float(scores.std()), 1e-9), dtype=np.float32)
