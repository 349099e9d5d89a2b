"""Files of questions: what is read, and how a bad line is named."""

import json

import pytest

from bench.command import BenchError
from bench.questions import Abstain, AllOf, Anything, Turn, read_dialogues, read_in_domain, read_out_of_domain

GOOD = {"question": "ما الدور؟", "style": "msa", "all_of": [["أ", "ب"], ["ج"]]}


def write(folder, *lines):
    path = folder / "lines.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines),
        encoding="utf-8",
    )
    return path


def test_in_domain_questions_are_read_in_order_past_blank_lines(tmp_path):
    first, second = read_in_domain(write(tmp_path, GOOD, "", {**GOOD, "style": "gulf"}, ""))
    assert (first.text, first.style, first.expected) == ("ما الدور؟", "msa", AllOf((("أ", "ب"), ("ج",))))
    assert second.style == "gulf"


def test_out_of_domain_questions_keep_their_kind(tmp_path):
    (question,) = read_out_of_domain(write(tmp_path, {"question": "من فاز؟", "kind": "far", "style": "msa"}))
    assert (question.text, question.kind) == ("من فاز؟", "far")


def test_dialogues_know_three_expectations(tmp_path):
    turns = [["مرحبا", ""], ["من فاز؟", "ABSTAIN"], ["ما الدور؟", {"all_of": [["أ"]]}]]
    assert read_dialogues(write(tmp_path, turns)) == [
        (Turn("مرحبا", Anything()), Turn("من فاز؟", Abstain()), Turn("ما الدور؟", AllOf((("أ",),))))
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "2 is not JSON"),
        ("[" * 100_000, "2 is not JSON"),
        ([1], "2 is a list, expected an object"),
        ({**GOOD, "question": "  "}, "2: 'question' is '  '"),
        ({**GOOD, "question": 3}, "2: 'question' is 3"),
        ({"question": "ما؟", "all_of": [["أ"]]}, "2: 'style' is None"),
        ({**GOOD, "all_of": []}, r"2: 'all_of' is \[\]"),
        ({**GOOD, "all_of": ["أ"]}, "2: 'all_of' holds 'أ'"),
        ({**GOOD, "all_of": [[]]}, r"2: 'all_of' holds \[\]"),
        ({**GOOD, "all_of": [["أ"], ["؟!"]]}, "2: '؟!' has no letter or digit"),
    ],
)
def test_a_bad_question_is_named_by_its_line(tmp_path, line, complaint):
    with pytest.raises(BenchError, match=f"lines.jsonl:{complaint}"):
        read_in_domain(write(tmp_path, GOOD, line))


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ({}, "1 is not a list of turns"),
        ([], "1 is not a list of turns"),
        ([["مرحبا", ""], ["ما؟"]], "1, turn 2 is"),
        ([["", ""]], "1, turn 1 is"),
        ([["مرحبا", "REFUSE"]], "1, turn 1 expects 'REFUSE'"),
        ([["مرحبا", {"all_of": [["أ"]], "none_of": []}]], "1, turn 1 expects"),
        ([["مرحبا", {"all_of": [[2]]}]], r"1, turn 1: 'all_of' holds \[2\]"),
    ],
)
def test_a_bad_dialogue_is_named_by_its_line_and_turn(tmp_path, line, complaint):
    with pytest.raises(BenchError, match=f"lines.jsonl:{complaint}"):
        read_dialogues(write(tmp_path, line))


def test_a_file_without_lines_or_that_is_no_text_is_refused(tmp_path):
    with pytest.raises(BenchError, match="is empty"):
        read_in_domain(write(tmp_path, "", " "))
    with pytest.raises(BenchError, match="cannot be read"):
        read_in_domain(tmp_path / "missing.jsonl")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BenchError, match=r"not UTF-8 text \(byte 0\)"):
        read_in_domain(tmp_path / "binary.jsonl")


def test_an_error_is_one_short_line(tmp_path):
    with pytest.raises(BenchError) as caught:
        read_in_domain(write(tmp_path, {**GOOD, "question": ["ا" * 10_000]}))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
