"""Answers with the passage there and with it taken out: what is counted, and the curve."""

import json
from itertools import pairwise

import pytest

from bench.command import BenchError
from bench.reading import Outcome, Verdict, false_answers_table, figures_of, read_questions, table_of
from bench.risk_coverage import area_above, calibration_error, curve, curve_svg, false_at_missed


def outcome(gold, first, present, removed, threshold=0.5, file="a"):
    """One question: what came first with its passage there, and how sure the search was both times."""
    return Outcome(
        file,
        "ما هو؟",
        ("نص",),
        gold,
        Verdict(first, "نص", "نص", present, present >= threshold, 1.0),
        Verdict("other", "نص آخر", "نص آخر", removed, removed >= threshold, 1.0),
    )


OUTCOMES = [
    outcome("1", "1", 0.9, 0.6),
    outcome("2", "2", 0.8, 0.1),
    outcome("3", "9", 0.7, 0.2, file="b"),
    outcome("4", "4", 0.3, 0.2, file="b"),
]


def test_every_question_is_right_wrong_or_missed():
    values = figures_of(OUTCOMES)
    assert (values["hit1"], values["right"], values["wrong"], values["missed"]) == (0.75, 0.5, 0.25, 0.25)
    assert values["false_answers"] == 0.25


def test_the_rightly_ranked_are_set_against_all_without_their_passage():
    values = figures_of(OUTCOMES)
    assert values["auroc"] == round(11 / 12, 4)
    assert values["false_at_missed_5"] == 0.25


def test_the_table_has_a_row_for_all_and_for_each_file():
    table = table_of(OUTCOMES, ["a", "b"])
    assert [row[:2] for row in table.rows] == [("all", "4"), ("a", "2"), ("b", "2")]


def test_false_answers_are_shown_with_what_they_were_answered_with():
    table = false_answers_table(OUTCOMES)
    assert table.rows == (("60.0 %", "a", "ما هو؟", "نص آخر"),)


def test_ties_count_half():
    assert area_above([0.5], [0.5]) == 0.5
    assert area_above([0.9, 0.5], [0.5, 0.1]) == 0.875
    assert area_above([], [0.5]) == 0.0


def test_the_threshold_refuses_a_share_of_the_right():
    true, false = [0.1, 0.6, 0.7, 0.9], [0.2, 0.65]
    assert false_at_missed(true, false, 0.0) == 1.0
    assert false_at_missed(true, false, 0.25) == 0.5
    assert false_at_missed(true, false, 0.5) == 0.0


def test_the_curve_falls_as_more_are_missed():
    points = curve([0.2, 0.6, 0.9], [0.1, 0.3, 0.7])
    assert points[0] == (0.0, pytest.approx(2 / 3))
    assert all(later[1] <= earlier[1] for earlier, later in pairwise(points))
    assert curve_svg([0.2, 0.6], [0.1]).startswith("<svg")


def test_a_confidence_that_is_kept_to_has_no_error():
    assert calibration_error([(1.0, True), (0.0, False)]) == 0.0
    assert calibration_error([(0.95, False)]) == 0.95


def test_a_context_of_two_files_is_one_passage_and_refusals_are_left_out(tmp_path):
    answered = {"question": "متى؟", "answers": [{"text": "1990", "answer_start": 0}]}
    refused = {"question": "من؟", "answers": [], "is_impossible": True}
    for name in ("a", "b"):
        paragraph = {"context": "1990 كان.", "qas": [answered, refused]}
        form = {"data": [{"title": "", "paragraphs": [paragraph]}]}
        (tmp_path / f"{name}.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    passages, asked = read_questions([tmp_path / "a.json", tmp_path / "b.json"])
    assert [passage.id for passage in passages] == ["a/0"]
    assert [(file, question.context_id) for file, question in asked] == [("a", "a/0"), ("b", "a/0")]


def test_files_without_answers_are_refused(tmp_path):
    form = {"data": [{"paragraphs": [{"context": "نص", "qas": [{"question": "من؟", "answers": []}]}]}]}
    (tmp_path / "a.json").write_text(json.dumps(form), encoding="utf-8")
    with pytest.raises(BenchError, match="no answered question"):
        read_questions([tmp_path / "a.json"])
