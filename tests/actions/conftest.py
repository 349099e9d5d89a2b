"""A small library of real passages, and an index that holds it and searches as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from contract.answer import Answer, read_answer
from documents.passage import Document, Passage, SectionNames
from index import Hit, SearchResult

DOCUMENT = Document(
    id="sme-roles",
    title="أدوار المؤسسات",
    language="ar",
    origin="a test",
    sha256="0" * 64,
    curated_sha256="1" * 64,
    sections=(
        SectionNames("sme-roles/economic", "الدور الاقتصادي", "Economic role", "Rôle économique"),
        SectionNames("sme-roles/social", "الدور الاجتماعي", "Social role", "Rôle social", ("مجتمع",)),
    ),
)
ECONOMIC, SOCIAL = "دور المؤسسات اقتصاديا", "دور المؤسسات اجتماعيا"


def passage(id_: str, section: str, heading: str, text: str, order: int, *, ours: bool = False) -> Passage:
    return Passage(
        id=id_,
        document=DOCUMENT.id,
        section=section,
        heading=heading,
        heading_is_ours=ours,
        text=text,
        order=order,
        kind="overview" if id_.count("/") == 1 else "point",
        start=order * 100,
        end=order * 100 + len(text),
        repairs=(),
    )


PASSAGES = (
    passage("sme-roles/economic", ECONOMIC, ECONOMIC, "تحتل المؤسسات مكانة وتتمثل الأدوار فيما يلي:", 0),
    passage(
        "sme-roles/economic/local-cadres", ECONOMIC, "تكوين الإطارات المحلية:", "تساهم في تكوين الأفراد؛", 1
    ),
    passage(
        "sme-roles/economic/competition", ECONOMIC, "استمرارية المنافسة", "تصبح المنافسة أداة التغيير؛", 2
    ),
    passage("sme-roles/social", SOCIAL, SOCIAL, "تكتسي المؤسسات مكانة اجتماعية:", 3),
    passage("sme-roles/social/needs", SOCIAL, "عنوان من عندنا", "إشباع رغبات الأفراد.", 4, ours=True),
)


@dataclass
class LibraryIndex:
    """Holds passages as the real one does; its search gives the hits and figures it was made with."""

    passages: tuple[Passage, ...] = PASSAGES
    hits: tuple[str, ...] = ()
    confidence: float = 0.0
    nearness: float = 0.0
    version: str = "test-1"
    threshold: float = 0.6
    taught: tuple[str, ...] = ()
    curated: str = ""
    answering: tuple[tuple[int, int], ...] = ()

    def is_curated(self, query: str) -> bool:
        return query in self.taught

    def passage(self, id_: str) -> Passage:
        return {passage.id: passage for passage in self.passages}[id_]

    def document(self, id_: str) -> Document:
        return {DOCUMENT.id: DOCUMENT}[id_]

    def points(self, section_id: str) -> tuple[Passage, ...]:
        return tuple(p for p in self.passages if p.kind == "point" and p.section_id == section_id)

    def search(self, query: str, k: int = 5) -> SearchResult:
        hits = tuple(
            Hit(self.passage(id_), score=3.0 - rank, rank=rank, parts={"dense": 1.0, "words": 0.123456})
            for rank, id_ in enumerate(self.hits[:k], start=1)
        )
        return SearchResult(
            query,
            hits,
            self.confidence,
            self.nearness,
            1.0,
            self.curated,
            self.threshold,
            self.answering,
        )


@pytest.fixture
def library() -> LibraryIndex:
    return LibraryIndex()


def with_text(library: LibraryIndex, id_: str, text: str) -> LibraryIndex:
    """The library with one passage's words replaced."""
    passages = tuple(replace(p, text=text) if p.id == id_ else p for p in library.passages)
    return replace(library, passages=passages)


@pytest.fixture
def rewrite() -> Callable[[LibraryIndex, str, str], LibraryIndex]:
    return with_text


@dataclass(frozen=True)
class Turn:
    """What an action said and remembered."""

    messages: list[dict[str, Any]]
    events: list[dict[str, Any]]

    @property
    def evidence(self) -> dict[str, Any]:
        evidence: dict[str, Any] = self.messages[0]["evidence"]
        return evidence

    @property
    def answer(self) -> Answer:
        """The parts of the first message."""
        return parts_of(self.messages[0])


def parts_of(message: dict[str, Any]) -> Answer:
    answer = read_answer(message["answer"])
    assert answer is not None
    return answer


@pytest.fixture
def ask() -> Callable[..., Turn]:
    """Run an action class on a library with a latest message and slots."""

    def run(
        action: Any,
        library: Any,
        message: dict[str, Any] | None = None,
        slots: dict[str, Any] | None = None,
        events: list[dict[str, Any]] | None = None,
    ) -> Turn:
        dispatcher = CollectingDispatcher()
        tracker = Tracker("visitor-1", slots or {}, message, events or [], False, None, {}, None)
        events = asyncio.run(action(lambda: library).run(dispatcher, tracker, {}))
        return Turn(dispatcher.messages, events)

    return run


def question(text: str, intent: str = "ask_question", confidence: float = 0.9) -> dict[str, Any]:
    return {"text": text, "intent": {"name": intent, "confidence": confidence}, "entities": []}


def press(passage_id: Any) -> dict[str, Any]:
    return {
        "text": f'/show_passage{{"passage_id": "{passage_id}"}}',
        "intent": {"name": "show_passage", "confidence": 1.0},
        "entities": [{"entity": "passage_id", "value": passage_id}],
    }


@pytest.fixture
def asked() -> Callable[..., dict[str, Any]]:
    return question


@pytest.fixture
def pressed() -> Callable[..., dict[str, Any]]:
    return press
