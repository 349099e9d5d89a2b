"""What an index keeps of its passages for the reader."""

from pathlib import Path

import numpy as np
import pytest

from arabic import encoder_form, sentences
from encoder.layout import SENTENCEPIECE_FILE
from encoder.onnx import SentencePieces
from reader import PassageStore
from reader.encoding import States
from reader.passages import sentence_starts
from tests.reader.tiny import DIMENSIONS, states_of

STARTS = [[0, 4], [0], [], [2]]


@pytest.fixture(scope="module")
def states() -> list[States]:
    """Passages of 7, 3, 0 and 5 tokens, which differ in size by the thousand."""
    rng = np.random.default_rng(0)
    sizes = (1.0, 1000.0, 1.0, 0.001)
    made = [
        size * rng.normal(size=(length, DIMENSIONS)) for size, length in zip(sizes, (7, 3, 0, 5), strict=True)
    ]
    return [states_of(one) if len(one) else nothing() for one in made]


def nothing() -> States:
    return States(
        np.zeros((0, DIMENSIONS), np.float16), np.zeros((0, 2), np.int32), np.zeros(DIMENSIONS, np.float32)
    )


@pytest.fixture(scope="module")
def store(states: list[States]) -> PassageStore:
    return PassageStore.build(states, [np.array(one, dtype=np.int32) for one in STARTS])


def same(one: PassageStore, row: int, other: PassageStore, other_row: int) -> None:
    assert (one[row].tokens == other[other_row].tokens).all()
    assert one[row].tokens.shape == other[other_row].tokens.shape
    assert one[row].sentence_starts.tolist() == other[other_row].sentence_starts.tolist()


def test_no_figure_is_farther_off_than_half_a_step_of_its_token(
    store: PassageStore, states: list[States]
) -> None:
    assert len(store) == len(states)
    for row, one in enumerate(states):
        exact = one.tokens.astype(np.float32)
        assert store[row].tokens.shape == exact.shape
        steps = np.abs(exact).max(axis=1, initial=0.0) / 127
        assert (np.abs(store[row].tokens - exact) <= steps[:, None] * 0.5001 + 1e-9).all()
        assert store[row].sentence_starts.tolist() == STARTS[row]


def test_a_saved_store_is_mapped_and_gives_the_same(tmp_path: Path, store: PassageStore) -> None:
    store.save(tmp_path)
    opened = PassageStore.open(tmp_path)
    assert len(opened) == len(store)
    for row in range(len(store)):
        same(opened, row, store, row)
    assert isinstance(np.load(tmp_path / "tokens.npy", mmap_mode="r"), np.memmap)
    assert np.load(tmp_path / "tokens.npy").nbytes == 15 * DIMENSIONS  # a byte a figure


@pytest.mark.parametrize("rows", [[0, 1, 2, 3], [3, 0], [2], [1, 1]])
def test_a_subset_holds_the_passages_asked_for_in_that_order(
    tmp_path: Path, store: PassageStore, rows: list[int]
) -> None:
    store.save(tmp_path)
    for source in (store, PassageStore.open(tmp_path)):
        subset = source.subset(rows)
        assert len(subset) == len(rows)
        for place, row in enumerate(rows):
            same(subset, place, store, row)


def test_passages_without_any_token_or_sentence_are_kept(tmp_path: Path) -> None:
    PassageStore.build([nothing()] * 2, [np.zeros(0, dtype=np.int32)] * 2).save(tmp_path)
    store = PassageStore.open(tmp_path)
    assert [store[row].tokens.shape for row in range(len(store))] == [(0, DIMENSIONS)] * 2


@pytest.mark.parametrize("file", ["tokens.npy", "sentence_counts.npy"])
def test_a_missing_or_damaged_file_is_an_error(tmp_path: Path, store: PassageStore, file: str) -> None:
    store.save(tmp_path)
    (tmp_path / file).write_bytes(b"nothing")
    with pytest.raises(ValueError):
        PassageStore.open(tmp_path)
    (tmp_path / file).unlink()
    with pytest.raises(OSError):
        PassageStore.open(tmp_path)


HEADINGS = ("", "عنوان: ", "قِسْمُ المالِ - عُنـــوان\u200f: ", "ﷺ: ", "\u200f\u200e")
TEXTS = (
    "الأولى هنا. والثانية هناك.",
    "الأُولَى هُنَـــا. وَالثَّانِيَةُ هُنَاكَ؟ وَثَالِثَة",
    "\u200fالأولى\u200b هنا.\u200f\u00a0\u200fوالثانية!\n\n\nوالثالثة.",
    "الأولى ﷺ ﻻ هنا.  ﷺ في الثانية!\tﻻ في الثالثة.",
    "  \n الأولى. e\u0301te\u0301 1.5 ؛ 😀 والثالثة! 😀😀.",
    "One here. Two there! 三。四 five?",
    "1990. كلمة.ملتصقة. أخرى",
)


@pytest.fixture(scope="module")
def pieces(encoder_directory: Path) -> SentencePieces:
    return SentencePieces(encoder_directory / SENTENCEPIECE_FILE)


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("text", TEXTS)
def test_sentences_begin_at_their_first_tokens(pieces: SentencePieces, text: str, heading: str) -> None:
    form = encoder_form(heading + text)
    _, located = pieces.located(form)
    offsets = np.array(located, dtype=np.int32)
    spans = sentences(text)
    starts = sentence_starts(text, heading, offsets)
    assert len(starts) == len(spans)
    assert (np.diff(starts) > 0).all()
    for span, start in zip(spans, starts.tolist(), strict=True):
        before = encoder_form(heading + text[: span.start])
        assert form.startswith(before)
        # All that stands before lies in earlier tokens, and the sentence begins with this one.
        assert start == 0 or offsets[start - 1, 1] <= len(before)
        said = encoder_form(text[span.start : span.end])
        assert form[offsets[start, 0] :].lstrip().startswith(said)


def test_a_text_without_sentences_has_no_starts() -> None:
    assert sentence_starts("… 😀", "عنوان: ", np.array([[0, 5], [5, 9]], dtype=np.int32)).tolist() == []
    assert sentence_starts("", "", np.zeros((0, 2), dtype=np.int32)).tolist() == []
