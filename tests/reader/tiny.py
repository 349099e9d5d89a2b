"""A corpus of made-up states: questions whose words stand in one passage and no other."""

import numpy as np

from reader.encoding import States
from reader.training.batches import Lessons
from reader.training.corpora import Asked, Corpus
from reader.training.examples import Example
from reader.training.store import StateStore

DIMENSIONS = 24
PASSAGES = 12


def states_of(tokens: np.ndarray) -> States:
    """Return states with these tokens, a character each."""
    places = np.arange(len(tokens), dtype=np.int32)
    vector = tokens.mean(axis=0)
    return States(
        tokens.astype(np.float16),
        np.stack([places, places + 1], axis=1),
        (vector / np.linalg.norm(vector)).astype(np.float32),
    )


def tiny_lessons() -> Lessons:
    """Return lessons whose passages are 30 tokens; each question asks with 4 of its passage's tokens."""
    rng = np.random.default_rng(0)
    passages = [rng.normal(size=(30, DIMENSIONS)) for _ in range(PASSAGES)]
    asked, examples = [], []
    for place, passage in enumerate(passages):
        asked.append(states_of(passage[10:14] + 0.05 * rng.normal(size=(4, DIMENSIONS))))
        others = tuple((place + step) % PASSAGES for step in range(1, 5))
        examples.append(Example(place, place, others, (11, 12)))
    questions = tuple(Asked(f"question {place}", place, "a", 11) for place in range(PASSAGES))
    texts = tuple(f"passage {place}" for place in range(PASSAGES))
    corpus = Corpus("tiny", texts, texts, questions)
    return Lessons(
        corpus, StateStore.of(asked), StateStore.of([states_of(one) for one in passages]), examples
    )
