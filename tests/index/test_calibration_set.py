"""Reading the calibration questions; a mistake is named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.calibration_set import CalibrationQuestion, labels_of, read_calibration
from index.errors import CalibrationError

PASSAGES = {"toy/a", "toy/a/b"}
GOOD = '{"question": "ما القمح؟", "style": "msa", "passage": "toy/a/b"}'


def read(folder: Path, *lines: str) -> tuple[CalibrationQuestion, ...]:
    (folder / "one.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_calibration(folder, PASSAGES)


def refusal(folder: Path, *lines: str) -> str:
    with pytest.raises(CalibrationError) as caught:
        read(folder, *lines)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    return message


def test_every_file_is_read_in_order_of_name(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"question": "كم الضريبة؟", "unanswered": "near"}\n', encoding="utf-8")
    (tmp_path / "c.jsonl").write_text('{"question": "من فاز؟", "unanswered": "far"}\n', encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(f"{GOOD}\n\n   \n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a question", encoding="utf-8")
    questions = read_calibration(tmp_path, PASSAGES)
    assert questions == (
        CalibrationQuestion("ما القمح؟", "toy/a/b", None),
        CalibrationQuestion("كم الضريبة؟", None, "near"),
        CalibrationQuestion("من فاز؟", None, "far"),
    )
    assert labels_of(questions) == ["toy/a/b", "near", "far"]


def test_a_question_asked_twice_counts_once(tmp_path: Path) -> None:
    assert len(read(tmp_path, GOOD, GOOD)) == 1


def test_a_separator_of_lines_within_a_question_is_part_of_it(tmp_path: Path) -> None:
    (question, _) = read(tmp_path, GOOD.replace("ما القمح", "ما\u2028القمح\u0085"), GOOD)
    assert question.text == "ما\u2028القمح\u0085؟"


@pytest.mark.parametrize(
    "line, said",
    [
        ("{", "not JSON"),
        ("[1]", "'question'"),
        ("null", "'question'"),
        ('{"passage": "toy/a"}', "'question'"),
        ('{"question": "  ", "passage": "toy/a"}', "'question'"),
        ('{"question": 7, "passage": "toy/a"}', "'question'"),
        ('{"question": "س"}', "either"),
        ('{"question": "س", "passage": "toy/a", "unanswered": "near"}', "either"),
        ('{"question": "س", "unanswered": "close"}', "close"),
        ('{"question": "س", "unanswered": ["near"]}', "either"),
        ('{"question": "س", "passage": ["toy/a"]}', "either"),
        ('{"question": "س", "passage": "toy/gone"}', "'toy/gone', which no source has"),
        ('{"question": "س", "passage": ""}', "which no source has"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    message = refusal(tmp_path, GOOD, "", line)
    assert message.startswith("one.jsonl:3 ")
    assert said in message


def test_two_labels_for_one_question_are_named(tmp_path: Path) -> None:
    message = refusal(tmp_path, GOOD, '{"question": "ما القمح؟", "unanswered": "near"}')
    assert message.startswith("one.jsonl:2 ")
    assert "'near'" in message
    assert "'toy/a/b'" in message


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_bytes(GOOD.encode("cp1256"))
    with pytest.raises(CalibrationError, match=r"one\.jsonl is no text in UTF-8"):
        read_calibration(tmp_path, PASSAGES)


def test_no_file_is_no_question(tmp_path: Path) -> None:
    assert read_calibration(tmp_path, PASSAGES) == ()
    assert read_calibration(tmp_path / "gone", PASSAGES) == ()
