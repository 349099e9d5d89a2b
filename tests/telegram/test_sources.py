"""The source of an answer: its whole section, and its page as a photograph."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from documents.passage import Document, Passage, Rectangle
from documents.published import Published
from tests.documents.made import make_pdf
from tests.telegram.conftest import World
from tests.telegram.emulator import Emulator
from tests.telegram.telegram_process import POLLING, SECRET, TelegramProcess
from tests.web import stub_answers
from tests.web.stub_actions import OPENING, StubActions, section
from tests.web.stub_rasa import StubRasa

PAPER = Document("paper", "دليل <التأسيس>", "ar", "paper.pdf", "", "", pages=1)
PASSAGE = "paper/file/deposit"
LINES = ("تبدأ إجراءات التأسيس بإيداع ملف", "كامل لدى السجل التجاري في الولاية.")


@pytest.fixture(scope="module")
def actions() -> Iterator[StubActions]:
    with StubActions(SECRET) as stub:
        yield stub


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sources with one file of a page, published."""
    folder = tmp_path_factory.mktemp("sources")
    drawn = [(100, 700 - 20 * at, 12, line[::-1]) for at, line in enumerate(LINES)]
    content = make_pdf(folder / "paper.pdf", [drawn]).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    (folder / "files").mkdir()
    (folder / "files" / f"{sha256}.pdf").write_bytes(content)
    publish(folder, replace(PAPER, sha256=sha256))
    return folder


def publish(folder: Path, document: Document) -> None:
    place = Rectangle(1, 0.1, 0.1, 0.9, 0.2)
    text = " ".join(LINES)
    passage = Passage(
        PASSAGE, "paper", "الملف", "", False, text, 0, "paragraph", 0, len(text), places=(place,)
    )
    Published(document, (passage,), text=text).write(folder / "published")


@pytest.fixture(scope="module")
def _world(tmp_path_factory: pytest.TempPathFactory, actions: StubActions, sources: Path) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("telegram")
    with ExitStack() as running:
        stub = running.enter_context(StubRasa(folder / "tracker.db", SECRET))
        emulator = running.enter_context(Emulator())
        changed = {"DALEEL_ACTIONS_PORT": actions.port, "DALEEL_SOURCES": str(sources)}
        process = running.enter_context(TelegramProcess(folder, POLLING, emulator, stub, **changed))
        yield World(process, emulator, stub)


def cited(said: str) -> list[dict[str, Any]]:
    """An answer from the page."""
    message = stub_answers.point(said)
    place = {"document": PAPER.title, "document_id": "paper", "section": "الملف"}
    quote = {"passage_id": PASSAGE, "quote": LINES[0], "start": 0, "end": len(LINES[0]), "page": 1}
    message["metadata"]["evidence"]["citations"] = [{**place, **quote}]
    return [message]


def test_the_source_of_a_list_is_its_section_with_what_was_quoted_in_bold(
    world: World, actions: StubActions
) -> None:
    actions.section = section()
    person = world.person()
    posted = world.answer(person, "عدد الأدوار")
    answer = posted.text
    world.press(person, posted, "المصدر")
    world.emulator.wait(lambda: posted.text != answer, what="the section")
    assert OPENING in posted.text
    assert posted.text.count(stub_answers.PARAGRAPH) == len(stub_answers.HEADINGS)
    assert posted.text.endswith("…")  # it goes on
    raw = posted.text.encode("utf-16-le")
    bold = [
        raw[2 * each.offset : 2 * (each.offset + each.length)].decode("utf-16-le")
        for each in posted.entities
        if each.type == "bold"
    ]
    assert set(stub_answers.HEADINGS) <= set(bold)
    assert OPENING not in bold
    world.press(person, posted, "عودة إلى الجواب")
    world.emulator.wait(lambda: posted.text == answer, what="the answer")


def test_a_section_that_cannot_be_had_leaves_the_quotation(world: World, actions: StubActions) -> None:
    actions.section = {"passages": []}
    person = world.person()
    posted = world.answer(person, "ما دور المؤسسات؟")
    answer = posted.text
    world.press(person, posted, "المصدر")
    world.emulator.wait(lambda: posted.text != answer, what="the source")
    assert stub_answers.PARAGRAPH in posted.text


def test_a_page_is_sent_as_a_photograph_that_names_its_place(world: World) -> None:
    world.stub.is_to.answer = cited
    person = world.person()
    posted = world.answer(person, "كيف أبدأ؟")
    world.press(person, posted, "المصدر")
    world.emulator.wait(lambda: "الصفحة 1" in posted.titles, what="the page's button")
    world.press(person, posted, "الصفحة 1")
    photo = world.emulator.wait_for(person.id, 2, seconds=60)[1]
    assert photo.text == f"{PAPER.title} — الملف — الصفحة 1"
    assert photo.reply_to == posted.message_id
    assert photo.photo.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", photo.photo[16:24])
    assert (width, height > width) == (1000, True)
    assert len(set(photo.photo)) > 50  # something is drawn on it


def test_a_page_that_is_no_longer_published_is_not_sent(world: World, sources: Path) -> None:
    world.stub.is_to.answer = cited
    person = world.person()
    posted = world.answer(person, "كيف أبدأ؟")
    world.press(person, posted, "المصدر")
    world.emulator.wait(lambda: "الصفحة 1" in posted.titles, what="the page's button")
    published = sources / "published/paper.json"
    aside = published.rename(sources / "aside.json")
    try:
        world.press(person, posted, "الصفحة 1")
        word = world.emulator.wait_for(person.id, 2)[1]
    finally:
        aside.rename(published)
    assert (word.text, word.photo) == ("لم تعد هذه الصفحة بين المصادر.", b"")
