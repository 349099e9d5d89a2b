"""Labelled sentences, and what a classifier's guesses at them are worth."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.command import BenchError
from bench.intents import macro_f1
from bench.labelled import Labelled, read_labelled


def write(folder: Path, text: str) -> Path:
    path = folder / "rows.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_read_whatever_the_columns_order(tmp_path: Path) -> None:
    path = write(tmp_path, '\ufefftext,more,label\n"ما, هذا؟",x,وصول البطاقة\n')
    assert read_labelled(path) == (Labelled("وصول البطاقة", "ما, هذا؟"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has the columns none; missing label, text"),
        ("label,sentence\na,b\n", "missing text"),
        ("label,text\n", "no rows"),
        ("label,text\na,b\n,c\n", "line 3: label '' and text 'c'"),
        ("label,text\na\n", "line 2: label 'a' and text ''"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BenchError, match=message):
        read_labelled(write(tmp_path, text))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b"label,text\n\xff\xfe\x00,a\n")
    with pytest.raises(BenchError, match="expected a CSV file in UTF-8"):
        read_labelled(path)


def test_a_missing_file_is_one_line_and_exit_code_2() -> None:
    command = [sys.executable, "-m", "bench.intents", "--train", "no.csv", "--test", "no.csv"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1 and "cannot read no.csv" in ended.stderr


def test_macro_f1_weighs_every_label_alike() -> None:
    assert macro_f1(["a", "a", "b"], ["a", "a", "b"]) == 1.0
    assert macro_f1(["a", "a", "a", "b"], ["a", "a", "a", "a"]) == pytest.approx((6 / 7 + 0) / 2)
    assert macro_f1(["a"], ["c"]) == 0.0
