"""A running server takes up a new build, and keeps the old one when the new one is damaged."""

from __future__ import annotations

import logging
import shutil
import threading
from pathlib import Path

import pytest

from encoder import EncoderError
from index.atomic_directory import atomic_directory
from index.build import build
from index.errors import StoreError
from index.reading import NO_READER
from index.reload import ReloadingIndex
from index.store import Store


def rebuild(toy: Path, encoder: Path, word: str) -> str:
    """Write another word into the source, build, and return the new version."""
    for name in ("toy.txt", "toy.md"):
        path = toy / "sources" / name
        path.write_text(path.read_text(encoding="utf-8").replace("مباركة", word), encoding="utf-8")
    return build(toy / "sources", toy / "calibration", toy / "index", str(encoder), NO_READER).version


def test_a_new_build_is_taken_up_at_the_next_question(built: Path, toy: Path, tiny_encoder: Path) -> None:
    watched = ReloadingIndex(built, check_seconds=0)
    before = watched.current()
    assert watched.current() is before
    version = rebuild(toy, tiny_encoder, "قديمة")
    after = watched.current()
    assert after.version == version != before.version
    assert after.passage("toy/farming/olives").text == "شجرة قديمة يعصر زيتها"
    assert before.search("الزيتون").hits[0].passage.text == "شجرة مباركة يعصر زيتها"


def test_the_directory_is_looked_at_for_every_question(built: Path, toy: Path, tiny_encoder: Path) -> None:
    watched = ReloadingIndex(built, check_seconds=3600)
    version = rebuild(toy, tiny_encoder, "قديمة")
    assert watched.current().version == version


def damage(built: Path, toy: Path) -> None:
    """Swap in a build whose vectors are cut."""
    folder = shutil.copytree(built.resolve(), toy / ".index-damaged0")
    (folder / "vectors.faiss").write_bytes(b"cut")
    (toy / "link").symlink_to(folder.name)
    (toy / "link").replace(built)


def test_a_damaged_new_build_is_reported_once_and_the_old_one_kept(
    built: Path, toy: Path, tiny_encoder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watched = ReloadingIndex(built, check_seconds=0)
    before = watched.current()
    damage(built, toy)
    with caplog.at_level(logging.INFO, logger="index.reload"):
        for _ in range(5):
            assert watched.current() is before
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "vectors.faiss" in record.getMessage()
    assert before.version in record.getMessage()
    assert before.search("الزيتون").hits[0].passage.id == "toy/farming/olives"


def test_a_good_build_after_a_damaged_one_is_taken_up(built: Path, toy: Path, tiny_encoder: Path) -> None:
    watched = ReloadingIndex(built, check_seconds=0)
    damage(built, toy)
    watched.current()
    version = rebuild(toy, tiny_encoder, "قديمة")
    assert watched.current().version == version


def test_an_index_that_goes_away_is_kept_and_comes_back(
    built: Path, toy: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watched = ReloadingIndex(built, check_seconds=0)
    before = watched.current()
    store = Store.open(built)
    built.unlink()
    assert watched.current() is watched.current() is before
    assert len(caplog.records) == 1
    with atomic_directory(built) as folder:
        store.write(folder)
    assert watched.current() is not before
    assert watched.current().version == before.version


def test_a_build_by_another_encoder_is_not_taken_up(
    built: Path, toy: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from tests.index.tiny_encoder import write_tiny_encoder

    watched = ReloadingIndex(built, check_seconds=0)
    before = watched.current()
    rebuild(toy, write_tiny_encoder(tmp_path / "encoder", name="other"), "قديمة")
    assert watched.current() is before
    assert "'other'" in caplog.text


def test_an_index_that_cannot_be_opened_at_first_is_an_error(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoreError, match="no index at"):
        ReloadingIndex(tmp_path / "gone")
    monkeypatch.setenv("DALEEL_ENCODER", str(tmp_path / "gone"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderError, match="cannot load the encoder"):
        ReloadingIndex(built)


def test_no_question_is_dropped_while_builds_are_swapped(built: Path, toy: Path, tiny_encoder: Path) -> None:
    watched = ReloadingIndex(built, check_seconds=0)
    store = Store.open(built)
    stop = threading.Event()
    failures: list[BaseException] = []
    firsts: list[str] = []
    seen: set[int] = set()

    def ask() -> None:
        try:
            while not stop.is_set():
                index = watched.current()
                seen.add(id(index))
                firsts.append(index.search("ما هو النخيل؟").hits[0].passage.id)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(30):
        with atomic_directory(built) as folder:
            store.write(folder)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(firsts) == {"toy/farming/palms"}
    assert len(seen) > 1
