"""What is published is answered from at once; what was deleted or replaced is never found again."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.published import Published
from index.publish import publish
from index.reading import NO_READER
from index.reload import ReloadingIndex
from tests.index.toy import published

OLD, NEW = "النحل حشرات تصنع العسل في الخلايا", "النحل يجمع الرحيق ويصنع منه العسل"
QUESTION = "أين يصنع النحل العسل؟"

Publish = Callable[[Published], None]


@pytest.fixture
def publish_toy(built: Path, toy: Path, tiny_encoder: Path) -> Publish:
    def publish_now(document: Published) -> None:
        document.write(toy / "published")
        folders = (toy / "sources", toy / "published", toy / "calibration", toy / "index")
        publish(*folders, str(tiny_encoder), NO_READER)

    return publish_now


def texts(watched: ReloadingIndex, question: str = QUESTION) -> list[str]:
    """The texts that a search finds now, best first."""
    return [hit.passage.text for hit in watched.current().search(question, 20).hits]


def test_every_server_answers_from_the_new_state_as_soon_as_publishing_returns(
    publish_toy: Publish, built: Path
) -> None:
    servers = [ReloadingIndex(built, check_seconds=3600) for _ in range(2)]
    for document, first, gone in (
        (published("bees", [OLD]), OLD, NEW),
        (published("bees", [NEW], version=2), NEW, OLD),
    ):
        publish_toy(document)
        for server in servers:
            assert texts(server)[0] == first
            assert gone not in texts(server)
    publish_toy(published("bees", []))
    for server in servers:
        assert not {OLD, NEW} & set(texts(server))


def test_a_server_that_nobody_asks_takes_it_up_too(publish_toy: Publish, built: Path) -> None:
    idle = ReloadingIndex(built, check_seconds=0.05)
    idle.follow()
    publish_toy(published("bees", [OLD]))
    deadline = time.monotonic() + 60
    while len(idle._index.passages) != 8:
        assert time.monotonic() < deadline, "the idle server keeps the old index"
        time.sleep(0.02)
    idle.close()


def test_questions_asked_while_publishing_are_answered_and_never_from_what_was_gone(
    publish_toy: Publish, built: Path
) -> None:
    """Every question is told what was live when it was asked, or newer."""
    server = ReloadingIndex(built, check_seconds=3600)
    live, answered, failures = [0], [0], list[BaseException]()
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                least = live[0]
                index = server.current()
                (found,) = [one.text for one in index.passages if one.document == "bees"] or ["النحل 0"]
                assert int(found.split()[-1]) >= least
                assert index.search(QUESTION).hits
                answered[0] += 1
        except BaseException as error:
            failures.append(error)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    for version in range(1, 6):
        publish_toy(published("bees", [f"النحل {version}"], version=version))
        live[0] = version
    stop.set()
    for asker in askers:
        asker.join()
    assert failures == []
    assert answered[0] > 5


def test_a_taught_question_never_brings_a_passage_back(
    publish_toy: Publish, built: Path, tmp_path: Path
) -> None:
    taught = tmp_path / "curated.jsonl"
    line = {"id": "c1", "passage_id": "bees/s1/p0", "text": "من يصنع العسل؟"}
    taught.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    publish_toy(published("bees", [OLD]))
    server = ReloadingIndex(built, check_seconds=3600, curated=taught)
    server.reload_curated()
    result = server.current().search("من يصنع العسل؟")
    assert (result.curated, result.hits[0].passage.text) == ("c1", OLD)
    publish_toy(published("bees", [NEW], version=2))
    assert server.current().search("من يصنع العسل؟").hits[0].passage.text == NEW
    publish_toy(published("bees", []))
    result = server.current().search("من يصنع العسل؟")
    assert result.curated == ""
    assert not {OLD, NEW} & {hit.passage.text for hit in result.hits}
    curated = server.current().curated
    assert curated is not None
    assert [one.why for one in curated.skipped] == ["the index has no passage 'bees/s1/p0'"]
