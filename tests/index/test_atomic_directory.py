"""A build takes its place in one rename: nobody sees half of it, and nothing else is touched."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from encoder import OnnxEncoder
from index import Index
from index.atomic_directory import atomic_directory
from index.errors import StoreError
from index.store import Store
from tests.index.toy import IDS


def write(directory: Path, content: str) -> None:
    with atomic_directory(directory) as folder:
        (folder / "manifest.json").write_text(content, encoding="utf-8")


def read(directory: Path) -> str:
    return (directory / "manifest.json").read_text(encoding="utf-8")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_build_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep/index"
    with atomic_directory(target) as folder:
        (folder / "manifest.json").write_text("new", encoding="utf-8")
        assert not target.exists()
    assert read(target) == "new"
    assert target.is_symlink()


def test_the_next_one_replaces_it_and_leaves_nothing_behind(tmp_path: Path) -> None:
    for content in ("one", "two", "three"):
        write(tmp_path / "index", content)
    assert read(tmp_path / "index") == "three"
    assert names(tmp_path) == {"index", (tmp_path / "index").readlink().name}


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_build_that_fails_leaves_the_old_one_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    write(tmp_path / "index", "old")
    before = names(tmp_path)
    with pytest.raises(error), atomic_directory(tmp_path / "index") as folder:
        (folder / "half").write_text("written", encoding="utf-8")
        raise error
    assert names(tmp_path) == before
    assert read(tmp_path / "index") == "old"


def test_a_plain_folder_with_an_index_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index/manifest.json").write_text("copied by hand", encoding="utf-8")
    write(tmp_path / "index", "new")
    assert read(tmp_path / "index") == "new"
    assert names(tmp_path) == {"index", (tmp_path / "index").readlink().name}


def test_an_empty_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    write(tmp_path / "index", "new")
    assert read(tmp_path / "index") == "new"


def test_a_folder_of_something_else_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/text.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(StoreError, match="something else than an index"):
        write(tmp_path / "sources", "new")
    assert (tmp_path / "sources/text.txt").read_text(encoding="utf-8") == "precious"
    assert names(tmp_path) == {"sources"}


def test_a_file_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("precious", encoding="utf-8")
    with pytest.raises(StoreError, match="is a file"):
        write(tmp_path / "index", "new")
    assert (tmp_path / "index").read_text(encoding="utf-8") == "precious"


def test_an_index_whose_name_begins_alike_is_left_alone(tmp_path: Path) -> None:
    for name in ("index-arcd", "index-arcd-abcdefgh", "index"):
        write(tmp_path / name, name)
    write(tmp_path / "index", "again")
    assert read(tmp_path / "index-arcd") == "index-arcd"
    assert read(tmp_path / "index-arcd-abcdefgh") == "index-arcd-abcdefgh"


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".index-abc_1234").mkdir()
    (tmp_path / ".index-abc_1234/half").write_text("written", encoding="utf-8")
    (tmp_path / ".index-abc_1234.link").symlink_to("nowhere")
    (tmp_path / ".index-notes").mkdir()
    write(tmp_path / "index", "new")
    assert names(tmp_path) == {"index", ".index-notes", (tmp_path / "index").readlink().name}


def test_writers_at_once_end_with_one_whole_build(tmp_path: Path) -> None:
    threads = [threading.Thread(target=write, args=(tmp_path / "index", str(number))) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert int(read(tmp_path / "index")) in range(12)
    assert names(tmp_path) == {"index", (tmp_path / "index").readlink().name}


def rewrite(store: Store, directory: Path) -> None:
    with atomic_directory(directory) as folder:
        store.write(folder)


def test_an_index_that_is_open_answers_on_after_a_swap(built: Path, tiny_encoder: Path) -> None:
    index = Index.open(built)
    before = index.search("ما هو القمح؟").hits
    old = built.resolve()
    rewrite(Store.open(built), built)
    assert not old.exists()
    assert index.search("ما هو القمح؟").hits == before
    assert [hit.passage.id for hit in index.search("التونة").hits][:1] == ["toy/fishing/tuna"]


def until(stop: threading.Event, failures: list[BaseException], work: Callable[[], None]) -> None:
    try:
        while not stop.is_set():
            work()
    except BaseException as error:
        failures.append(error)


def test_readers_never_fail_while_builds_are_swapped(built: Path, tiny_encoder: Path) -> None:
    encoder = OnnxEncoder.open(tiny_encoder)
    store = Store.open(built)
    opened = []
    failures: list[BaseException] = []
    stop = threading.Event()

    def look() -> None:
        index = Index.open(built, encoder)
        assert tuple(passage.id for passage in index.passages) == IDS
        assert index.search("ما هو الزيتون؟", k=1).hits[0].passage.id == "toy/farming/olives"
        opened.append(index.version)

    readers = [threading.Thread(target=until, args=(stop, failures, look)) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(60):
        rewrite(store, built)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(opened) > 10


def test_a_copy_of_an_index_opens_anywhere(built: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(built, tmp_path / "copied")
    assert Store.open(copy).manifest == Store.open(built).manifest
