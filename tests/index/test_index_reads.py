"""An index that reads its first hits: built with a tiny reader, opened, searched, and without it again."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from arabic import sentences
from index import Index
from index.__main__ import main
from index.build import build, build_from_passages
from index.confidence import READ_FEATURES, TEXT_FEATURES, WRONG_ANSWERS
from index.errors import StoreError
from index.reading import CONFIDENCE_FILE, READ, READER_FILE, OpenReader
from index.sources import read_sources
from index.store import MANIFEST_FILE, Manifest, Store
from tests.index.tiny_reader import ENCODER, tiny_confidence, write_tiny_reader
from tests.index.toy import CURATED, IDS, SOURCE

ANSWERED, UNANSWERED = "السردين", "الحاسوب"
IN_DIALECT = "واشنهي راهي السردين؟"


@pytest.fixture(scope="module")
def plain_once(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader, and the toy's sources indexed with it, without calibration questions; not to be changed."""
    folder = tmp_path_factory.mktemp("plain")
    for name, content in (("toy.txt", SOURCE), ("toy.md", CURATED)):
        (folder / name).write_text(content, encoding="utf-8")
    reader = write_tiny_reader(folder / "reader")
    build(folder, folder / "no-questions", folder / "index", str(tiny_encoder), str(reader))
    return folder


@pytest.fixture
def reader(plain_once: Path, tmp_path: Path, tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(plain_once / "reader", tmp_path / "reader")
    monkeypatch.setenv("DALEEL_ENCODER", str(tiny_encoder))
    monkeypatch.setenv("DALEEL_READER", str(folder))
    monkeypatch.delenv("DALEEL_WRONG_ANSWERS", raising=False)
    return folder


@pytest.fixture
def plain(plain_once: Path, toy: Path, reader: Path) -> Path:
    folder = shutil.copytree((plain_once / "index").resolve(), toy / ".index-ijklmnop")
    (toy / "plain").symlink_to(folder.name)
    return toy / "plain"


@pytest.fixture
def calibrated(toy: Path, tiny_encoder: Path, reader: Path) -> Path:
    build(toy / "sources", toy / "calibration", toy / "with", str(tiny_encoder), str(reader))
    return toy / "with"


def test_without_calibration_questions_the_travelled_confidence_answers_and_refuses(plain: Path) -> None:
    index = Index.open(plain)
    assert index.warning == ""
    answered, unanswered = index.search(ANSWERED), index.search(UNANSWERED)
    assert answered.hits[0].passage.id == "toy/fishing/sardines"
    assert answered.confidence >= answered.threshold
    assert answered.answers
    assert answered.answering
    assert not unanswered.answers
    assert 0 < answered.nearness < 1


def test_a_refused_question_of_a_dialect_is_asked_again_in_standard_words(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index.open(plain)
    answered = index.search(IN_DIALECT)
    assert answered.answers
    assert (answered.query, answered.hits[0].passage.id) == (IN_DIALECT, "toy/fishing/sardines")
    assert not index.search(f"واشنهي راهي {UNANSWERED}؟").answers
    monkeypatch.setattr("index.index.standard_form", lambda text: text)
    assert not index.search(IN_DIALECT).answers


def test_the_first_hits_carry_the_readers_probability(plain: Path) -> None:
    result = Index.open(plain).search(ANSWERED, k=7)
    read = [hit for hit in result.hits if "reader" in hit.parts]
    assert 1 <= len(read) <= READ
    assert list(result.hits[: len(read)]) == read
    assert all(0 <= hit.parts["reader"] <= 1 for hit in read)
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert [hit.rank for hit in result.hits] == [1, 2, 3, 4, 5, 6, 7]


def test_the_marks_are_in_the_first_hits_text(plain: Path) -> None:
    result = Index.open(plain).search(ANSWERED)
    for start, end in result.answering:
        assert 0 <= start < end <= len(result.hits[0].passage.text)


def test_token_vectors_are_centred_by_the_mean_that_came_with_the_confidence(
    plain: Path, reader: Path, toy: Path, tiny_encoder: Path
) -> None:
    own = Index.open(plain).token_mean
    path = reader / CONFIDENCE_FILE
    mean = tuple(float(place) for place in range(len(own)))
    replace(tiny_confidence(reader), token_mean=mean).save(path)
    build(toy / "sources", toy / "no-questions", toy / "centred", str(tiny_encoder), str(reader))
    assert Index.open(toy / "centred").token_mean.tolist() == list(mean)
    assert own.tolist() != list(mean)


def test_what_is_clearly_unanswered_is_not_read(plain: Path) -> None:
    result = Index.open(plain).search("?")
    assert result.confidence < 0.01
    assert result.answering == ()
    assert all("reader" not in hit.parts for hit in result.hits)


def test_one_scorer_alone_is_not_read(plain: Path) -> None:
    hits = Index.open(plain).search(ANSWERED, k=7, scorers={"words"}).hits
    assert set(hits[0].parts) == {"dense", "words"}


@pytest.mark.parametrize("question", ["", "😀", "\u064e", "السردين " * 120, "محمد علي", "x" * 1000])
def test_any_question_gets_a_verdict(plain: Path, question: str) -> None:
    result = Index.open(plain).search(question)
    assert len(result.hits) == 5
    assert 0 <= result.confidence <= 1
    assert 0 <= result.threshold <= 1


def test_how_many_wrong_answers_are_bearable_sets_the_threshold(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {}
    for setting in ("strict", "balanced", "generous", "50"):
        monkeypatch.setenv("DALEEL_WRONG_ANSWERS", setting)
        found[setting] = Index.open(plain).search(ANSWERED).threshold
    assert found == {"strict": 0.96, "balanced": 0.92, "generous": 0.8, "50": 0.5}


def test_the_manifest_says_what_the_confidence_measured_and_the_states_are_kept(
    plain: Path, reader: Path
) -> None:
    store = Store.open(plain)
    name = OpenReader.open(reader, ENCODER).name
    assert store.manifest.reader == name
    assert store.manifest.transferred == tiny_confidence(reader).measured
    assert store.manifest.confidence is not None
    assert store.manifest.confidence.text.model.features == TEXT_FEATURES
    assert store.manifest.read_confidence is not None
    assert store.manifest.read_confidence.text.model.features == READ_FEATURES
    assert store.states is not None
    assert len(store.states) == len(IDS)
    assert all(len(store.states[row].tokens) for row in range(len(IDS)))
    states = {name for name in store.manifest.parts if name.startswith("states/")}
    assert states == {
        f"states/{part}.npy" for part in ("tokens", "scales", "starts", "sentence_starts", "sentence_counts")
    }


def test_states_that_do_not_belong_to_the_passages_are_refused(plain: Path, tmp_path: Path) -> None:
    store = Store.open(plain)
    assert store.states is not None
    (tmp_path / "other").mkdir()
    with pytest.raises(StoreError, match="7 passages but 6 passages with states for the reader"):
        replace(store, states=store.states.subset(range(6))).write(tmp_path / "other")
        Store.open(tmp_path / "other")


def test_a_manifest_of_the_format_before_asks_to_rebuild(plain: Path) -> None:
    path = plain / MANIFEST_FILE
    fields = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**fields, "format": 1}), encoding="utf-8")
    with pytest.raises(StoreError, match="has format 1, expected 3; rebuild with 'make index'"):
        Manifest.read(plain)


def gone(folder: Path) -> None:
    (folder / READER_FILE).unlink()


def retrained(folder: Path) -> None:
    write_tiny_reader(folder, weight=0.5)


def damaged(folder: Path) -> None:
    (folder / CONFIDENCE_FILE).write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    "spoil, said",
    [(gone, "no reader at"), (retrained, "another reader"), (damaged, "confidence.json is damaged")],
)
def test_without_its_reader_an_index_is_searched_unread_and_says_so(
    plain: Path,
    reader: Path,
    caplog: pytest.LogCaptureFixture,
    spoil: Callable[[Path], None],
    said: str,
) -> None:
    name = Index.open(plain).manifest.reader
    spoil(reader)
    with caplog.at_level(logging.WARNING):
        index = Index.open(plain)
    assert "Answering without the reader" in caplog.text
    assert said in caplog.text
    assert index.warning == f"hits are not read: the reader {name} is not at hand; the log says why"
    result = index.search(ANSWERED)
    assert result.hits[0].passage.id == "toy/fishing/sardines"
    assert result.answers
    assert result.answering == ()
    assert "reader" not in result.hits[0].parts


def test_an_index_built_without_a_reader_says_so(built: Path) -> None:
    index = Index.open(built)
    assert index.warning == "hits are not read: the index was built without a reader, by tiny"
    assert index.manifest.read_confidence is None
    assert index.search("ما هو القمح؟").answering == ()


def test_example_questions_and_reader_judge_together(calibrated: Path, reader: Path) -> None:
    index = Index.open(calibrated)
    manifest = index.manifest
    assert manifest.confidence is not None
    assert manifest.read_confidence is not None
    assert None not in (manifest.confidence.full, manifest.read_confidence.full)
    assert manifest.confidence.text == tiny_confidence(reader).unread.text
    result = index.search("ما هو القمح؟")
    assert result.hits[0].passage.id == "toy/farming/wheat"
    assert result.threshold == manifest.read_confidence.full.thresholds[WRONG_ANSWERS["balanced"]]
    assert {"questions", "reader"} <= set(result.hits[0].parts)


def test_a_confidence_fitted_anew_is_another_version(
    toy: Path, plain: Path, reader: Path, tiny_encoder: Path
) -> None:
    before = Store.open(plain).manifest.version
    confidence = tiny_confidence(reader)
    strict = replace(confidence.read.text, thresholds=(0.99,) * 51)
    replace(confidence, read=replace(confidence.read, text=strict)).save(reader / CONFIDENCE_FILE)
    again = build(toy / "sources", toy / "none", toy / "again", str(tiny_encoder), str(reader))
    assert again.version != before


def test_a_reopened_index_keeps_its_reader_or_takes_the_new_one(
    toy: Path, plain: Path, reader: Path, tiny_encoder: Path
) -> None:
    index = Index.open(plain)
    assert index.reopened(plain).warning == ""
    assert index.with_curated(None).warning == ""
    write_tiny_reader(reader, weight=0.5)
    build(toy / "sources", toy / "none", plain, str(tiny_encoder), str(reader))
    newer = index.reopened(plain)
    assert newer.warning == ""
    assert newer.manifest.reader != index.manifest.reader
    assert newer.encoder is index.encoder


def test_passages_of_signs_and_of_thousands_of_words_are_read(
    toy: Path, tiny_encoder: Path, reader: Path
) -> None:
    found = read_sources(toy / "sources")
    texts = ("… 😀", "كلمة " * 3000, "سمك صغير. يصاد صيفا.")
    made = [replace(found.passages[0], id=f"toy/{n}", text=text, heading="") for n, text in enumerate(texts)]
    opened = OpenReader.open(reader, ENCODER)
    build_from_passages(made, found.documents, str(tiny_encoder), toy / "odd", reader=opened)
    index = Index.open(toy / "odd")
    for question in ("😀 … ؟", "كلمة", "سمك"):
        result = index.search(question)
        first = result.hits[0].passage
        assert set(result.answering) <= {(one.start, one.end) for one in sentences(first.text)}
        assert len(result.hits) == 3
    assert index.search("سمك").answering


def run(toy: Path, capsys: pytest.CaptureFixture[str], *more: str | Path) -> tuple[int, str, str]:
    capsys.readouterr()
    arguments = ("build", "--sources", toy / "sources", "--calibration", toy / "calibration")
    code = main([str(argument) for argument in (*arguments, "--index", toy / "index", *more)])
    written = capsys.readouterr()
    return code, written.out, written.err


def test_the_command_builds_with_a_reader_and_says_so(
    toy: Path, reader: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(toy, capsys)
    assert code == 0
    assert f"read by {OpenReader.open(reader, ENCODER).name}" in out
    code, out, _ = run(toy, capsys, "--reader", "none")
    assert code == 0
    assert "without a reader for tiny" in out


@pytest.mark.parametrize("spoil", [gone, damaged])
def test_the_command_refuses_a_bad_reader_in_one_line_and_keeps_the_old_index(
    toy: Path, reader: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], None]
) -> None:
    assert run(toy, capsys)[0] == 0
    before = (toy / "index").resolve()
    spoil(reader)
    code, out, err = run(toy, capsys, "--reader", reader)
    assert (code, out) == (2, "")
    assert err.startswith("index: ")
    assert len(err.splitlines()) == 1
    assert (toy / "index").resolve() == before


def test_the_command_refuses_a_named_reader_of_another_encoder(
    toy: Path, reader: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.index.tiny_encoder import write_tiny_encoder

    other = write_tiny_encoder(tmp_path / "other", name="other")
    code, out, err = run(toy, capsys, "--encoder", other, "--reader", reader)
    assert (code, out) == (2, "")
    assert "reads 'tiny', the encoder is 'other'" in err
    assert len(err.splitlines()) == 1


def test_neither_questions_nor_a_reader_build_nothing(
    toy: Path, reader: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (toy / "calibration/toy.jsonl").unlink()
    code, _, err = run(toy, capsys, "--reader", "none")
    assert code == 2
    assert "without them and without a reader nothing can be answered" in err


def test_a_bad_setting_is_one_line(
    plain: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DALEEL_WRONG_ANSWERS", "some")
    assert main(["search", ANSWERED, "--index", str(plain)]) == 2
    err = capsys.readouterr().err
    assert err == ("index: DALEEL_WRONG_ANSWERS is 'some', expected strict, balanced, generous or 1 to 50\n")
