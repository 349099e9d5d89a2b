"""The published file is followed: what is good is taken up, what is not is reported once and the old kept."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from pathlib import Path

import pytest

from encoder.sentence import open_query_encoder
from index.atomic_directory import atomic_directory
from index.build import build
from index.reading import NO_READER
from index.reload import CuratedFile, ReloadingIndex
from index.store import Store
from tests.index.curated.counting import CountingEncoder
from tests.index.curated.publishing import line, publish, write
from tests.index.tiny_encoder import write_tiny_encoder

PRICE = ("toy/farming/wheat", "بكم يباع القنطار في السوق؟")
SEASON = ("toy/fishing/tuna", "أي شهر أفضل للخروج إلى البحر؟")


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return tmp_path / "teaching/curated.jsonl"


@pytest.fixture
def encoder(tiny_encoder: Path) -> CountingEncoder:
    return CountingEncoder(open_query_encoder(str(tiny_encoder)))


def rename(toy: Path, encoder: Path, passage: str, name: str) -> None:
    """Give a passage another id, in the source and in its calibration questions, and build."""
    for path in (toy / "sources/toy.md", toy / "calibration/toy.jsonl"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace(f"#{passage}}}", f"#{name}}}").replace(f'/{passage}"', f'/{name}"'), "utf-8"
        )
    build(toy / "sources", toy / "calibration", toy / "index", str(encoder), NO_READER)


def by(watched: ReloadingIndex, text: str) -> str:
    return watched.current().search(text).curated


def test_nothing_published_yet_is_no_error(
    published: Path, encoder: CountingEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    file = CuratedFile(published)
    assert not file.reload(encoder)
    assert (file.questions, file.problem, caplog.records) == (None, "", [])


def test_only_what_is_new_is_embedded_now_and_after_a_restart(
    published: Path, encoder: CountingEncoder
) -> None:
    publish(published, {"1": PRICE})
    file = CuratedFile(published)
    assert file.reload(encoder)
    assert encoder.embedded == [PRICE[1]]
    publish(published, {"1": PRICE, "2": SEASON})
    assert file.count_new(encoder) == 1
    assert file.reload(encoder)
    assert not file.reload(encoder)
    assert CuratedFile(published).reload(encoder)
    assert encoder.embedded == [PRICE[1], SEASON[1]]


def test_another_encoder_embeds_all_of_them_again(
    published: Path, encoder: CountingEncoder, tmp_path: Path
) -> None:
    publish(published, {"1": PRICE, "2": SEASON})
    file = CuratedFile(published)
    file.reload(encoder)
    other = CountingEncoder(open_query_encoder(str(write_tiny_encoder(tmp_path / "e", "other", 1, 48))))
    assert file.reload(other)
    assert file.questions is not None
    assert (file.questions.encoder, file.questions.vectors.shape) == (("other", 48), (2, 48))
    assert other.embedded == [PRICE[1], SEASON[1]]


@pytest.mark.parametrize("content", [line("2", *SEASON)[:-3], "{}", f"{line('1', *PRICE)}\n" * 2])
def test_a_damaged_file_is_reported_once_and_the_old_questions_kept(
    published: Path, encoder: CountingEncoder, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    publish(published, {"1": PRICE})
    file = CuratedFile(published)
    file.reload(encoder)
    write(published, content)
    for _ in range(3):
        assert not file.reload(encoder)
    (record,) = (one for one in caplog.records if one.levelno == logging.ERROR)
    assert "curated.jsonl:" in record.getMessage()
    assert "1 stay" in record.getMessage()
    assert file.problem in record.getMessage()
    assert file.questions is not None
    assert [question.id for question in file.questions.questions] == ["1"]
    publish(published, {"2": SEASON})
    assert file.reload(encoder)
    assert file.problem == ""


def test_a_file_that_goes_away_is_reported_once_and_the_questions_kept(
    published: Path, encoder: CountingEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    publish(published, {"1": PRICE})
    file = CuratedFile(published)
    file.reload(encoder)
    published.unlink()
    assert not file.reload(encoder)
    assert not file.reload(encoder)
    assert file.questions is not None
    assert len([one for one in caplog.records if one.levelno == logging.ERROR]) == 1


def test_a_damaged_cache_is_begun_anew(published: Path, encoder: CountingEncoder) -> None:
    publish(published, {"1": PRICE})
    CuratedFile(published).reload(encoder)
    published.with_name("curated.jsonl.vectors").write_bytes(b"no database, but long enough to be read" * 100)
    file = CuratedFile(published)
    assert file.reload(encoder)
    assert encoder.embedded == [PRICE[1]] * 2
    assert file.count_new(encoder) == 0


def test_a_running_index_answers_by_what_is_published_and_by_nothing_that_is_undone(
    built: Path, published: Path
) -> None:
    watched = ReloadingIndex(built, check_seconds=0, curated=published)
    before = watched.current().version
    publish(published, {"1": PRICE})
    watched.reload_curated()
    result = watched.current().search(PRICE[1])
    assert (result.curated, result.hits[0].passage.id) == ("1", PRICE[0])
    assert watched.current().version.startswith(f"{before}+")
    publish(published, {})
    watched.reload_curated()
    assert (by(watched, PRICE[1]), watched.current().version) == ("", before)


def test_a_rebuild_keeps_what_was_taught(built: Path, toy: Path, tiny_encoder: Path, published: Path) -> None:
    publish(published, {"1": PRICE})
    watched = ReloadingIndex(built, check_seconds=0, curated=published)
    watched.reload_curated()
    store = Store.open(built)
    with atomic_directory(built) as folder:
        store.write(folder)
    publish(published, {"1": PRICE, "2": SEASON})  # in the middle: after the build, before it was seen
    watched.reload_curated()
    assert (by(watched, PRICE[1]), by(watched, SEASON[1])) == ("1", "2")


def test_a_passage_that_left_is_skipped_and_reported_and_is_back_with_it(
    built: Path, toy: Path, tiny_encoder: Path, published: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(published, {"1": PRICE, "2": SEASON})
    watched = ReloadingIndex(built, check_seconds=0, curated=published)
    watched.reload_curated()
    rename(toy, tiny_encoder, "tuna", "tunny")
    assert (by(watched, PRICE[1]), by(watched, SEASON[1])) == ("1", "")
    voice = watched.current().curated
    assert voice is not None
    assert [(one.id, one.passage_id) for one in voice.skipped] == [("2", "toy/fishing/tuna")]
    reported = (one for one in caplog.records if one.name == "index.reload" and one.levelno > logging.INFO)
    assert [one.getMessage() for one in reported] == [
        "curated question 2 takes no part: the index has no passage 'toy/fishing/tuna'"
    ]
    rename(toy, tiny_encoder, "tunny", "tuna")
    assert by(watched, SEASON[1]) == "2"


def test_no_question_is_dropped_while_questions_are_published_and_builds_swapped(
    built: Path, published: Path
) -> None:
    publish(published, {"1": PRICE})
    watched = ReloadingIndex(built, check_seconds=0.001, curated=published)
    watched.follow()
    stop = threading.Event()
    failures: list[BaseException] = []
    firsts: set[str] = set()
    asked = 0

    def ask() -> None:
        nonlocal asked
        try:
            while not stop.is_set():
                firsts.add(watched.current().search(PRICE[1]).hits[0].passage.id)
                asked += 1
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    store = Store.open(built)
    for number in range(15):
        publish(published, {"1": PRICE, f"n{number}": ("toy/fishing", f"سؤال آخر رقم {number}")})
        with atomic_directory(built) as folder:
            store.write(folder)
        time.sleep(0.01)
    deadline = time.monotonic() + 30
    while watched.current().search("سؤال آخر رقم 14").curated != "n14":
        assert time.monotonic() < deadline
        time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()
    watched.close()
    assert failures == []
    assert firsts == {PRICE[0]}
    assert asked > 15


def test_a_start_waits_for_few_new_questions_and_takes_many_up_while_it_answers(
    built: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(published, {"1": PRICE})
    watched = ReloadingIndex(built, check_seconds=3600, curated=published)
    watched.follow()
    assert by(watched, PRICE[1]) == "1"
    watched.close()
    monkeypatch.setattr("index.reload.EMBEDDED_AT_START", 0)
    shutil.rmtree(published.parent)
    publish(published, {"2": SEASON})
    watched = ReloadingIndex(built, check_seconds=0.01, curated=published)
    watched.follow()
    deadline = time.monotonic() + 30
    while by(watched, SEASON[1]) != "2":
        assert time.monotonic() < deadline
        time.sleep(0.01)
    watched.close()
