"""What goes wrong: each is a sentence, in the editor's language, and nothing is lost."""

from __future__ import annotations

import errno
import threading

import pytest
from django.utils import translation

from tests.sources.conftest import PARAGRAPHS, text_of
from tests.sources.test_life import now, refused


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("blank.txt", b" \n ", "no_text"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "not_read"),
        ("broken.docx", b"PK\x03\x04" + b"\0" * 64, "damaged"),
        ("nothing.txt", "؟".encode(), "no_text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_is_kept(name, content, code, put, work, folder):
    from web.sources.errors import said

    version = put(name, content)
    work()
    assert (now(version), version.failure_code) == ("failed", code)
    assert list((folder / "files").iterdir())
    with translation.override("en"):
        english = said(version.failure_code, version.failure_fields)
    with translation.override("ar"):
        arabic = said(version.failure_code, version.failure_fields)
    assert name in english and name in arabic
    assert "…" not in english + arabic
    assert english != arabic


def test_every_code_of_reading_has_a_sentence_with_the_same_values():
    import string

    from documents.refusals import SENTENCES
    from web.sources import errors

    def values(sentence):
        return {name for _, name, _, _ in string.Formatter().parse(str(sentence)) if name}

    ours = {**errors.SENTENCES, "too_large": errors.READING["too_large"]}
    assert {code: values(ours.get(code, "")) for code in SENTENCES} == {
        code: values(sentence) for code, sentence in SENTENCES.items()
    }


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_sentence_is_there_in_both_languages(language):
    from web.sources.errors import FAILURES, READING, REFUSALS

    with translation.override(language):
        for table in (FAILURES, READING, REFUSALS):
            for code, sentence in table.items():
                is_arabic = any("\u0621" <= sign <= "\u064a" for sign in str(sentence))
                assert is_arabic == (language == "ar"), code


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\ملف.pdf", "ملف.pdf"),
        ("a\u202eb\n.txt", "ab.txt"),
        ("..", "file"),
        ("", "file"),
        ("ط" * 400 + ".pdf", "ط" * 251 + ".pdf"),
    ],
)
def test_a_files_name_is_no_path(given, kept):
    from web.sources.files import clean_name

    assert clean_name(given) == kept


def test_an_empty_file_is_refused_at_once(put, folder):
    from web.sources.workflow import add

    assert refused(add, None, [b""], "empty.pdf").code == "empty"
    assert list((folder / "files").iterdir()) == []


def test_a_full_disk_is_said_and_nothing_half_written_stays(put, folder, monkeypatch):
    from web.sources import files
    from web.sources.models import Source

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    assert refused(put).code == "disk_full"
    assert list((folder / "files").iterdir()) == []
    assert not Source.objects.exists()


def test_a_disk_that_is_full_while_publishing_leaves_what_was_live(put, work, index, monkeypatch):
    from documents.published import Published
    from web.sources import workflow

    first = put()
    work()
    second = workflow.replace(None, "founding", [text_of(PARAGRAPHS[2])], "f.txt", is_published=True)
    write = Published.write

    def full(self, folder):
        if folder.name == "published":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, folder)

    monkeypatch.setattr(Published, "write", full)
    work()
    assert (now(first), now(second), second.failure_code) == ("live", "failed", "disk_full")
    monkeypatch.undo()
    assert any("أربعين" in text for text in index()["founding"])


def test_what_waits_is_stopped_at_once_and_retried(put, work):
    from web.sources import workflow

    version = put()
    assert workflow.stop(None, "founding").state == "stopped"
    work()
    assert now(version) == "stopped"
    assert refused(workflow.stop, None, "founding").code == "cannot_stop"
    workflow.retry(None, "founding")
    assert refused(workflow.retry, None, "founding").code == "cannot_retry"
    work()
    assert now(version) == "live"


def test_reading_is_stopped_between_two_pages(put, work, folder, monkeypatch):
    from web.sources import reading, workflow

    version = put()

    def read_file(version, progress):
        progress(1, 3)
        workflow.stop(None, "founding")
        progress(3, 3)
        pytest.fail("it went on")

    monkeypatch.setattr(reading, "read_file", read_file)
    work()
    assert now(version) == "stopped"
    assert not (folder / "readings").exists()


def test_going_live_is_stopped_and_what_was_live_stays(put, work, index, order, monkeypatch):
    from web.sources import publishing, workflow

    first = put()
    work()
    second = workflow.replace(None, "founding", [text_of(PARAGRAPHS[2])], "f.txt", is_published=True)
    run = publishing.run_index

    def stopping(is_called_off=lambda: False, *more):
        if not is_stopped:
            is_stopped.append(workflow.stop(None, "founding"))
            order(seconds=30)
        else:
            order()
        return run(is_called_off, *more)

    is_stopped = []
    monkeypatch.setattr(publishing, "run_index", stopping)
    work()
    assert (now(first), now(second)) == ("live", "stopped")
    assert any("أربعين" in text for text in index()["founding"])


def test_of_two_editors_who_publish_one_is_first(put, work):
    from web.sources import workflow

    put(is_published=False)
    work()
    workflow.publish(None, "founding")
    assert refused(workflow.publish, None, "founding").code == "not_ready"


def test_two_files_put_in_at_once_are_two_versions(put, work, index):
    from django.db import connections

    from web.sources import workflow
    from web.sources.models import Version

    put()
    work()
    failures = []

    def replace(number):
        try:
            workflow.replace(None, "founding", [text_of(f"{PARAGRAPHS[number]} {number}.")], "f.txt")
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=replace, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(Version.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    work()
    assert len(index()) == 1


def test_a_disk_that_is_full_while_reading_is_said_and_the_file_is_read_later(put, work, index, monkeypatch):
    from web.sources import files, workflow

    version = put()

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", full)
        work()
    assert (now(version), version.failure_code) == ("failed", "disk_full")
    assert index() == {}
    workflow.retry(None, "founding")
    work()
    assert now(version) == "live"
    assert index()["founding"]
