"""The command line: what is written, and how it ends."""

import json
import sys

import pytest

from bench import answers, retrieval
from bench.command import BenchError, make_parser, run_command
from bench.figures import Figures, Table, as_markdown, as_text, share, write_report

FIGURES = Figures("Test", {"in_domain": 0.9333, "سؤال": 1.0}, (Table("Shares", ("a", "b"), (("x|y", "1"),)),))


def run(monkeypatch, *arguments, outcome=FIGURES):
    def measure(_):
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    run_command(make_parser("test", "A test."), measure)


def test_json_is_one_flat_object_of_numbers(monkeypatch, tmp_path, capsys):
    target = tmp_path / "figures.json"
    run(monkeypatch, "--json", str(target))
    assert json.loads(target.read_text(encoding="utf-8")) == FIGURES.values
    assert list(tmp_path.iterdir()) == [target]
    assert "Shares" in capsys.readouterr().out


def test_an_error_is_one_line_and_exit_code_2(monkeypatch, capsys):
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, outcome=BenchError("d.jsonl:3 is not JSON"))
    assert ended.value.code == 2
    assert capsys.readouterr().err == "bench.test: error: d.jsonl:3 is not JSON\n"


def test_a_file_option_left_empty_is_one_line_and_exit_code_2(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["bench", "--data", ""])
    with pytest.raises(SystemExit) as ended:
        retrieval.main()
    assert ended.value.code == 2
    assert (
        capsys.readouterr().err == "bench.retrieval: error: argument --data: no file is named; see --help\n"
    )


def test_an_unknown_option_is_one_line_and_exit_code_2(monkeypatch, capsys):
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, "--jsn", "x")
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_json_file_that_cannot_be_written_is_refused_before_measuring(monkeypatch, tmp_path, capsys):
    for target in (tmp_path, tmp_path / "missing" / "figures.json"):
        with pytest.raises(SystemExit) as ended:
            run(monkeypatch, "--json", str(target), outcome=AssertionError("measured"))
        assert ended.value.code == 2
    assert "does not exist" in capsys.readouterr().err


def test_answers_without_any_file_says_what_to_name(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["bench"])
    with pytest.raises(SystemExit) as ended:
        answers.main()
    assert ended.value.code == 2
    assert (
        capsys.readouterr().err
        == "bench.answers: error: no questions: name IN=file.jsonl, OUT=file.jsonl or both\n"
    )


def test_a_report_holds_machine_tables_and_figures(tmp_path):
    text = write_report(FIGURES, "test", ["a.json"], tmp_path / "results").read_text(encoding="utf-8")
    assert text.startswith("# Test\n")
    assert "Machine: " in text
    assert "Measured on: a.json" in text
    assert "| x\\|y | 1 |" in text
    assert '"in_domain": 0.9333' in text


def test_a_table_is_aligned_with_figures_to_the_right():
    table = Table("T", ("name", "n"), (("a", "5"), ("bcdef", "100")))
    assert as_text(table) == "T\nname     n\n─────  ───\na        5\nbcdef  100"


def test_marks_above_letters_take_no_column():
    table = Table("T", ("x", "y"), (("دُ", "a"), ("دد", "b")))
    assert as_text(table).splitlines()[3:] == ["دُ   a", "دد  b"]


def test_markdown_keeps_a_cell_on_one_line():
    assert as_markdown(Table("T", ("a",), (("x\ny|z",),))).splitlines()[-1] == "| x y\\|z |"


def test_a_share_of_nothing_is_zero():
    assert (share(0, 0), share(2, 3)) == (0.0, 0.6667)
