"""A toy corpus with its calibration, a tiny encoder, and the index built of them once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.index.tiny_encoder import write_tiny_encoder
from tests.index.toy import CALIBRATION, CURATED, SOURCE


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that opens as the real encoder's does, of 32 dimensions."""
    return write_tiny_encoder(tmp_path_factory.mktemp("encoders") / "tiny")


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with sources/, calibration/ and published/ of its own, to build from and to spoil."""
    monkeypatch.setenv("DALEEL_SOURCES", str(tmp_path))
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/toy.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "sources/toy.md").write_text(CURATED, encoding="utf-8")
    (tmp_path / "calibration").mkdir()
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in CALIBRATION)
    (tmp_path / "calibration/toy.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def built_once(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy corpus as `python -m index build` builds it; not to be changed."""
    from index.build import build
    from index.reading import NO_READER

    folder = tmp_path_factory.mktemp("built")
    for name, content in (("toy.txt", SOURCE), ("toy.md", CURATED)):
        (folder / "sources").mkdir(exist_ok=True)
        (folder / "sources" / name).write_text(content, encoding="utf-8")
    (folder / "calibration").mkdir()
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in CALIBRATION)
    (folder / "calibration/toy.jsonl").write_text(lines, encoding="utf-8")
    build(folder / "sources", folder / "calibration", folder / "index", str(tiny_encoder), NO_READER)
    return folder / "index"


@pytest.fixture
def built(built_once: Path, toy: Path, tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the built toy index, beside its sources, with the encoder's setting made."""
    monkeypatch.setenv("DALEEL_ENCODER", str(tiny_encoder))
    folder = shutil.copytree(built_once.resolve(), toy / ".index-abcdefgh")
    (toy / "index").symlink_to(folder.name)
    return toy / "index"
