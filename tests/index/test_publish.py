"""Publishing brings an index to what is published, embeds only what is new, or changes nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from documents import SourceError
from documents.published import Published
from index import Index
from index.__main__ import main
from index.build import build
from index.errors import EncoderMismatchError
from index.publish import Publication, publish
from index.reading import NO_READER
from index.store import Store
from tests.index.tiny_encoder import write_tiny_encoder
from tests.index.tiny_reader import write_tiny_reader
from tests.index.toy import IDS, published

BEES = ("النحل حشرات تصنع العسل في الخلايا", "ملكة النحل واحدة في كل خلية")
MILK = "الأبقار تعطي الحليب كل صباح"

Publish = Callable[..., Publication]


@pytest.fixture
def publish_toy(built: Path, toy: Path, tiny_encoder: Path) -> Publish:
    """Write these documents beside what is published already, and publish."""

    def publish_now(*documents: Published, encoder: Path = tiny_encoder, **others: object) -> Publication:
        for one in documents:
            one.write(toy / "published")
        folders = (toy / "sources", toy / "published", toy / "calibration", toy / "index")
        return publish(*folders, str(encoder), NO_READER, **others)

    return publish_now


def ids(index: Index) -> list[str]:
    return [passage.id for passage in index.passages]


def test_a_published_document_is_found_with_its_place(publish_toy: Publish, built: Path) -> None:
    done = publish_toy(published("bees", BEES, version=3))
    index = Index.open(built)
    assert ids(index) == [*IDS, "bees/s1/p0", "bees/s1/p1"]
    first = index.search("أين يصنع النحل العسل؟").hits[0].passage
    assert (first.text, first.page, first.places[0].left) == (BEES[0], 1, 0.1)
    assert (done.embedded, done.kept, done.gone) == (2, 7, 0)
    assert index.manifest.counts == {"toy": 7, "bees": 2}
    assert [one.version for one in index.manifest.documents] == [1, 3]


def test_only_what_is_new_is_embedded_and_progress_is_told(publish_toy: Publish, built: Path) -> None:
    publish_toy(published("bees", BEES))
    before = Store.open(built)
    told: list[tuple[int, int]] = []
    changed = published("bees", (BEES[0], "ملكة النحل تبيض"), version=2)
    done = publish_toy(changed, published("milk", [MILK]), on_progress=lambda *figures: told.append(figures))
    assert (done.embedded, done.kept, done.gone) == (2, 8, 1)
    assert told == [(0, 2), (2, 2)]
    after = Store.open(built)
    query, rows = np.ones(32, dtype=np.float32), np.arange(8)
    for part in ("vectors", "tokens"):
        old, new = getattr(before.searcher, part), getattr(after.searcher, part)
        asked = query if part == "vectors" else query[None, :]
        scores = (old.cosines, new.cosines) if part == "vectors" else (old.scores, new.scores)
        np.testing.assert_array_equal(scores[0](asked, rows), scores[1](asked, rows))


def test_a_published_index_searches_as_one_that_was_built_anew(
    publish_toy: Publish, toy: Path, built: Path, tiny_encoder: Path
) -> None:
    publish_toy(published("milk", [MILK, BEES[1]]), published("bees", BEES))
    publish_toy(published("milk", [MILK]))
    folders = (toy / "sources", toy / "calibration", toy / "anew")
    build(*folders, str(tiny_encoder), NO_READER, toy / "published")
    one, other = Index.open(built), Index.open(toy / "anew")
    assert ids(one) == ids(other) == [*IDS, "bees/s1/p0", "bees/s1/p1", "milk/s1/p0"]
    for question in ("ما هو القمح؟", "ملكة النحل", "الحليب", "كم سعر التمر؟"):
        found, anew = (
            {hit.passage.id: hit for hit in index.search(question, 9).hits} for index in (one, other)
        )
        assert found.keys() == anew.keys()
        for id_, hit in found.items():
            for part in ("dense", "words", "questions"):
                assert hit.parts[part] == pytest.approx(anew[id_].parts[part], rel=1e-5, abs=1e-6)
    assert one.manifest.fitted != one.version
    assert other.manifest.fitted == other.version


def test_publishing_what_is_there_already_changes_nothing(publish_toy: Publish, built: Path) -> None:
    publish_toy(published("bees", BEES))
    folder = built.resolve()
    done = publish_toy()
    assert (done.embedded, done.kept, done.gone) == (0, 9, 0)
    assert built.resolve() == folder


def test_a_published_document_takes_the_place_of_a_shipped_one(publish_toy: Publish, built: Path) -> None:
    publish_toy(published("toy", [MILK]))
    index = Index.open(built)
    assert ids(index) == ["toy/s1/p0"]
    assert "toy/farming/wheat" not in {hit.passage.id for hit in index.search("ما هو القمح؟", 9).hits}


def test_all_can_be_withdrawn_and_be_there_again_as_before(
    publish_toy: Publish, built: Path, toy: Path
) -> None:
    before = Index.open(built).search("ما هو القمح؟")
    publish_toy(published("toy", []))
    empty = Index.open(built)
    result = empty.search("ما هو القمح؟")
    assert (empty.passages, result.hits, result.answers) == ((), (), False)
    assert publish_toy(published("bees", BEES)).embedded == 2
    assert Index.open(built).search("العسل").hits[0].passage.id == "bees/s1/p0"
    (toy / "published/toy.json").unlink()
    (toy / "published/bees.json").unlink()
    assert publish_toy().embedded == 7
    after = Index.open(built).search("ما هو القمح؟")
    assert [hit.passage for hit in after.hits] == [hit.passage for hit in before.hits]
    assert after.confidence == pytest.approx(before.confidence, abs=1e-3)


def test_the_states_that_the_reader_reads_are_those_of_a_build(
    toy: Path, tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = str(write_tiny_reader(toy / "reader"))
    monkeypatch.setenv("DALEEL_ENCODER", str(tiny_encoder))
    monkeypatch.setenv("DALEEL_READER", reader)
    arguments = (str(tiny_encoder), reader)
    published("bees", BEES).write(toy / "published")
    build(toy / "sources", toy / "calibration", toy / "index", *arguments)
    folders = (toy / "sources", toy / "published", toy / "calibration", toy / "index")
    assert publish(*folders, *arguments).embedded == 2
    build(toy / "sources", toy / "calibration", toy / "anew", *arguments, toy / "published")
    one, other = Store.open(toy / "index").states, Store.open(toy / "anew").states
    assert one is not None and other is not None and len(one) == len(other) == 9
    for row in range(9):
        np.testing.assert_array_equal(one[row].tokens, other[row].tokens)
        np.testing.assert_array_equal(one[row].sentence_starts, other[row].sentence_starts)
    found = Index.open(toy / "index").search("أين يصنع النحل العسل؟")
    assert found.hits[0].passage.id == "bees/s1/p0"
    assert found.answering == ((0, len(BEES[0])),)


def spoilt(fields: dict[str, object]) -> dict[str, str]:
    """Bad files by what is said of them."""
    twice, elsewhere, bare = (json.loads(json.dumps(fields)) for _ in range(3))
    twice["passages"][1]["id"] = twice["passages"][0]["id"]
    elsewhere["passages"][1]["document"] = "toy"
    bare["passages"][0]["text"] = " "
    return {
        "stands there twice": json.dumps(twice),
        "is not of the document 'bees'": json.dumps(elsewhere),
        "has no text": json.dumps(bare),
        "format 9, expected 1": json.dumps({**fields, "format": 9}),
        "not a published document": "{",
    }


@pytest.mark.parametrize("said", [*spoilt({"passages": [{"id": "x"}, {}]})])
def test_a_bad_file_is_one_line_and_the_old_index_stays(
    publish_toy: Publish, built: Path, toy: Path, capsys: pytest.CaptureFixture[str], said: str
) -> None:
    path, folder = published("bees", BEES).write(toy / "published"), built.resolve()
    path.write_text(spoilt(json.loads(path.read_text(encoding="utf-8")))[said], encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        publish_toy()
    arguments = ["--sources", str(toy / "sources"), "--index", str(built)]
    assert main(["publish", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith("index: bees.json: ")
    assert len(error.splitlines()) == 1
    assert built.resolve() == folder


def test_another_encoder_is_refused_and_the_old_index_stays(
    publish_toy: Publish, built: Path, tmp_path: Path
) -> None:
    folder, other = built.resolve(), write_tiny_encoder(tmp_path / "encoder", name="other", seed=1)
    with pytest.raises(EncoderMismatchError, match="built by 'tiny', the encoder is 'other'"):
        publish_toy(published("bees", BEES), encoder=other)
    assert built.resolve() == folder


def test_publishers_at_once_lose_nothing(publish_toy: Publish, built: Path) -> None:
    names = [f"d{number}" for number in range(6)]
    documents = [published(name, [f"{MILK} {name}"]) for name in names]
    threads = [threading.Thread(target=publish_toy, args=(one,)) for one in documents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ids(Index.open(built)) == [*IDS, *(f"{name}/s1/p0" for name in names)]


def test_where_there_is_no_index_it_is_built(toy: Path, tiny_encoder: Path) -> None:
    published("bees", BEES).write(toy / "published")
    folders = (toy / "sources", toy / "published", toy / "calibration", toy / "index")
    assert publish(*folders, str(tiny_encoder), NO_READER).manifest.passages == 9


def test_the_command_says_each_step_to_programs(
    built: Path, toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published("bees", BEES).write(toy / "published")
    assert main(["publish", "--json", "--sources", str(toy / "sources"), "--index", str(built)]) == 0
    *steps, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert steps == [{"embedded": 0, "total": 2}, {"embedded": 2, "total": 2}]
    assert last["documents"][1] == {"id": "bees", "version": 1, "passages": 2}
    assert (last["version"], last["kept"]) == (Index.open(built).manifest.version, 7)


def test_example_questions_speak_for_their_passage_while_its_words_stay(
    publish_toy: Publish, built: Path
) -> None:
    index = Index.open(built)
    passages = list(index.passages)
    place = [passage.id for passage in passages].index("toy/farming/palms")
    document = index.document("toy")

    def exampled(text: str) -> bool:
        passages[place] = replace(passages[place], text=text)
        publish_toy(Published(document, tuple(passages)))
        return "toy/farming/palms" in Store.open(built).searcher.exampled

    text = passages[place].text
    assert exampled(f"{text} الحلو")
    assert not exampled("نص آخر لا صلة له بما كان هنا")
    assert exampled(text)


def test_what_was_unanswered_is_answered_by_a_document_that_answers_it(
    toy: Path, tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question stands among the calibration questions as one that no source answers."""
    reader = str(write_tiny_reader(toy / "reader"))
    monkeypatch.setenv("DALEEL_ENCODER", str(tiny_encoder))
    monkeypatch.setenv("DALEEL_READER", reader)
    monkeypatch.setenv("DALEEL_WRONG_ANSWERS", "generous")
    folders = (toy / "sources", toy / "published", toy / "calibration", toy / "index")
    publish(*folders, str(tiny_encoder), reader)
    question = "كم سعر التونة اليوم؟"
    assert not Index.open(toy / "index").search(question).answers
    published("prices", ["سعر التونة اليوم عشرون دينارا للكيلوغرام", MILK]).write(toy / "published")
    publish(*folders, str(tiny_encoder), reader)
    result = Index.open(toy / "index").search(question)
    assert (result.hits[0].passage.id, result.answers) == ("prices/s1/p0", True)
    assert Index.open(toy / "index").search("حدثني عن التونة").hits[0].passage.id == "toy/fishing/tuna"
