"""A source's life: put in, read, live, replaced, back again, withdrawn, deleted; and what the index knows."""

from __future__ import annotations

import json

import pytest

from tests.sources.conftest import PARAGRAPHS, text_of


def refused(function, *arguments, **options):
    from web.sources.errors import SourcesError

    with pytest.raises(SourcesError) as raised:
        function(*arguments, **options)
    return raised.value


def now(version):
    version.refresh_from_db()
    return version.state


def test_a_text_goes_live_and_its_passages_are_its_words(put, work, index):
    version = put()
    assert now(version) == "waiting"
    assert index() == {}
    work()
    assert now(version) == "live"
    assert version.source.live == version
    assert version.source.title == "founding"
    assert version.passage_count == len(index()["founding"]) > 0
    words = " ".join(index()["founding"]).split()
    assert all(sentence in " ".join(words) for sentence in PARAGRAPHS[1].split(". ")[:1])


def test_the_same_content_is_said_and_stored_once(put, work, folder):
    put()
    work()
    error = refused(put, "another name.md")
    assert (error.code, error.values["source"], error.values["number"]) == ("same_file", "founding", 1)
    assert [path.suffix for path in (folder / "files").iterdir()] == [".txt"]


def test_a_new_file_waits_beside_the_live_one_and_replaces_it_in_one_step(put, work, index):
    from web.sources import comparison, making, workflow

    first = put()
    work()
    changed = PARAGRAPHS[1].replace("أربعين", "خمسين")
    second = workflow.replace(None, "founding", [text_of(PARAGRAPHS[0], changed)], "founding 2.txt")
    work()
    assert (now(first), now(second)) == ("live", "ready")
    assert any("أربعين" in text for text in index()["founding"])
    found = comparison.compare(making.published_form(first), making.published_form(second))
    assert found.changed or found.went
    workflow.publish(None, "founding")
    work()
    assert (now(first), now(second)) == ("replaced", "live")
    assert not any("أربعين" in text for text in index()["founding"])
    assert any("خمسين" in text for text in index()["founding"])
    workflow.publish(None, "founding", 1)
    work()
    assert (now(first), now(second)) == ("live", "replaced")
    assert any("أربعين" in text for text in index()["founding"])


def test_what_is_unpublished_is_unknown_and_comes_back(put, work, index):
    from web.sources import workflow

    version = put()
    work()
    workflow.unpublish(None, "founding")
    work()
    assert (now(version), index()) == ("unpublished", {})
    assert refused(workflow.unpublish, None, "founding").code == "nothing_live"
    workflow.publish(None, "founding")
    work()
    assert now(version) == "live"
    assert index()["founding"]


def test_what_is_deleted_is_gone_from_the_index_and_then_from_the_disk(put, work, index, folder, order):
    from web.sources import naming, workflow
    from web.sources.index_process import IndexCommandError
    from web.sources.models import Source, Version
    from web.sources.publishing import follow

    put()
    work()
    order(fails="no room")
    workflow.delete(None, "founding")
    with pytest.raises(IndexCommandError, match="no room"):
        follow()
    assert list((folder / "files").iterdir())  # first the index must know
    assert not (folder / "published" / "founding.json").exists()
    order()
    work()
    assert index() == {}
    for name in ("files", "readings", "published"):
        assert list((folder / name).iterdir()) == []
    assert not (folder / "made" / "founding").exists()
    assert not Version.objects.exists()
    assert (Source.objects.get().title, refused(naming.get_source, "founding").code) == ("", "no_source")
    assert put().source_id == "founding-2"


def test_what_is_deleted_while_it_is_read_leaves_no_words_behind(put, work, folder, monkeypatch):
    from documents.extraction import Extraction
    from web.sources import publishing, reading, workflow

    put()

    def read_file(version, progress):
        workflow.delete(None, "founding")
        publishing.follow()
        return Extraction(PARAGRAPHS[0])

    monkeypatch.setattr(reading, "read_file", read_file)
    work()
    assert [path.name for name in ("files", "readings") for path in (folder / name).iterdir()] == []


def test_an_index_that_fails_leaves_what_was_live(put, work, index, order):
    from web.sources import workflow
    from web.sources.errors import said

    first = put()
    work()
    second = workflow.replace(None, "founding", [text_of(PARAGRAPHS[2])], "f.txt", is_published=True)
    order(fails="the vectors do not fit")
    work()
    assert (now(first), now(second)) == ("live", "failed")
    assert "the vectors do not fit" in said(second.failure_code, second.failure_fields)
    assert any("أربعين" in text for text in index()["founding"])
    order()
    workflow.retry(None, "founding")
    work()
    assert (now(first), now(second)) == ("replaced", "live")


def test_a_withdrawal_ends_a_long_publishing_and_goes_first(put, work, index, order, monkeypatch):
    from web.sources import publishing, workflow

    put()
    work()
    other = put("tax.txt", text_of(PARAGRAPHS[2]))
    order(seconds=30)
    run, runs = publishing.run_index, []

    def deleting(is_called_off=lambda: False, *more):
        runs.append(is_called_off)
        if len(runs) == 1:
            workflow.delete(None, "founding")
        order(**({"seconds": 30} if len(runs) == 1 else {}))
        return run(is_called_off, *more)

    monkeypatch.setattr(publishing, "run_index", deleting)
    work()
    assert list(index()) == ["tax"]
    assert now(other) == "live"


def test_many_files_go_live_together(put, work, index, tmp_path, monkeypatch):
    from web.sources import publishing

    monkeypatch.setattr(publishing, "GATHER_SECONDS", 60)
    versions = [put(f"part {number}.txt", text_of(f"{PARAGRAPHS[0]} {number}.")) for number in range(5)]
    work()
    assert {now(version) for version in versions} == {"live"}
    assert json.loads((tmp_path / "index.json").read_text())["runs"] == 1
    assert len(index()) == 5


def test_the_sources_that_ship_come_the_same_way_and_stay_away_once_deleted(work, index, folder):
    from web.sources import seeds, workflow
    from web.sources.models import Version

    assert [version.source_id for version in seeds.seed()] == ["sme-roles"]
    assert seeds.seed() == []
    work()
    version = Version.objects.get()
    assert (now(version), version.passage_count) == ("live", 13)
    assert len(index()["sme-roles"]) == 13
    workflow.unpublish(None, "sme-roles")
    work()
    assert index() == {"sme-roles": []}  # withdrawn: the index would build it from data/sources
    workflow.delete(None, "sme-roles")
    work()
    assert index() == {"sme-roles": []}
    assert seeds.seed() == []


def test_new_names_reach_the_index_and_edits_that_wait_do_not_go_along(put, work, folder):
    from documents.published import Published
    from web.sources import changing

    version = put()
    work()
    changing.describe(None, "founding", title="تأسيس المؤسسات", names=["السجل التجاري", "السجل  التجاري"])
    work()
    published = Published.read(folder / "published" / "founding.json")
    assert (published.document.title, published.names) == ("تأسيس المؤسسات", ("السجل التجاري",))
    assert now(version) == "live"
    assert refused(changing.describe, None, "founding", title="  ").code == "no_title"


def test_a_source_is_called_as_it_was_told_or_as_its_text_is(put, work):
    given = put("one.md", b"# \xd8\xaf\xd9\x84\xd9\x8a\xd9\x84\n\n" + text_of(), title="اسم أعطي له")
    own = put("two.md", "# دليل التأسيس\n\n".encode() + text_of(PARAGRAPHS[0]))
    named = put("دليل_القروض.txt", text_of(PARAGRAPHS[1]))
    work()
    titles = []
    for version in (given, own, named):
        version.source.refresh_from_db()
        titles.append((version.source.title, version.source.title_is_ours))
    assert titles == [("اسم أعطي له", False), ("دليل التأسيس", False), ("دليل القروض", True)]
    assert named.source_id.startswith("source-")
