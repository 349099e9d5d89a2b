"""What an index keeps of its passages for the reader."""

from pathlib import Path

import numpy as np

from reader import PassageStore
from reader.passages import sentence_starts
from tests.reader.tiny import DIMENSIONS, states_of


def test_a_saved_store_gives_the_states_back(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    states = [states_of(rng.normal(size=(length, DIMENSIONS))) for length in (7, 3)]
    starts = [np.array([0, 4], dtype=np.int32), np.array([0], dtype=np.int32)]
    PassageStore.build(states, starts).save(tmp_path)
    store = PassageStore.open(tmp_path)
    assert len(store) == 2
    for place, one in enumerate(states):
        found = store[place]
        assert np.abs(found.tokens - one.tokens.astype(np.float32)).max() < 0.02
        assert found.sentence_starts.tolist() == starts[place].tolist()


def test_sentences_begin_at_their_first_tokens() -> None:
    text = "الأولى هنا. والثانية هناك."
    heading = "عنوان: "
    form = heading + text
    words = []
    at = 0
    for word in form.split(" "):
        words.append((max(at - 1, 0), at + len(word)))
        at += len(word) + 1
    offsets = np.array(words, dtype=np.int32)
    assert sentence_starts(text, heading, offsets).tolist() == [1, 3]
