"""The parts of a build: what was written is what is opened, and parts that do not belong together are not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from encoder import OnnxEncoder
from index import Index
from index.errors import StoreError
from index.scorers import TokenIndex, VectorIndex, WordIndex
from index.store import END_BYTES, Manifest, Store, fingerprint
from tests.index.toy import IDS

FILES = (
    "passages.jsonl",
    "vectors.faiss",
    "words/params.index.json",
    "words/vocab.index.json",
    "words/count_ids.npy",
    "words/count_starts.npy",
    "words/counts.npy",
    "words/data.csc.index.npy",
    "words/indices.csc.index.npy",
    "words/indptr.csc.index.npy",
    "tokens/tokens.npy",
    "tokens/token_starts.npy",
    "tokens/token_mean.npy",
    "questions/question_labels.json",
    "questions/question_grams.json",
    "questions/question_passages.json",
    "questions/question_weights.npy",
    "questions/question_idf.npy",
    "questions/question_bias.npy",
    "calibration/questions.jsonl",
    "calibration/vectors.npy",
)


def refusal(directory: Path) -> str:
    with pytest.raises(StoreError) as caught:
        Store.open(directory)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    assert "'make index'" in message
    return message


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x01
    path.write_bytes(bytes(content))


def test_what_was_built_is_what_is_opened(built: Path) -> None:
    store = Store.open(built)
    assert tuple(passage.id for passage in store.searcher.passages) == IDS
    tuna = store.searcher.passages[-1]
    assert tuna.text == "سمك كبير يصاد بعيدا عن الساحل."
    assert [(repair.wrong, repair.right) for repair in tuna.repairs] == [("كبيز", "كبير")]
    assert store.manifest.documents[0].title_is_ours
    assert store.manifest.dimensions == store.searcher.vectors.dimensions == 32


def test_every_file_of_a_build_is_in_the_manifest(built: Path) -> None:
    assert sorted(Store.open(built).manifest.parts) == sorted(FILES)


@pytest.mark.parametrize("damage", [remove, empty, cut, flip], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("name", FILES)
def test_a_part_missing_or_damaged_is_named_with_the_manifest(
    built: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(built / name)
    message = refusal(built)
    assert name in message
    assert "manifest.json" in message


@pytest.mark.parametrize("name", ["passages.jsonl", "vectors.faiss", "words/vocab.index.json"])
def test_a_part_of_another_build_is_refused(
    built: Path, toy: Path, tiny_encoder: Path, name: str, tmp_path: Path
) -> None:
    """Same count, same sizes: only what it holds is another's."""
    from index.build import build
    from index.reading import NO_READER

    text = (toy / "sources/toy.txt").read_text(encoding="utf-8")
    (toy / "sources/toy.txt").write_text(text.replace("صغير", "قصير"), encoding="utf-8")
    text = (toy / "sources/toy.md").read_text(encoding="utf-8")
    (toy / "sources/toy.md").write_text(text.replace("صغير", "قصير"), encoding="utf-8")
    build(toy / "sources", toy / "calibration", toy / "other", str(tiny_encoder), NO_READER)
    shutil.copy(toy / "other" / name, built / name)
    assert name in refusal(built)


@pytest.mark.parametrize("damage", [empty, cut, flip], ids=lambda damage: damage.__name__)
def test_a_broken_manifest_is_named(built: Path, damage: Callable[[Path], None]) -> None:
    if damage is flip:
        text = (built / "manifest.json").read_text(encoding="utf-8")
        (built / "manifest.json").write_text(text.replace('"documents"', '"docs"'), encoding="utf-8")
    elif damage is cut:
        (built / "manifest.json").write_bytes((built / "manifest.json").read_bytes()[:200])
    else:
        damage(built / "manifest.json")
    assert "manifest.json is damaged" in refusal(built)


@pytest.mark.parametrize(
    "change",
    [
        {"documents": [{"id": "toy"}]},
        {"documents": "toy"},
        {"confidence": {"threshold": 0.5}},
        {"confidence": []},
        {"parts": None},
        {"surprise": 1},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_manifest_of_another_form_is_damaged(built: Path, change: dict[str, Any]) -> None:
    fields = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    (built / "manifest.json").write_text(json.dumps({**fields, **change}), encoding="utf-8")
    assert "manifest.json is damaged" in refusal(built)


@pytest.mark.parametrize("content", ["[]", "null", "3", '"text"'])
def test_a_manifest_that_is_no_object_is_damaged(built: Path, content: str) -> None:
    (built / "manifest.json").write_text(content, encoding="utf-8")
    assert "manifest.json is damaged" in refusal(built)


@pytest.mark.parametrize("number", [0, 1, 99, "2"])
def test_another_format_is_named(built: Path, number: object) -> None:
    fields = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    (built / "manifest.json").write_text(json.dumps({**fields, "format": number}), encoding="utf-8")
    assert f"format {number!r}, expected 3" in refusal(built)


def test_a_missing_index_says_what_to_run(tmp_path: Path) -> None:
    assert "no index at" in refusal(tmp_path / "gone")
    (tmp_path / "link").symlink_to("nowhere")
    assert "no index at" in refusal(tmp_path / "link")


def fewer(count: int) -> dict[str, Any]:
    """Parts that hold only so many passages."""
    unit = np.eye(count, 32, dtype=np.float32)
    return {
        "vectors": VectorIndex.build(unit),
        "words": WordIndex.build(["حبوب"] * count),
        "tokens": TokenIndex.build([unit] * count),
    }


@pytest.mark.parametrize(
    "part, said",
    [
        ("vectors", "7 passages but 6 vectors"),
        ("words", "7 passages but 6 passages in the word index"),
        ("tokens", "7 passages but 6 passages with token vectors"),
    ],
)
def test_parts_of_another_count_name_both(built: Path, tmp_path: Path, part: str, said: str) -> None:
    store = Store.open(built)
    (tmp_path / "odd").mkdir()
    spoiled = replace(store.searcher, **{part: fewer(6)[part]})
    Store(store.manifest, spoiled).write(tmp_path / "odd")
    assert said in refusal(tmp_path / "odd")


@pytest.mark.parametrize(
    "change, said",
    [
        ({"passages": 8}, "7 passages but 8 passages in the manifest"),
        ({"dimensions": 384}, "vectors of 32 dimensions but the manifest says 384"),
        ({"documents": ()}, "passages of 'toy', which the manifest does not list"),
    ],
)
def test_a_manifest_that_tells_of_other_parts_names_both(
    built: Path, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    store = Store.open(built)
    (tmp_path / "odd").mkdir()
    Store(replace(store.manifest, **change), store.searcher).write(tmp_path / "odd")
    assert said in refusal(tmp_path / "odd")


def test_separators_of_lines_within_a_passage_are_kept(built: Path, tmp_path: Path) -> None:
    store = Store.open(built)
    first = replace(store.searcher.passages[0], text="سطر\u2028آخر\u0085وآخر")
    searcher = replace(store.searcher, passages=(first, *store.searcher.passages[1:]))
    (tmp_path / "odd").mkdir()
    Store(store.manifest, searcher).write(tmp_path / "odd")
    assert Store.open(tmp_path / "odd").searcher.passages[0] == first


def test_the_manifest_goes_through_its_file(built: Path, tmp_path: Path) -> None:
    manifest = Store.open(built).manifest
    manifest.write(tmp_path)
    assert Manifest.read(tmp_path) == manifest


def test_large_parts_are_mapped_not_copied(built: Path) -> None:
    store = Store.open(built)
    mapped = Path("/proc/self/maps").read_text(encoding="utf-8")
    for name in ("vectors.faiss", "tokens/tokens.npy", "words/data.csc.index.npy"):
        assert str(built.resolve() / name) in mapped
    assert store.searcher.vectors.count == 7


@pytest.mark.parametrize("size", [0, 1, END_BYTES, END_BYTES + 1, 2 * END_BYTES, 5 * END_BYTES])
def test_a_fingerprint_changes_with_either_end_and_with_the_size(tmp_path: Path, size: int) -> None:
    path = tmp_path / "part"
    seen = set()
    for content in (bytes(size), bytes(size + 1), b"x" + bytes(size), bytes(size) + b"x"):
        path.write_bytes(content)
        seen.add(fingerprint(path))
    assert len(seen) == (3 if size == 0 else 4)


def test_an_index_refuses_another_encoder(built: Path, tmp_path: Path) -> None:
    from index.errors import EncoderMismatchError
    from tests.index.tiny_encoder import write_tiny_encoder

    for options in ({"name": "other"}, {"dimensions": 16}):
        other = write_tiny_encoder(tmp_path / str(options), **options)
        with pytest.raises(EncoderMismatchError) as caught:
            Index.open(built, OnnxEncoder.open(other))
        message = str(caught.value)
        assert len(message.splitlines()) == 1
        assert "'tiny' (32 dimensions)" in message
        assert "'make index'" in message
        assert ("'other'" if "name" in options else "(16)") in message
