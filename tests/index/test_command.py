"""`python -m index …` as an operator meets it: its output, and one line and exit code 2 for what is wrong."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.__main__ import main
from tests.index.toy import IDS

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    built: Path, tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run one command on the toy index; return its exit code and what it wrote."""
    monkeypatch.setenv("DALEEL_INDEX", str(built))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("DALEEL_READER", "none")

    def command(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return code, written.out, written.err

    return command


@pytest.fixture
def build(run: Run, toy: Path) -> Callable[..., tuple[int, str, str]]:
    return lambda *more: run(
        "build", "--sources", toy / "sources", "--calibration", toy / "calibration", *more
    )


def state(folder: Path) -> dict[str, str]:
    """Return every file and link of the folder with a digest of its content."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def one_line(error: str) -> str:
    assert len(error.splitlines()) == 1, error
    assert error.startswith("index: ")
    assert "Traceback" not in error
    return error


def test_build_says_what_it_built(build: Run, built: Path) -> None:
    before = built.resolve()
    code, out, err = build()
    assert (code, err) == (0, "")
    built_of, measured = out.splitlines()
    assert built_of.endswith("7 passages of 1 document(s), without a reader for tiny")
    assert "answered rightly" in measured
    assert built.resolve() != before


def test_search_prints_a_table_of_scores_and_parts(run: Run) -> None:
    code, out, err = run("search", "ما هو القمح؟", "-k", "3")
    verdict, head, *rows = out.splitlines()
    assert (code, err, len(rows)) == (0, "", 3)
    assert verdict.startswith("confidence ")
    assert "threshold" in verdict
    assert head.split() == ["rank", "score", "dense", "words", "tokens", "questions", "reader", "passage"]
    assert rows[0].split()[0] == "1"
    assert rows[0].split()[-1] == "toy/farming/wheat"


def test_a_part_that_was_not_asked_is_a_dash(run: Run) -> None:
    _, out, _ = run("search", "wheat")
    assert all(row.split()[3] == "—" for row in out.splitlines()[2:])


def test_search_prints_json_for_programs(run: Run) -> None:
    code, out, err = run("search", "ما هو القمح؟", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    verdict = {"confidence", "threshold", "nearness", "curated", "answering", "other_subject"}
    assert set(found) == {"query", "hits", "milliseconds", *verdict}
    assert found["query"] == "ما هو القمح؟"
    assert "القمح" in out
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3, 4, 5]
    assert found["hits"][0]["passage"]["id"] == "toy/farming/wheat"
    assert set(found["hits"][0]["parts"]) == {"dense", "words", "tokens", "questions"}


def test_show_prints_a_passage_with_its_place_and_repairs(run: Run) -> None:
    code, out, err = run("show", "toy/fishing/tuna")
    assert (code, err) == (0, "")
    assert "toy/fishing/tuna (point), toy.txt " in out
    assert "سمك كبير يصاد بعيدا عن الساحل." in out
    assert "كبيز → كبير" in out


def test_show_of_an_unknown_passage_says_which_there_are(run: Run) -> None:
    code, out, err = run("show", "toy/gone")
    assert (code, out) == (2, "")
    assert "'toy/gone'" in one_line(err)
    assert IDS[0] in err


def spoil_empty_source(toy: Path) -> None:
    (toy / "sources/toy.txt").write_bytes(b"")


def spoil_no_text(toy: Path) -> None:
    (toy / "sources/toy.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")


def spoil_curated(toy: Path) -> None:
    path = toy / "sources/toy.md"
    path.write_text(path.read_text(encoding="utf-8").replace("التمر", "العنب"), encoding="utf-8")


def spoil_empty_curated(toy: Path) -> None:
    (toy / "sources/toy.md").write_bytes(b"")


def spoil_no_source(toy: Path) -> None:
    (toy / "sources/toy.txt").unlink()


def spoil_no_sources(toy: Path) -> None:
    for path in (toy / "sources").iterdir():
        path.unlink()


def spoil_calibration(toy: Path) -> None:
    (toy / "calibration/bad.jsonl").write_text('{"question": "س", "passage": "toy/gone"}\n', encoding="utf-8")


def spoil_calibration_coding(toy: Path) -> None:
    (toy / "calibration/bad.jsonl").write_bytes(b"\xff\xfe")


def spoil_no_calibration(toy: Path) -> None:
    (toy / "calibration/toy.jsonl").unlink()


def spoil_few_questions(toy: Path) -> None:
    path = toy / "calibration/toy.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if '"far"' not in line), encoding="utf-8")


@pytest.mark.parametrize(
    "spoil, said",
    [
        (spoil_empty_source, "toy.txt: empty"),
        (spoil_no_text, "toy.txt: no text"),
        (spoil_curated, "toy.md:"),
        (spoil_empty_curated, "toy.md: empty"),
        (spoil_no_source, "toy.txt: cannot be read"),
        (spoil_no_sources, "no curated source"),
        (spoil_calibration, "bad.jsonl:1 names the passage 'toy/gone'"),
        (spoil_calibration_coding, "bad.jsonl is no text"),
        (spoil_no_calibration, "no calibration questions"),
        (spoil_few_questions, "are 'far'"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_build_that_cannot_be_leaves_the_old_index_untouched(
    build: Run, built: Path, toy: Path, tiny_encoder: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(toy)
    before, target = state(toy), built.readlink()
    code, out, err = build()
    assert (code, out) == (2, "")
    assert said in one_line(err)
    assert (state(toy), built.readlink()) == (before, target)


@pytest.mark.parametrize("name", ["no-such/model", "no such model", "sources"])
def test_a_wrong_model_name_is_one_line_and_leaves_the_old_index_untouched(
    build: Run, toy: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(toy)
    monkeypatch.chdir(toy)
    code, out, err = build("--encoder", name)
    assert (code, out) == (2, "")
    assert repr(name) in one_line(err)
    assert "tried as a directory" in err
    assert state(toy) == before


def test_a_build_over_something_else_is_refused(build: Run, toy: Path) -> None:
    before = state(toy)
    for target in ("sources", "sources/toy.txt"):
        code, _, err = build("--index", toy / target)
        assert code == 2
        assert target in one_line(err)
    assert state(toy) == before


@pytest.mark.parametrize("command", [("search", "القمح"), ("show", IDS[0])])
def test_a_missing_or_broken_index_is_one_line(run: Run, built: Path, command: tuple[str, str]) -> None:
    code, out, err = run(*command, "--index", built.parent / "gone")
    assert (code, out) == (2, "")
    assert "build it with 'make index'" in one_line(err)
    (built / "manifest.json").write_text("{broken", encoding="utf-8")
    code, out, err = run(*command)
    assert (code, out) == (2, "")
    assert "manifest.json is damaged" in one_line(err)
    assert "'make index'" in err


def test_a_search_with_another_encoder_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.index.tiny_encoder import write_tiny_encoder

    monkeypatch.setenv("DALEEL_ENCODER", str(write_tiny_encoder(tmp_path / "other", name="other")))
    code, out, err = run("search", "القمح")
    assert (code, out) == (2, "")
    assert "'tiny'" in one_line(err)
    assert "'other'" in err


@pytest.mark.parametrize("arguments", [(), ("fly",), ("search",), ("search", "القمح", "-k", "0")])
def test_a_command_that_is_none_is_exit_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2


def in_a_shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "index", *arguments],
        env={**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", **environment},
        capture_output=True,
        text=True,
    )


def test_the_libraries_add_no_line_of_their_own_to_an_error(toy: Path) -> None:
    """With a model's name, where sentence-transformers and the hub's client like to talk."""
    ended = in_a_shell(
        *("build", "--sources", str(toy / "sources"), "--calibration", str(toy / "calibration")),
        *("--index", str(toy / "index"), "--encoder", "no-such/model"),
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "'no-such/model'" in one_line(ended.stderr)
    assert not (toy / "index").exists()


def test_a_build_and_a_search_write_nothing_else(toy: Path, tiny_encoder: Path) -> None:
    setting = {
        "DALEEL_ENCODER": str(tiny_encoder),
        "DALEEL_INDEX": str(toy / "index"),
        "DALEEL_READER": "none",
    }
    ended = in_a_shell(
        *("build", "--sources", str(toy / "sources"), "--calibration", str(toy / "calibration")), **setting
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    ended = in_a_shell("search", "ما هو القمح؟", **setting)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "toy/farming/wheat" in ended.stdout


def test_try_names_what_would_be_spoiled_and_fails(run: Run, tmp_path: Path) -> None:
    proposed, cases = tmp_path / "proposed.jsonl", tmp_path / "cases.jsonl"
    proposed.write_text('{"id": "1", "passage_id": "toy/fishing/tuna", "text": "9781234567 zzz"}\n')
    cases.write_text('{"text": "9781234567 zzz", "passage_id": "toy/farming/wheat"}\n')
    code, out, err = run("try", "--curated", str(proposed), "--cases", str(cases))
    assert code == 2
    assert out.splitlines()[0] == "9781234567 zzz: no answer → toy/fishing/tuna, by 1"
    assert err == "index: 1 question(s) would get a worse answer\n"
    code, out, err = run("try", "--curated", str(proposed), "--json")
    assert (code, json.loads(out)["spoiled"], err) == (0, [], "")


def test_try_counts_what_is_published_already(run: Run, tmp_path: Path) -> None:
    live, proposed = tmp_path / "live.jsonl", tmp_path / "proposed.jsonl"
    live.write_text('{"id": "1", "passage_id": "toy/farming/wheat", "text": "9781234567 zzz"}\n')
    proposed.write_text('{"id": "2", "passage_id": "toy/fishing/tuna", "text": "9781234567 zzz"}\n')
    code, out, _ = run("try", "--curated", str(proposed), "--live", str(live))
    assert code == 2
    assert out.splitlines()[0] == "9781234567 zzz: toy/farming/wheat → toy/fishing/tuna, by 2"


@pytest.mark.parametrize("line", ["{", "[]", '{"text": 1}', '{"text": "a", "passage_id": 1}'])
def test_try_refuses_a_case_of_another_form(run: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / "proposed.jsonl").write_text("")
    (tmp_path / "cases.jsonl").write_text(line)
    code, out, err = run(
        "try", "--curated", str(tmp_path / "proposed.jsonl"), "--cases", str(tmp_path / "cases.jsonl")
    )
    assert (code, out) == (2, "")
    assert "cases.jsonl:1" in err
