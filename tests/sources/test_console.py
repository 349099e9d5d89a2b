"""The console's pages of sources: a file put in, looked at, corrected, published, taken out."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.documents.made import make_pdf
from tests.review.conftest import signed_in  # noqa: F401  (a fixture)
from tests.sources.conftest import PARAGRAPHS, text_of

LIST = "/review/sources/"


@pytest.fixture
def editor(folder, signed_in):  # noqa: F811
    return signed_in("editor")


def send(visitor, path, **form):
    """A form with files: send(visitor, path, files=("name.txt", content), number=1)."""
    files = {name: value for name, value in form.items() if isinstance(value, tuple)}
    data = {name: str(value) for name, value in form.items() if name not in files}
    return visitor.send("POST", path, data={**visitor.token(), **data}, files=files or None)


def test_an_empty_list_says_so_and_a_reviewer_is_offered_no_form(folder, signed_in):  # noqa: F811
    page = signed_in("reviewer").get(LIST)
    assert page.status_code == 200
    assert 'name="files"' not in page.text
    assert 'class="empty card"' in page.text


def test_a_file_is_taken_in_read_and_shown(editor, work):
    taken = send(editor, f"{LIST}add", files=("founding.txt", text_of()))
    assert taken.status_code == 302
    assert "hx-get" in editor.get(LIST).text  # it is asked for again as long as something is on its way
    work()
    page = editor.get(f"{LIST}of/founding")
    assert page.status_code == 200
    assert PARAGRAPHS[0].split(". ")[0] in page.text
    assert "hx-trigger" not in editor.get(f"{LIST}rows").text


def test_a_file_that_is_there_already_is_refused_in_words_and_by_status(editor):
    send(editor, f"{LIST}add", files=("founding.txt", text_of()))
    again = editor.send(
        "POST",
        f"{LIST}add",
        data=editor.token(),
        files={"files": ("other.txt", text_of())},
        headers={"X-Requested-With": "fetch"},
    )
    assert again.status_code == 409
    assert "founding" in again.text
    assert again.headers["Content-Type"].startswith("text/plain")


def test_a_failure_is_one_sentence_and_is_tried_again_by_a_press(editor, work, put):
    version = put("broken.pdf", b"%PDF-1.7\nnothing")
    work()
    page = editor.get(LIST)
    assert 'class="problem"' in page.text
    assert "broken.pdf" in page.text
    send(editor, f"{LIST}of/{version.source_id}/retry", number=1)
    version.refresh_from_db()
    assert version.state == "waiting"


def test_a_heading_and_a_word_are_corrected_and_the_change_taken_back(editor, work, put):
    from web.sources import making

    version = put()
    work()
    passage = making.published_form(version).passages[0]
    edit = f"{LIST}of/founding/versions/1/edit"
    word = passage.text.split()[0]
    fields = {"start": passage.start, "from": 0, "to": len(word), "right": "تنطلق", "edit_count": 0}
    send(editor, edit, kind="word_corrected", **fields)
    version.refresh_from_db()
    assert making.published_form(version).passages[0].text.startswith("تنطلق")
    page = editor.get(f"{LIST}of/founding/versions/1/pages/0").text
    assert "تنطلق" in page
    assert "<del>" in page
    send(editor, edit, kind="undone", place=1, edit_count=1)
    version.refresh_from_db()
    assert making.published_form(version).passages[0].text == passage.text
    assert send(editor, edit, kind="no such kind", edit_count=2).status_code == 404


def test_a_newer_file_is_compared_and_published_in_its_place(editor, work, put, index):
    put()
    work()
    send(
        editor,
        f"{LIST}of/founding/replace",
        file=("newer.txt", text_of(*PARAGRAPHS[:2], PARAGRAPHS[2] + " جديد.")),
    )
    work()
    compared = editor.get(f"{LIST}of/founding/versions/2")
    assert compared.status_code == 200
    assert "جديد" in compared.text
    assert "جديد" not in " ".join(index()["founding"])
    send(editor, f"{LIST}of/founding/publish", number=2)
    work()
    assert "جديد" in " ".join(index()["founding"])


def test_a_deleted_source_is_gone_from_the_list_and_the_index(editor, work, put, index):
    put()
    work()
    assert send(editor, f"{LIST}of/founding/delete").status_code == 302
    work()
    assert not index().get("founding")
    assert editor.get(f"{LIST}of/founding").status_code == 404
    assert send(editor, f"{LIST}of/founding/explode").status_code == 404


def test_a_page_is_drawn_beside_what_was_read(editor, work, put, folder, tmp_path: Path):
    lines = ["تبدأ إجراءات التأسيس بإيداع ملف", "كامل لدى السجل التجاري في الولاية."]
    put(
        "paper.pdf",
        make_pdf(
            tmp_path / "paper.pdf", [[(100, 700 - 20 * at, 12, line[::-1]) for at, line in enumerate(lines)]]
        ).read_bytes(),
    )
    work()
    page = editor.get(f"{LIST}of/paper/versions/1/pages/1")
    assert page.status_code == 200
    picture = editor.get(f"{LIST}of/paper/versions/1/pages/1.png")
    assert picture.headers["Content-Type"] == "image/png"
    assert editor.get(f"{LIST}of/paper/versions/1/pages/2.png").status_code == 404
    assert list((folder / "pictures").iterdir())
    send(editor, f"{LIST}of/paper/delete")
    work()
    assert not list((folder / "pictures").iterdir())


@pytest.mark.parametrize("number", ["\u00b2", "-1", "9" * 40, "one"])
def test_a_number_that_is_none_is_refused_and_breaks_nothing(editor, work, put, number):
    put()
    work()
    assert send(editor, f"{LIST}of/founding/versions/1/edit", kind="undone", place=number).status_code == 302
    assert send(editor, f"{LIST}of/founding/stop", number=number).status_code == 302
    assert send(editor, f"{LIST}crawl", address="nowhere", depth=number).status_code == 302


def test_what_the_assistant_is_about_is_changed_in_one_place(folder, signed_in):  # noqa: F811
    from contract.about import FILE, read

    lead = signed_in("lead")
    page = lead.get(f"{LIST}about")
    assert "المؤسسات الصغيرة والمتوسطة" in page.text
    form = {"assistant.ar": "مرشد", "subject.ar": "الزراعة", "questions.ar": "ما الزراعة؟\n\nمن يزرع؟"}
    assert lead.post(f"{LIST}about", form).status_code == 302
    kept = read(folder / FILE)
    assert (kept.assistant["ar"], kept.questions["ar"]) == ("مرشد", ("ما الزراعة؟", "من يزرع؟"))
    refused = lead.post(f"{LIST}about", {**form, "subject.ar": "", "assistant.ar": "م" * 500})
    assert refused.status_code == 422
    assert refused.text.count('class="problem"') == 2
    assert read(folder / FILE) == kept
    assert signed_in("editor").get(f"{LIST}about").status_code == 403


def test_a_full_disk_is_said_where_the_file_was_dropped_and_leaves_nothing(
    editor, put, work, folder, index, monkeypatch
):
    from web.sources import files

    put()
    work()

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    fetched = {"X-Requested-With": "fetch"}
    dropped = {"files": ("other.txt", text_of(PARAGRAPHS[1]))}
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", full)
        refused = editor.send("POST", f"{LIST}add", data=editor.token(), files=dropped, headers=fetched)
        assert refused.status_code == 409
        assert "القرص" in refused.text
        assert len(list((folder / "files").iterdir())) == 1
        send(editor, f"{LIST}of/founding/replace", file=("newer.txt", text_of(PARAGRAPHS[2])))
        assert "القرص" in editor.get(f"{LIST}of/founding").text  # said on the page that the form came from
    assert index()["founding"]
    again = editor.send("POST", f"{LIST}add", data=editor.token(), files=dropped, headers=fetched)
    assert again.status_code == 201


def test_the_same_content_twice_in_one_drop_is_one_source(editor, work, index, folder):
    files = [("files", (name, text_of())) for name in ("one.txt", "two.md", "one.txt")]
    page = editor.send("POST", f"{LIST}add", data=editor.token(), files=files)
    assert page.status_code == 302
    assert editor.get(LIST).text.count("one.txt") >= 1
    work()
    assert list(index()) == ["one"]
    assert [path.suffix for path in (folder / "files").iterdir()] == [".txt"]


def test_of_two_editors_at_one_reading_the_second_is_told_who_was_there(editor, signed_in, put, work):  # noqa: F811
    from web.sources import making

    version = put()
    work()
    passage = making.published_form(version).passages[0]
    edit = f"{LIST}of/founding/versions/1/edit"
    other = signed_in("administrator")
    fields = {"start": passage.start, "kind": "heading_changed", "edit_count": 0}
    send(editor, edit, heading="الأول", **fields)
    send(other, edit, heading="الثاني", **fields)
    assert "editor" in other.get(f"{LIST}of/founding/versions/1/pages/0").text
    version.refresh_from_db()
    assert making.published_form(version).passages[0].heading == "الأول"
