"""What the reader's say does to a ranking, and which sentences are marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arabic import sentences
from documents.passage import Passage
from encoder import Embedding, OnnxEncoder
from index.reading import (
    MOST_LOG_ODDS,
    READ,
    READ_GAP,
    READER_FILE,
    HitReader,
    answering_spans,
    store_states,
)
from index.searcher import Ranking
from reader import PassageStore, Reader, Reading
from reader.card import Card
from reader.encoding import StateEncoder, States
from reader.windows import MAX_TOKENS
from tests.index.tiny_reader import ENCODER, write_tiny_reader

DIMENSIONS = 4
ASKED = Embedding(np.zeros(3, np.float32), np.zeros((2, 3), np.float32), np.ones((2, DIMENSIONS), np.float32))


class Said:
    """A network whose logit is the first figure of the passage it is given; remembers how long these were."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def run(self, _: None, feed: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
        passage = feed["passage"][0]
        self.lengths.append(len(passage))
        return passage[:1, 0], passage[None, :, 1]


def hit_reader(logits: list[float], length: int = 3) -> tuple[HitReader, Said]:
    """Return a reader that says these logits of the passages by row."""
    states, starts = [], []
    for logit in logits:
        tokens = np.zeros((length, DIMENSIONS), dtype=np.float16)
        tokens[:, 0] = logit
        states.append(States(tokens, np.zeros((length, 2), np.int32), np.zeros(3, np.float32)))
        starts.append(np.array([0], dtype=np.int32))
    said, zeros = Said(), (0.0,) * DIMENSIONS
    reader = Reader(said, Card("tiny", question_mean=zeros, passage_mean=zeros))
    return HitReader(reader, PassageStore.build(states, starts)), said


def ranking(scores: list[float]) -> Ranking:
    """Return a ranking of the rows 0, 1, 2 …, whose dense part is their row."""
    rows = np.arange(len(scores), dtype=np.int64)
    return Ranking(rows, np.array(scores, np.float32), {"dense": rows.astype(np.float32)}, None)


def test_the_readers_say_changes_the_order_of_what_was_read() -> None:
    reader, said = hit_reader([-4.0, 0.0, 4.0, 9.0, 9.0])
    found = reader.read(ranking([2.0, 1.5, 1.0, 0.9, 0.5]), ASKED)
    assert found.rows.tolist() == [2, 1, 0, 3, 4]
    assert found.parts["dense"].tolist() == [2, 1, 0, 3, 4]
    assert [round(found.readings[row].log_odds, 1) for row in (0, 1, 2)] == [-4.0, 0.0, 4.0]
    assert set(found.readings) == {0, 1, 2}
    assert said.lengths == [3, 3, 3]


def test_equal_says_leave_ranking_and_scores_alone() -> None:
    reader, _ = hit_reader([1.0] * 5)
    before = ranking([2.0, 1.5, 1.0, 0.9, 0.5])
    found = reader.read(before, ASKED)
    assert found.rows.tolist() == before.rows.tolist()
    assert found.scores.tolist() == before.scores.tolist()


def test_a_surer_than_sure_reader_says_no_more() -> None:
    reader, _ = hit_reader([MOST_LOG_ODDS, 40.0])
    assert reader.read(ranking([1.0, 0.9]), ASKED).rows.tolist() == [0, 1]


def test_what_is_far_behind_the_first_is_not_read() -> None:
    reader, said = hit_reader([-9.0, 9.0, 9.0])
    far = 5.0 - READ_GAP - 0.1
    found = reader.read(ranking([5.0, far, far - 1]), ASKED)
    assert found.rows.tolist() == [0, 1, 2]
    assert set(found.readings) == {0}
    assert len(said.lengths) == 1


def test_what_was_not_read_stays_below_even_the_worst_that_was() -> None:
    reader, _ = hit_reader([6.0, -6.0, -6.0, 0.0, 0.0])
    found = reader.read(ranking([2.0, 1.9, 1.8, 1.7, 1.0]), ASKED)
    assert found.rows.tolist() == [0, 1, 2, 3, 4]
    assert found.scores[3] <= found.scores[2]
    assert found.scores[3] - found.scores[4] == pytest.approx(0.7, abs=1e-5)


FIGURES = st.floats(-20, 20, width=32)


@settings(max_examples=150)
@given(st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=8))
def test_scores_fall_in_order_whatever_was_said(pairs: list[tuple[float, float]]) -> None:
    before = ranking(sorted((score for score, _ in pairs), reverse=True))
    reader, _ = hit_reader([logit for _, logit in pairs])
    found = reader.read(before, ASKED)
    read = len(found.readings)
    assert 1 <= read <= READ
    assert sorted(found.rows[:read].tolist()) == list(range(read))
    assert found.rows[read:].tolist() == list(range(read, len(pairs)))
    assert (np.diff(found.scores) <= 0).all()


def test_without_states_or_hits_the_ranking_is_as_it_was() -> None:
    reader, said = hit_reader([1.0, 2.0])
    before, nothing = ranking([1.0, 0.9]), ranking([])
    assert reader.read(before, Embedding(ASKED.vector, ASKED.tokens)) is before
    assert reader.read(nothing, ASKED) is nothing
    assert said.lengths == []


def test_a_question_without_tokens_is_not_read_and_surely_not_answered() -> None:
    reader, said = hit_reader([-2.0, 2.0])
    found = reader.read(
        ranking([1.0, 0.9]), Embedding(ASKED.vector, ASKED.tokens, np.zeros((0, DIMENSIONS), np.float32))
    )
    assert said.lengths == []
    assert found.rows.tolist() == [0, 1]
    assert found.readings[0].probability < 1e-20
    assert answering_spans("كلام.", found.readings[0]) == ()


def test_an_index_of_one_passage_is_read() -> None:
    reader, _ = hit_reader([2.0])
    found = reader.read(ranking([0.0]), ASKED)
    assert (found.rows.tolist(), found.scores.tolist()) == ([0], [0.0])
    assert found.readings[0].log_odds == pytest.approx(2.0, abs=0.01)


@pytest.mark.parametrize("length", [1, MAX_TOKENS, MAX_TOKENS + 1, 9000])
def test_of_any_length_no_more_than_a_window_is_read(length: int) -> None:
    reader, said = hit_reader([1.0], length)
    assert reader.read(ranking([0.0]), ASKED).readings[0].log_odds == pytest.approx(1.0, abs=0.01)
    assert said.lengths == [min(length, MAX_TOKENS)]


TEXT = "الأولى هنا. والثانية هناك؟ ثم ثالثة! وأخيرة"


@pytest.mark.parametrize(
    "shares, marked",
    [
        ((0.05, 0.8, 0.1, 0.05), ["والثانية هناك؟"]),
        ((0.3, 0.1, 0.1, 0.5), ["الأولى هنا.", "وأخيرة"]),
        ((0.25, 0.25, 0.25, 0.25), ["الأولى هنا.", "والثانية هناك؟", "ثم ثالثة!"]),
        ((0.0, 0.0, 0.5, 0.0), ["ثم ثالثة!"]),
        ((0.0, 0.0, 0.0, 0.0), []),
    ],
)
def test_the_fewest_sentences_that_hold_the_answer_are_marked_in_their_order(
    shares: tuple[float, ...], marked: list[str]
) -> None:
    spans = answering_spans(TEXT, Reading(1.0, shares))
    assert [TEXT[start:end] for start, end in spans] == marked


@settings(max_examples=100)
@given(st.text(alphabet="ابج aB1.؟!\n\u064e،😀", max_size=60), st.randoms(use_true_random=False))
def test_marks_are_whole_sentences_inside_the_text(text: str, random: Any) -> None:
    weights = [random.random() for _ in sentences(text)]
    shares = tuple(weight / (sum(weights) or 1.0) for weight in weights)
    spans = answering_spans(text, Reading(1.0, shares))
    assert set(spans) <= {(one.start, one.end) for one in sentences(text)}
    assert list(spans) == sorted(spans)
    assert bool(spans) == any(shares)


@pytest.fixture(scope="module")
def opened(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader.open(write_tiny_reader(tmp_path_factory.mktemp("reader")) / READER_FILE, ENCODER)


def point(text: str) -> Passage:
    return Passage("a/b/c", "a", "", "", False, text, 0, "point", 0, len(text))


@pytest.mark.parametrize("heading", ["", "باب: ", "قِسْم - عُنـــوان\u200f: ", "ﷺ: "])
@pytest.mark.parametrize(
    "text",
    [
        "الأولى هنا. ظهر الثاني! والثالث.",
        "الأُولَى هُنَـــا. ظَهَرَ الثَّانِي! وَالثَّالِث.",
        "\u200fالأولى\u200b هنا.\u200f\u00a0\u200fظهر الثاني!\n\nوالثالث.",
        "الأولى ﷺ ﻻ هنا.  ظهر\u200d الثاني!\tوالثالث.",
        "😀 الأولى! 😀😀. ظهر الثاني! 👩‍👩‍👧 والثالث.",
    ],
)
def test_the_sentence_that_meets_the_question_is_marked(
    tiny_encoder: Path, opened: Reader, heading: str, text: str
) -> None:
    """A letter that only one sentence has is asked for."""
    store = store_states(StateEncoder.open(tiny_encoder), [point(text)], [heading + text])
    asked = OnnxEncoder.open(tiny_encoder).embed_query("ظ")
    found = HitReader(opened, store).read(ranking([0.0]), asked)
    (marked,) = answering_spans(text, found.readings[0])
    holding = [(one.start, one.end) for one in sentences(text) if "ظ" in text[one.start : one.end]]
    assert [marked] == holding


def test_what_the_heading_says_counts_to_the_first_sentence(tiny_encoder: Path, opened: Reader) -> None:
    text = "الأولى هنا. والثانية."
    store = store_states(StateEncoder.open(tiny_encoder), [point(text)], ["ظرف: " + text])
    found = HitReader(opened, store).read(ranking([0.0]), OnnxEncoder.open(tiny_encoder).embed_query("ظ"))
    assert answering_spans(text, found.readings[0]) == ((0, 11),)


ODD = {
    "one word": "كلمة",
    "3,000 words": "كلمة أخرى. " * 1500,
    "empty": "",
    "emoji": "😀😀 👩‍👩‍👧",
    "signs": "… — ؟!",
    "Chinese": "在中小企业。第二句。",
    "Hebrew": "שלום עולם. משפט שני.",
    "code": "def f(x):\n    return {x: [1, 2]}\n",
    "table": "| أ | ب |\n|---|---|\n| 1 | 2 |\n",
}


@pytest.fixture(scope="module")
def odd_passages(tiny_encoder: Path) -> PassageStore:
    texts = list(ODD.values())
    return store_states(StateEncoder.open(tiny_encoder), [point(text) for text in texts], texts)


@pytest.mark.parametrize("question", ["ما هذه الكلمة؟", "😀", "", "س" * 1000])
def test_any_passage_gets_a_verdict(
    tiny_encoder: Path, opened: Reader, odd_passages: PassageStore, question: str
) -> None:
    texts = list(ODD.values())
    reader, asked = HitReader(opened, odd_passages), OnnxEncoder.open(tiny_encoder).embed_query(question)
    for row, text in enumerate(texts):
        one = Ranking(np.array([row]), np.zeros(1, np.float32), {}, None)
        reading = reader.read(one, asked).readings[row]
        assert 0.0 <= reading.probability <= 1.0
        assert len(reading.sentences) == len(sentences(text))
        assert set(answering_spans(text, reading)) <= {(span.start, span.end) for span in sentences(text)}
