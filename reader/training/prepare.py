"""From a folder of question sets to lessons: states made once, examples mined, subjects swapped."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from reader.encoding import StateEncoder
from reader.training.batches import FloatArray, Lessons
from reader.training.corpora import Corpus
from reader.training.examples import examples_of
from reader.training.store import StateStore, stored
from reader.training.swaps import swapped_questions

PASSAGE_TOKENS = 320
QUESTION_TOKENS = 64
WEIGHTS = {"cmrc": 0.3, "drcd": 0.3}  # far from Arabic, and many


def open_states(corpus: Corpus, folder: Path, encoder: StateEncoder) -> tuple[StateStore, StateStore]:
    """Return the states of a corpus's questions and passages, made where the folder lacks them."""
    questions = [question.text for question in corpus.questions]
    passages = stored(folder / corpus.name / "passages", corpus.texts, "passage", encoder, PASSAGE_TOKENS)
    return stored(folder / corpus.name / "questions", questions, "query", encoder, QUESTION_TOKENS), passages


def lessons_of(corpora: Sequence[Corpus], folder: Path, encoder: StateEncoder, seed: int) -> list[Lessons]:
    """Return the corpora ready to learn from."""
    lessons = []
    for corpus in tqdm(corpora, desc="examples", unit="corpus"):
        questions, passages = open_states(corpus, folder, encoder)
        swapped = swapped_questions(corpus, seed)
        swapped_states = None
        if swapped:
            texts = [text for text, _ in swapped]
            swapped_states = stored(
                folder / corpus.name / f"swapped-{seed}", texts, "query", encoder, QUESTION_TOKENS
            )
        lessons.append(
            Lessons(
                corpus=corpus,
                questions=questions,
                passages=passages,
                examples=examples_of(corpus, questions, passages),
                weight=WEIGHTS.get(corpus.name.split("-")[0], 1.0),
                swapped=[passage for _, passage in swapped],
                swapped_states=swapped_states,
            )
        )
    return lessons


def mean_states(lessons: Sequence[Lessons], seed: int) -> FloatArray:
    """Return the mean state of question tokens and of passage tokens, float32 of shape (2, dimensions)."""
    rng = random.Random(seed)  # noqa: S311 (a sample)
    means = []
    for side in ("questions", "passages"):
        stores = [getattr(one, side) for one in lessons]
        picked = [store[rng.randrange(len(store))].tokens for store in stores for _ in range(200)]
        means.append(np.concatenate(picked).astype(np.float32).mean(axis=0))
    return np.stack(means)
