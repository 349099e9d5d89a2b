"""The built index on disk: its parts in one folder, held against each other when it is opened."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypeVar

from index.asked import Asked
from index.errors import StoreError
from index.fingerprint import check_fingerprints, fingerprints
from index.manifest import REBUILD, Manifest
from index.passage import Passage, Repair
from index.questions import QuestionModel
from index.searcher import Searcher
from index.tokens import TokenIndex
from index.vectors import VectorIndex
from index.words import WordIndex

PASSAGES_FILE = "passages.jsonl"
VECTORS_FILE = "vectors.faiss"
WORDS_FOLDER = "words"
TOKENS_FOLDER = "tokens"
QUESTIONS_FOLDER = "questions"
ASKED_FOLDER = "asked"

Part = TypeVar("Part")


@dataclass(frozen=True)
class Store:
    """The parts of one build, as they lie in its folder."""

    manifest: Manifest
    searcher: Searcher
    asked: Asked | None = None  # builds without calibration have none, nor have those of an older version

    def write(self, folder: Path) -> None:
        """Write every part, the manifest last."""
        lines = (json.dumps(asdict(passage), ensure_ascii=False) for passage in self.searcher.passages)
        (folder / PASSAGES_FILE).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        self.searcher.vectors.save(folder / VECTORS_FILE)
        for name, part in (
            (WORDS_FOLDER, self.searcher.words),
            (TOKENS_FOLDER, self.searcher.tokens),
            (QUESTIONS_FOLDER, self.searcher.questions),
            (ASKED_FOLDER, self.asked),
        ):
            if part is not None:
                (folder / name).mkdir()
                part.save(folder / name)
        replace(self.manifest, parts=fingerprints(folder)).write(folder)

    @classmethod
    def open(cls, directory: Path) -> "Store":
        """Open a build, its large parts mapped; StoreError names the parts that do not belong together."""
        while True:
            folder = directory.resolve()
            try:
                return cls._open_folder(folder)
            except StoreError:
                if directory.resolve() == folder:  # else a new build took the old one away meanwhile
                    raise

    @classmethod
    def _open_folder(cls, folder: Path) -> "Store":
        manifest = Manifest.read(folder)
        check_fingerprints(folder, manifest.parts)
        questions = folder / QUESTIONS_FOLDER
        searcher = Searcher(
            passages=_load(folder / PASSAGES_FILE, _read_passages),
            vectors=_load(folder / VECTORS_FILE, VectorIndex.open),
            words=_load(folder / WORDS_FOLDER, WordIndex.open),
            tokens=_load(folder / TOKENS_FOLDER, TokenIndex.open),
            questions=None if manifest.confidence is None else _load(questions, QuestionModel.open),
        )
        _check(manifest, searcher)
        asked = folder / ASKED_FOLDER
        return cls(manifest, searcher, _load(asked, Asked.open) if asked.is_dir() else None)


def _load(path: Path, read: Callable[[Path], Part]) -> Part:
    try:
        return read(path)
    except Exception as error:  # each library has its own
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise StoreError(f"{path} is missing or damaged ({reason}); {REBUILD}") from error


def _read_passages(path: Path) -> tuple[Passage, ...]:
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    return tuple(_passage(line) for line in lines)


def _passage(line: str) -> Passage:
    fields = json.loads(line)
    repairs = tuple(Repair(**repair) for repair in fields.pop("repairs"))
    return Passage(**fields, repairs=repairs)


def _check(manifest: Manifest, searcher: Searcher) -> None:
    """Hold every part against the passages."""
    passages = len(searcher.passages)
    for name, count in (
        ("passages in the manifest", manifest.passages),
        ("vectors", searcher.vectors.count),
        ("passages in the word index", searcher.words.count),
        ("passages with token vectors", searcher.tokens.count),
    ):
        if count != passages:
            raise StoreError(f"{passages} passages but {count} {name}; {REBUILD}")
    if searcher.vectors.dimensions != manifest.dimensions:
        raise StoreError(
            f"vectors of {searcher.vectors.dimensions} dimensions but the manifest says "
            f"{manifest.dimensions}; {REBUILD}"
        )
    documents = {document.id for document in manifest.documents}
    strangers = sorted({passage.document for passage in searcher.passages} - documents)
    if strangers:
        raise StoreError(f"passages of {strangers[0]!r}, which the manifest does not list; {REBUILD}")
