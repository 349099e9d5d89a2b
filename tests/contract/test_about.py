"""One file says what the assistant is about: what it may hold, which copy wins, when a change is seen."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from contract import about
from contract.about import About, AboutError, Problem

SHIPPED = about.read(about.SHIPPED)


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Where an edited copy would stand, each look at the files a fresh one."""
    monkeypatch.setenv("DALEEL_SOURCES", str(tmp_path))
    monkeypatch.setattr(about, "CHECK_SECONDS", 0.0)
    about._kept.forget()
    yield about.edited_file()
    about._kept.forget()


def test_an_edited_copy_wins_a_change_is_seen_and_without_it_the_shipped_one_holds(edited: Path):
    assert about.about() == SHIPPED
    about.write(replace(SHIPPED, assistant={"ar": "مرشد"}))
    assert about.about().variables("en")["assistant"] == "مرشد"
    text = edited.read_text(encoding="utf-8").replace("مرشد", "هادي")
    edited.write_text(text, encoding="utf-8")
    assert about.about().variables("ar")["assistant"] == "هادي"
    edited.unlink()
    assert about.about() == SHIPPED


def test_what_was_written_is_read_back_quotes_and_slashes_too(edited: Path):
    odd = replace(SHIPPED, contact='"x" \\ y', operator={"fr": "l'Office « national »"})
    assert about.read(about.write(odd)) == odd
    assert [path.name for path in edited.parent.iterdir()] == ["about.toml"]


def test_a_damaged_copy_is_logged_and_what_was_last_read_stays(
    edited: Path, caplog: pytest.LogCaptureFixture
):
    known = replace(SHIPPED, assistant={"ar": "مرشد"})
    about.write(known)
    assert about.about() == known
    edited.write_text("[subject]\nar = 3", encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert about.about() == about.about() == known
    assert len(caplog.records) == 1
    assert "subject.ar is not of the form" in caplog.text
    edited.write_bytes(b"\xff = [")
    os.utime(edited, (1, 1))
    assert about.about() == known


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"subject": {"en": "taxes"}}, Problem("subject.ar", "missing")),
        ({"subject": {"ar": "  "}}, Problem("subject.ar", "missing")),
        ({"subject": {"ar": "س" * 81}}, Problem("subject.ar", "too_long")),
        ({"subject": {"ar": "ضرائب\nأخرى"}}, Problem("subject.ar", "unprintable")),
        ({"subject": {"ar": "ضرائب {count}"}}, Problem("subject.ar", "unprintable")),
        ({"subject": {"ar": "ضرائب\u202e"}}, Problem("subject.ar", "unprintable")),
        ({"subject": "taxes"}, Problem("subject", "not_text")),
        ({"assistant": {"ar": "دليل", "de": "x"}}, Problem("assistant.de", "unknown")),
        ({"questions": {"ar": []}}, Problem("questions.ar", "missing")),
        ({"questions": {"ar": ["س"] * 7}}, Problem("questions.ar", "too_many")),
        ({"questions": {"ar": ["ما؟", 7]}}, Problem("questions.ar.2", "not_text")),
        ({"questions": {"ar": "ما؟"}}, Problem("questions.ar", "not_text")),
        ({"names": {"ar": ["س" * 81]}}, Problem("names.ar.1", "too_long")),
        ({"contact": 5}, Problem("contact", "not_text")),
        ({"colour": "red"}, Problem("colour", "unknown")),
    ],
)
def test_what_is_wrong_is_named_by_its_field(changed: dict[str, object], problem: Problem):
    with pytest.raises(AboutError) as raised:
        About.of({**SHIPPED.as_table(), **changed})
    assert problem in raised.value.problems
    assert problem.field in str(raised.value)


def test_nothing_is_written_where_anything_is_wrong(edited: Path):
    with pytest.raises(AboutError):
        about.write(replace(SHIPPED, subject={}, questions={}))
    assert not edited.exists()


def test_what_a_language_lacks_is_said_in_the_main_one():
    arabic = replace(SHIPPED, subject={"ar": "الضرائب"}, questions={"ar": ("ما الضريبة؟",)})
    assert arabic.variables("fr") == {
        "assistant": "Daleel",
        "subject": "الضرائب",
        "examples": "\u2022 ما الضريبة؟",
        "operator": "",
        "emergency": "",
        "contact": "",
    }
