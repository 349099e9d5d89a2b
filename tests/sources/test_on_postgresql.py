"""Sources over a real PostgreSQL: their life, two editors at once, and a worker that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.review.both import databases_at, postgresql_url  # noqa: F401  (a fixture)
from tests.sources.conftest import PARAGRAPHS, forget_sources, text_of
from tests.sources.test_killed import ROOT, SCRIPT, now, until
from tests.sources.test_life import (  # noqa: F401  (the same again)
    test_a_new_file_waits_beside_the_live_one_and_replaces_it_in_one_step,
    test_a_text_goes_live_and_its_passages_are_its_words,
    test_an_index_that_fails_leaves_what_was_live,
    test_many_files_go_live_together,
    test_the_same_content_is_said_and_stored_once,
    test_what_is_deleted_is_gone_from_the_index_and_then_from_the_disk,
    test_what_is_unpublished_is_unknown_and_comes_back,
)
from tests.web.conftest import FOLDER, settings_in

pytestmark = pytest.mark.process


@pytest.fixture(autouse=True)
def over_postgresql(folder: Path, postgresql_url: str) -> Iterator[str]:  # noqa: F811
    """Have this thread's tables in PostgreSQL, without a source."""
    with databases_at(postgresql_url):
        forget_sources()
        yield postgresql_url
        forget_sources()


def at_once(url: str, *actions: Callable[[], object]) -> list[object]:
    """Do all of it in a thread each, begun together; what each gave, or raised, in their order."""
    found: list[object] = [None] * len(actions)
    together = threading.Barrier(len(actions))

    def run(place: int) -> None:
        with databases_at(url):
            together.wait()
            try:
                found[place] = actions[place]()
            except Exception as error:
                found[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_two_editors_who_publish_at_once_one_is_first(put, work, over_postgresql) -> None:
    from web.sources import workflow
    from web.sources.errors import SourcesError

    version = put(is_published=False)
    work()
    found = at_once(over_postgresql, *[lambda: workflow.publish(None, "founding")] * 4)
    refused = [each.code for each in found if isinstance(each, SourcesError)]
    assert len(refused) == 3
    assert set(refused) <= {"busy", "not_ready"}
    work()
    assert now(version) == "live"


def test_of_two_who_correct_the_same_reading_one_is_told(put, work, over_postgresql) -> None:
    from web.sources import changing, making
    from web.sources.errors import SourcesError

    version = put()
    work()
    version.refresh_from_db()
    passage = making.published_form(version).passages[0]
    fields = {"start": passage.start, "heading": "عنوان", "is_section": False}
    found = at_once(
        over_postgresql, *[lambda: changing.edit(None, version, 0, "heading_changed", fields)] * 2
    )
    assert [each.code for each in found if isinstance(each, SourcesError)] in (["edited_meanwhile"], ["busy"])
    assert version.edits.count() == 1


def test_files_put_in_at_once_are_a_version_each(put, work, over_postgresql, index) -> None:
    from web.sources import workflow
    from web.sources.models import Version

    put()
    work()
    texts = [text_of(f"{PARAGRAPHS[0]} {number}.") for number in range(3)]
    replacing = [lambda text=text: workflow.replace(None, "founding", [text], "f.txt") for text in texts]
    found = at_once(over_postgresql, *replacing)
    taken = [each for each in found if isinstance(each, Version)]
    assert taken
    assert all(getattr(each, "code", "") == "busy" for each in found if each not in taken)
    numbers = sorted(Version.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 2 + len(taken)))
    work()
    assert len(index()) == 1


def test_a_worker_that_was_killed_is_followed_by_another(
    put, order, index, folder, over_postgresql, request
) -> None:
    from web.sources import index_process

    environment = os.environ | settings_in(FOLDER, DALEEL_SOURCES=str(folder), DATABASE_URL=over_postgresql)
    environment |= {"DJANGO_SETTINGS_MODULE": "web.settings"}

    def start() -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, *index_process.COMMAND], cwd=ROOT, env=environment
        )
        request.addfinalizer(lambda: (worker.kill(), worker.wait()))
        return worker

    order(seconds=30)
    version = put()
    first = start()
    until(lambda: (folder / "published" / "founding.json").is_file())
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert (now(version), index()) == ("embedding", {})
    order()
    start()
    until(lambda: now(version) == "live")
    assert len(index()["founding"]) == version.passage_count > 0
