"""`manage.py sources`: all that the console does, in one line each; bad input is one line and exit code 2."""

from __future__ import annotations

import io

import pytest

from tests.sources.conftest import PARAGRAPHS, text_of

pytestmark = pytest.mark.process


@pytest.fixture
def sources(folder):
    """Run a subcommand: sources("list") gives its exit code and its output."""
    from django.core.management import call_command
    from django.core.management.base import CommandError

    def run(*arguments):
        out = io.StringIO()
        try:
            call_command("sources", *map(str, arguments), stdout=out)
        except CommandError as error:
            return error.returncode, str(error)
        except SystemExit as error:
            return error.code, out.getvalue()
        return 0, out.getvalue()

    return run


@pytest.fixture
def file(tmp_path):
    """A file to put in: file("loans.txt", PARAGRAPHS[1])."""

    def write(name, *paragraphs):
        path = tmp_path / name
        path.write_bytes(text_of(*paragraphs))
        return path

    return write


def test_a_sources_life_by_command(sources, file, index):
    code, said = sources("add", file("loans.txt"), "--title", "دليل القروض", "--name", "القرض المصغر")
    assert (code, "loans\tversion 1\tLive" in said) == (0, True)
    code, said = sources("list")
    assert said.startswith("loans\tversion 1 live\t")
    assert "دليل القروض" in said
    changed = PARAGRAPHS[1].replace("أربعين", "خمسين")
    code, said = sources("replace", "loans", file("loans 2.txt", PARAGRAPHS[0], changed))
    assert (code, "against version 1:" in said, "sources publish loans" in said) == (0, True, True)
    assert any("أربعين" in text for text in index()["loans"])
    assert sources("publish", "loans")[0] == 0
    assert any("خمسين" in text for text in index()["loans"])
    assert sources("publish", "loans", "--version", 1)[0] == 0
    code, said = sources("show", "loans", "--text")
    assert "version 2\tReplaced" in said
    assert "أربعين" in said
    assert sources("unpublish", "loans") == (0, "loans: unpublished; nothing of it is answered any more\n")
    assert index() == {}
    assert sources("delete", "loans")[0] == 0
    assert sources("list") == (0, "")


def test_many_files_at_once_those_that_cannot_are_said(sources, file, tmp_path, index):
    good, missing = file("loans.txt", PARAGRAPHS[1]), tmp_path / "missing.txt"
    code, said = sources("add", good, missing, file("tax.txt", PARAGRAPHS[2]))
    assert code == 1
    assert "missing.txt cannot be read: No such file or directory." in said
    assert sorted(index()) == ["loans", "tax"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("show", "nothing"), "No source is called nothing."),
        (("publish", "loans"), "Version 1 of loans cannot be published now: it is Live."),
        (("publish", "loans", "--version", 7), "Source loans has no version 7."),
        (("stop", "loans"), "Version 1 of loans is Live; there is nothing to stop."),
        (("retry", "loans"), "Version 1 of loans is Live; only what failed or was stopped is retried."),
        (("replace", "loans", "/nowhere"), "/nowhere cannot be read: No such file or directory."),
        (("crawl", "ftp://example.org"), "ftp://example.org: no address of a site. It must begin with http"),
        (("crawl", "http://example.org", "--depth", 99), "A depth of 99 links; 0 to 5 are taken."),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(arguments, line, sources, file):
    sources("add", file("loans.txt"))
    code, said = sources(*arguments)
    assert code == 2
    assert said.startswith(line)
    assert "\n" not in said


def test_the_same_file_is_said(sources, file):
    sources("add", file("loans.txt"))
    code, said = sources("add", file("copy.txt"))
    assert code == 2
    assert said == "copy.txt: this file is there already, as version 1 of “loans” (loans). Nothing was added."


def test_a_file_that_fails_is_exit_code_1_with_its_sentence(sources, tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    code, said = sources("add", path)
    assert code == 1
    assert "picture.png: a PNG file, which is not read. Save it as PDF or docx." in said


def test_without_waiting_it_is_left_to_the_worker(sources, file, index, work):
    assert sources("add", file("loans.txt"), "--no-wait") == (0, f"loans: added, {len(text_of())} bytes\n")
    assert index() == {}
    work()
    assert list(index()) == ["loans"]


def test_what_ships_is_put_in(sources, index):
    code, said = sources("seed")
    assert (code, "sme-roles\tversion 1\tLive\t0 pages, 13 passages" in said) == (0, True)
    assert sources("seed") == (0, "")
