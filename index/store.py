"""The built index on disk: a folder of parts, and a manifest of what it was made of and which files it has.

Opening it checks the files' fingerprints and that the parts belong together.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from documents.passage import Document, Passage, Rectangle, Repair
from documents.published import document_of, passage_of
from index.calibration_set import CalibrationSet
from index.confidence import Confidence
from index.errors import StoreError
from index.question_model import QuestionModel
from index.scorers import TokenIndex, VectorIndex, WordIndex
from index.searcher import Searcher
from index.subject_model import SubjectModel
from reader import PassageStore

FORMAT = 3
MANIFEST_FILE = "manifest.json"
REBUILD = "rebuild with 'make index'"

END_BYTES = 65536  # read at either end; a mapped file of gigabytes must not be read to be opened

PASSAGES_FILE = "passages.jsonl"
VECTORS_FILE = "vectors.faiss"
WORDS_FOLDER = "words"
TOKENS_FOLDER = "tokens"
QUESTIONS_FOLDER = "questions"
SUBJECT_FOLDER = "subject"
CALIBRATION_FOLDER = "calibration"
STATES_FOLDER = "states"

Part = TypeVar("Part")


@dataclass(frozen=True)
class Manifest:
    """`encoder` is the model's name; `version` names this content; `curve` is what was measured.

    `confidence` is None for an index that ranks and answers nothing: built with an encoder that no confidence
    was fitted for, and without calibration questions. `read_confidence` judges what the reader of that
    fingerprint has read; None and "" where the index was built without a reader. `transferred` is what the
    shipped confidence measured on corpora that are nobody's sources. `counts` says how many passages each
    document has, `names` what else its subject is called, by its id. `fitted` is the version of the build
    that fitted the judges, another one than `version` where documents were published since. `parts` holds the
    fingerprint of every other file of the build.
    """

    version: str
    built: str
    encoder: str
    dimensions: int
    passages: int
    documents: tuple[Document, ...]
    counts: dict[str, int]
    names: dict[str, tuple[str, ...]]
    fitted: str
    confidence: Confidence | None
    read_confidence: Confidence | None
    reader: str
    transferred: dict[str, Any] | None
    curve: dict[str, Any] | None
    calibration_sha256: str
    libraries: dict[str, str]
    parts: dict[str, str]

    def write(self, folder: Path) -> None:
        """Write the manifest into the folder."""
        fields = {"format": FORMAT, **asdict(self)}
        text = json.dumps(fields, ensure_ascii=False, indent=2)
        (folder / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read the folder's manifest; StoreError when it is missing or of another form."""
        path = folder / MANIFEST_FILE
        try:
            fields = json.loads(path.read_text(encoding="utf-8"))
            found = fields.pop("format")
            if found != FORMAT:
                raise StoreError(f"{path} has format {found!r}, expected {FORMAT}; {REBUILD}")
            documents = tuple(document_of(document) for document in fields.pop("documents"))
            judges = {
                name: None if fields[name] is None else Confidence.from_json(fields[name])
                for name in ("confidence", "read_confidence")
            }
            names = {id_: tuple(names) for id_, names in fields.pop("names").items()}
            parts, counts = dict(fields["parts"]), dict(fields["counts"])
            given = {**fields, **judges, "documents": documents, "names": names, "parts": parts}
            return cls(**{**given, "counts": counts})
        except FileNotFoundError as error:
            raise StoreError(f"no index at {folder}; build it with 'make index'") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{path} is damaged ({type(error).__name__}: {error}); {REBUILD}") from error


def fingerprints(folder: Path) -> dict[str, str]:
    """Return the fingerprint of each file of the folder but the manifest, by its path there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST_FILE)
    return {path.relative_to(folder).as_posix(): fingerprint(path) for path in files}


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file's size and of its first and last END_BYTES."""
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        digest.update(file.read(END_BYTES))
        file.seek(max(END_BYTES, size - END_BYTES))
        digest.update(file.read())
    return digest.hexdigest()


def check_fingerprints(folder: Path, expected: dict[str, str]) -> None:
    """Compare every file with its fingerprint in the manifest; StoreError names the first that differs."""
    for name, known in expected.items():
        try:
            found = fingerprint(folder / name)
        except OSError as error:
            raise StoreError(
                f"{MANIFEST_FILE} lists {name}, which cannot be read ({error.strerror}); {REBUILD}"
            ) from error
        if found != known:
            raise StoreError(f"{name} is not the file that {MANIFEST_FILE} was written with; {REBUILD}")


@dataclass(frozen=True)
class Store:
    """The parts of one build, as its folder has them."""

    manifest: Manifest
    searcher: Searcher
    calibration_set: CalibrationSet | None = None  # None for builds without calibration
    states: PassageStore | None = None  # what the reader reads; None for builds without a reader

    def write(self, folder: Path) -> None:
        """Write every part, the manifest last."""
        lines = "".join(f"{line}\n" for line in passage_lines(self.searcher.passages))
        (folder / PASSAGES_FILE).write_text(lines, encoding="utf-8")
        self.searcher.vectors.save(folder / VECTORS_FILE)
        for name, part in (
            (WORDS_FOLDER, self.searcher.words),
            (TOKENS_FOLDER, self.searcher.tokens),
            (QUESTIONS_FOLDER, self.searcher.questions),
            (SUBJECT_FOLDER, self.searcher.subject),
            (CALIBRATION_FOLDER, self.calibration_set),
            (STATES_FOLDER, self.states),
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
        searcher = Searcher(
            passages=_load(folder / PASSAGES_FILE, _read_passages),
            vectors=_load(folder / VECTORS_FILE, VectorIndex.open),
            words=_load(folder / WORDS_FOLDER, WordIndex.open),
            tokens=_load(folder / TOKENS_FOLDER, TokenIndex.open),
            questions=_load_if_there(folder / QUESTIONS_FOLDER, QuestionModel.open),
            subject=_load_if_there(folder / SUBJECT_FOLDER, SubjectModel.open),
        )
        calibration = _load_if_there(folder / CALIBRATION_FOLDER, CalibrationSet.open)
        states = _load_if_there(folder / STATES_FOLDER, PassageStore.open)
        _check(manifest, searcher, states)
        return cls(manifest, searcher, calibration, states)


def _load_if_there(folder: Path, read: Callable[[Path], Part]) -> Part | None:
    return _load(folder, read) if folder.is_dir() else None


def _load(path: Path, read: Callable[[Path], Part]) -> Part:
    try:
        return read(path)
    except Exception as error:  # each library has its own
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise StoreError(f"{path} is missing or damaged ({reason}); {REBUILD}") from error


def passage_lines(passages: Sequence[Passage]) -> Iterator[str]:
    """Yield each passage as a line of JSON, with all that documents.published.passage_of reads.

    Not by asdict, which copies deeply: 20,000 passages with their places took 6 s.
    """
    for passage in passages:
        listed = {name: [_fields(one) for one in getattr(passage, name)] for name in ("repairs", "places")}
        yield json.dumps({**_fields(passage), **listed}, ensure_ascii=False)


def _fields(one: Passage | Repair | Rectangle) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


def _read_passages(path: Path) -> tuple[Passage, ...]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return tuple(passage_of(json.loads(line)) for line in lines if line)


def _check(manifest: Manifest, searcher: Searcher, states: PassageStore | None) -> None:
    """Raise StoreError where a part does not belong to the passages."""
    passages = len(searcher.passages)
    for name, count in (
        ("passages in the manifest", manifest.passages),
        ("vectors", searcher.vectors.count),
        ("passages in the word index", searcher.words.count),
        ("passages with token vectors", searcher.tokens.count),
        ("passages with states for the reader", passages if states is None else len(states)),
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
