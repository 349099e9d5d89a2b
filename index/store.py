"""The built index on disk: a folder written aside, then named by one rename.

`models/index` is a link to the folder of one build. A new build is written beside it and the link replaced in
one rename, so that a reader sees the old index or the new one, whole.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from index.errors import StoreError
from index.manifest import MANIFEST_FILE, REBUILD, Manifest
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

Part = TypeVar("Part")


@dataclass(frozen=True)
class Store:
    """The parts of one build, as they lie in its folder."""

    manifest: Manifest
    searcher: Searcher

    def write(self, folder: Path) -> None:
        """Write every part, the manifest last."""
        lines = (json.dumps(asdict(passage), ensure_ascii=False) for passage in self.searcher.passages)
        (folder / PASSAGES_FILE).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        self.searcher.vectors.save(folder / VECTORS_FILE)
        for name, part in (
            (WORDS_FOLDER, self.searcher.words),
            (TOKENS_FOLDER, self.searcher.tokens),
            (QUESTIONS_FOLDER, self.searcher.questions),
        ):
            if part is not None:
                (folder / name).mkdir()
                part.save(folder / name)
        self.manifest.write(folder)

    @classmethod
    def open(cls, directory: Path) -> "Store":
        """Open a build, its large parts mapped; StoreError names the parts that do not belong together."""
        folder = directory.resolve()
        manifest = Manifest.read(folder)
        questions = folder / QUESTIONS_FOLDER
        searcher = Searcher(
            passages=_load(folder / PASSAGES_FILE, _read_passages),
            vectors=_load(folder / VECTORS_FILE, VectorIndex.open),
            words=_load(folder / WORDS_FOLDER, WordIndex.open),
            tokens=_load(folder / TOKENS_FOLDER, TokenIndex.open),
            questions=None if manifest.confidence is None else _load(questions, QuestionModel.open),
        )
        _check(manifest, searcher)
        return cls(manifest, searcher)


def _load(path: Path, read: Callable[[Path], Part]) -> Part:
    try:
        return read(path)
    except Exception as error:  # each library has its own
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise StoreError(f"{path} is missing or damaged ({reason}); {REBUILD}") from error


def _read_passages(path: Path) -> tuple[Passage, ...]:
    return tuple(_passage(line) for line in path.read_text(encoding="utf-8").splitlines())


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


@contextmanager
def written_aside(directory: Path) -> Iterator[Path]:
    """Give a fresh folder beside `directory`; it takes that name when the block ends without an error."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    folder.chmod(0o755)
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _name(folder, directory)
    _remove_older(directory, keep=folder)


def _name(folder: Path, directory: Path) -> None:
    if directory.is_dir() and not directory.is_symlink():  # a plain folder, copied here by hand
        directory.rename(Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent)) / "old")
    link = folder.with_name(folder.name + ".link")
    link.symlink_to(folder.name)
    link.replace(directory)


def _remove_older(directory: Path, keep: Path) -> None:
    """Remove the builds before; a server that still has one mapped keeps reading it."""
    for folder in directory.parent.glob(f".{directory.name}-*"):
        is_build = (folder / MANIFEST_FILE).is_file() or (folder / "old").is_dir()
        if is_build and folder.name != keep.name:
            shutil.rmtree(folder, ignore_errors=True)
