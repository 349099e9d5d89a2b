"""When a candidate may answer, and what is measured of it."""

from __future__ import annotations

import pytest

from contract.evidence import read_evidence
from terminal.golden import Question, Trial, answered_rightly, calibration_questions, got_better, got_worse
from terminal.retrain import figures_of, may_answer

GOLDEN = "conversation points/a.yml"


def trial(**right: bool) -> Trial:
    return Trial("model", {GOLDEN if name == "golden" else name: value for name, value in right.items()})


BEFORE = trial(golden=True, a=True, b=True, c=False, d=False)


@pytest.mark.parametrize(
    ("after", "allowed", "may"),
    [
        (trial(golden=True, a=True, b=True, c=False, d=False), 0, True),
        (trial(golden=True, a=True, b=True, c=True, d=False), 0, True),
        (trial(golden=True, a=False, b=True, c=True, d=True), 0, False),
        (trial(golden=True, a=False, b=True, c=True, d=True), 1, True),
        (trial(golden=True, a=False, b=False, c=True, d=True), 1, False),
        (trial(golden=True, a=False, b=False, c=True, d=False), 2, False),  # more got worse than better
        (trial(golden=False, a=True, b=True, c=True, d=True), 4, False),
        (trial(golden=True, a=True, c=True, d=True), 0, False),  # one was not asked
    ],
)
def test_a_candidate_answers_only_where_nothing_got_worse(after: Trial, allowed: int, may: bool) -> None:
    assert may_answer(BEFORE, after, allowed) is may


def test_the_figures_say_what_became_of_each() -> None:
    after = trial(golden=True, a=False, b=True, c=True, d=False)
    assert got_worse(BEFORE, after) == ["a"]
    assert got_better(BEFORE, after) == ["c"]
    assert figures_of(BEFORE, after, False) == {
        "conversations_before": 1.0,
        "conversations_after": 1.0,
        "questions_before": 0.5,
        "questions_after": 0.5,
        "worse": 1,
        "better": 1,
        "taken": 0.0,
    }


@pytest.mark.parametrize(
    ("passage", "evidence", "right"),
    [
        ("a/b", {"kind": "point", "citations": [{"passage_id": "a/b"}]}, True),
        ("a/b", {"kind": "point", "citations": [{"passage_id": "a/c"}]}, False),
        ("a/b", {"kind": "related"}, False),
        ("a/b", {}, False),
        (None, {"kind": "none"}, True),
        (None, {}, True),
        (None, {"kind": "list", "citations": [{"passage_id": "a"}]}, False),
    ],
)
def test_an_answer_is_right_where_it_cites_the_passage_or_refuses(passage, evidence, right) -> None:
    read = read_evidence({"answer_id": "1", **evidence}) if evidence else None
    assert answered_rightly(Question("س", passage), read) is right


def test_calibration_questions_are_read_once_each(tmp_path) -> None:
    lines = '{"question": "أ", "passage": "a/b"}\n\n{"question": "ب", "unanswered": "near"}\n'
    (tmp_path / "one.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "two.jsonl").write_text('{"question": "أ", "passage": "a/b"}\n', encoding="utf-8")
    assert calibration_questions(tmp_path) == [Question("أ", "a/b"), Question("ب", None)]
