"""`python -m documents …` as an operator meets it: its output, one line and exit code 2 for what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from documents.__main__ import main
from documents.commands import id_of
from documents.passage import Document
from documents.passages import passages_of
from documents.published import Published
from documents.reading import read
from tests.index.toy import CURATED, SOURCE

pytestmark = pytest.mark.process  # a file is read in a process of its own

Run = Callable[..., tuple[int, str, str]]
RAW = "عنوان القسم: مقدمة القسم؛ ـ النقطة الأولى: كلام عنها؛ ـ النقطة الثانية: كلام آخر.\n"
MARKDOWN = """# دليل الورشة

## السوق

تقوم الأسواق المحلية على ورش صغيرة. ويعرف أصحابها زبائنهم بالاسم.

| المادة | السعر |
|---|---|
| خيط | 85 |
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command; return its exit code and what it wrote."""

    def command(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return code, written.out, written.err

    return command


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A folder with a curated source in sources/, to be spoilt."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/toy.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "sources/toy.md").write_text(CURATED, encoding="utf-8")
    return tmp_path


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    (tmp_path / "guide.md").write_text(MARKDOWN, encoding="utf-8")
    return tmp_path / "guide.md"


@pytest.fixture
def published(guide: Path, tmp_path: Path) -> Published:
    extraction = read(guide, guide.name)
    document = Document("guide", "دليل الورشة", "ar", "guide.md", "0" * 64, "")
    return Published(document, passages_of("guide", extraction), text=extraction.text)


def one_line(error: str) -> str:
    assert len(error.splitlines()) == 1, error
    assert error.startswith("documents: ")
    assert "Traceback" not in error
    return error


def test_read_says_what_was_found_and_what_was_left_out(run: Run, guide: Path) -> None:
    code, out, err = run("read", guide)
    assert (code, err) == (0, "")
    assert "guide.md: " in out.splitlines()[0]
    assert [line.split()[0] for line in out.splitlines()[1:]] == ["heading", "heading", "paragraph", "row"]


def test_passages_prints_them_proved(run: Run, guide: Path) -> None:
    code, out, err = run("passages", guide)
    assert (code, err) == (0, "")
    assert "المادة: خيط، السعر: 85" in out
    assert out.splitlines()[-1] == "2 passages, word for word: 1 overview, 1 row"


def test_passages_prints_json_for_programs(run: Run, guide: Path) -> None:
    code, out, err = run("passages", guide, "--json", "--id", "my-guide")
    assert (code, err) == (0, "")
    assert [each["kind"] for each in json.loads(out)] == ["overview", "row"]
    assert json.loads(out)[0]["id"].startswith("my-guide/s")


@pytest.mark.parametrize("command", ["read", "passages", "draft"])
def test_a_file_that_is_not_there_is_one_line(run: Run, tmp_path: Path, command: str) -> None:
    code, out, err = run(command, tmp_path / "gone.txt")
    assert (code, out) == (2, "")
    assert "gone.txt" in one_line(err)


@pytest.mark.parametrize("command", ["read", "passages"])
def test_a_file_that_cannot_be_read_is_one_line(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04" + b"x" * 100)
    code, out, err = run(command, tmp_path / "broken.docx")
    assert (code, out) == (2, "")
    assert "broken.docx" in one_line(err)


def test_passages_refuses_an_id_that_no_button_could_send(run: Run, guide: Path) -> None:
    code, out, err = run("passages", guide, "--id", "دليل")
    assert (code, out) == (2, "")
    assert "'دليل'" in one_line(err)


def test_an_id_is_made_of_the_name_or_of_the_content(tmp_path: Path) -> None:
    for name, made in (("My Guide (2).pdf", "my-guide-2"), ("a" * 80 + ".txt", "a" * 30)):
        assert id_of(tmp_path / name) == made
    (tmp_path / "دليل.txt").write_text("كلام", encoding="utf-8")
    assert len(id_of(tmp_path / "دليل.txt")) == 11


def test_check_proves_a_published_document(run: Run, published: Published, tmp_path: Path) -> None:
    code, out, err = run("check", published.write(tmp_path))
    assert (code, err) == (0, "")
    assert out.endswith("guide.json: 2 passages, word for word\n")


def test_check_names_the_published_passage_that_departs(
    run: Run, published: Published, tmp_path: Path
) -> None:
    first, second = published.passages
    spoilt = replace(published, passages=(first, replace(second, text=second.text.replace("85", "86"))))
    code, out, err = run("check", spoilt.write(tmp_path))
    assert (code, out) == (2, "")
    assert second.id in one_line(err)


def test_check_refuses_what_was_published_without_its_text(
    run: Run, published: Published, tmp_path: Path
) -> None:
    code, _, err = run("check", replace(published, text="").write(tmp_path))
    assert code == 2
    assert "publish it again" in one_line(err)
    code, out, _ = run("check", replace(published, text="", passages=()).write(tmp_path))
    assert (code, out.endswith("guide.json: withdrawn\n")) == (0, True)


def test_check_without_files_takes_all_there_are(
    run: Run, toy: Path, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    (toy / "data").mkdir()
    (toy / "sources").rename(toy / "data/sources")
    monkeypatch.chdir(toy)
    monkeypatch.setenv("DALEEL_SOURCES", "kept")
    published.write(toy / "kept/published")
    code, out, _ = run("check")
    assert (code, out) == (
        0,
        "data/sources/toy.md: word for word\nkept/published/guide.json: 2 passages, word for word\n",
    )
    monkeypatch.chdir(toy / "data")
    code, _, err = run("check")
    assert code == 2
    assert "no curated source" in one_line(err)


def test_check_says_that_a_source_is_word_for_word(run: Run, toy: Path) -> None:
    code, out, err = run("check", toy / "sources/toy.md")
    assert (code, err) == (0, "")
    assert "toy.md: word for word" in out


def test_check_names_the_first_departure(run: Run, toy: Path) -> None:
    path = toy / "sources/toy.md"
    path.write_text(path.read_text(encoding="utf-8").replace("مباركة", "طيبة"), encoding="utf-8")
    code, out, err = run("check", path)
    assert (code, out) == (2, "")
    assert "toy.md:" in one_line(err)
    assert "طيبة" in err


def test_draft_proposes_the_curated_form(run: Run, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(RAW, encoding="utf-8")
    code, out, err = run("draft", tmp_path / "new.txt")
    assert (code, err) == (0, "")
    assert out.startswith("---\ntitle:")
    assert "النقطة الأولى" in out


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xff\xfe\x00text", "no text"),
        (b"a\x00b", "no text"),
        (None, ""),
    ],
    ids=["empty", "blank", "not_utf8", "nul", "missing"],
)
def test_draft_and_check_refuse_what_is_no_text(
    run: Run, toy: Path, content: bytes | None, said: str
) -> None:
    source = toy / "sources/toy.txt"
    source.unlink()
    if content is not None:
        source.write_bytes(content)
    for arguments in (("draft", source), ("check", toy / "sources/toy.md")):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert said in one_line(err)
        assert "toy.txt" in err
