"""How far reviewers agree, and where a quotation stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.review.agreement import Agreement, agreement_of, pairs
from web.review.models import Verdict
from web.review.transcript.found import parted


def test_kappa_is_cohens():
    # The example of two readers and fifty grant proposals: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no.
    counts = {("right", "right"): 20, ("right", "wrong"): 5, ("wrong", "right"): 10, ("wrong", "wrong"): 15}
    judged = [pair for pair, count in counts.items() for _ in range(count)]
    found = agreement_of(judged)
    assert (found.messages, found.share) == (50, 0.7)
    assert found.kappa == pytest.approx(0.4)


def test_full_agreement_on_one_judgement_has_no_kappa():
    assert agreement_of([("right", "right")] * 3) == Agreement(3, 1.0, None)


def test_nothing_judged_twice_has_neither():
    assert agreement_of([]) == Agreement(0, None, None)


judgements = st.sampled_from(["right", "wrong", "unsure"])


@given(st.lists(st.tuples(judgements, judgements), min_size=1))
def test_kappa_is_at_most_the_share_and_one_only_where_all_agree(judged):
    found = agreement_of(judged)
    assert found.kappa is None or found.kappa <= found.share <= 1
    if found.kappa is not None and found.kappa == 1:
        assert all(first == second for first, second in judged)


def verdict(number: int, event_id: int, by: int, judgement: str) -> Verdict:
    return Verdict(pk=number, event_id=event_id, by_id=by, judgement=judgement)


def test_the_newest_verdict_of_each_of_the_two_latest_reviewers_counts():
    found = pairs(
        [
            verdict(1, 10, 1, "right"),
            verdict(2, 10, 2, "right"),
            verdict(3, 10, 3, "unsure"),
            verdict(4, 10, 2, "wrong"),
            verdict(5, 11, 1, "right"),
        ]
    )
    assert found == [("unsure", "wrong")]


@pytest.mark.parametrize(
    ("text", "quote", "parts"),
    [
        ("أولا ثانيا ثالثا", "ثانيا", ("أولا ", "ثانيا", " ثالثا")),
        ("أولا\nثانيا  ثالثا", "أولا ثانيا", ("", "أولا\nثانيا", "  ثالثا")),
        ("أولا ثانيا", "رابعا", ("", "رابعا", "")),
        ("أولا ثانيا", "", ("", "", "")),
        ("", "أولا", ("", "أولا", "")),
        ("ا ا ا ب", "ا ب", ("ا ا ", "ا ب", "")),
    ],
)
def test_a_quote_is_found_in_its_passage_whatever_the_blanks(text, quote, parts):
    assert parted(text, quote) == parts


@given(st.text(alphabet="اب \n"), st.integers(0, 30), st.integers(0, 30))
def test_a_part_of_a_passage_is_always_found_again(text, start, length):
    quote = text[start : start + length]
    before, middle, after = parted(text, quote)
    if quote:
        assert before + middle + after == text
        assert middle == quote
