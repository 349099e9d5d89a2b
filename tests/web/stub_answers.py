"""What the stub in Rasa's place says: one answer of each kind, in the form of the channel's messages."""

from __future__ import annotations

import uuid
from typing import Any

from contract.answer import Answer, Item, Points, Quote, place_of, plain_text
from contract.payload import show_passage

Message = dict[str, Any]

DOCUMENT = "دور المؤسسات الصغيرة والمتوسطة"
SECTION = "الدور الاقتصادي"
QUOTE = "تساهم المؤسسات الصغيرة والمتوسطة في تكوين الأفراد"
PARAGRAPH = f"{QUOTE} وتدريبهم على كسب المهارات."
HEADINGS = ("تكوين الإطارات المحلية", "توزيع الصناعات", "تعبئة الموارد المالية")


def answer(said: str) -> list[Message]:
    """Small talk for a greeting, a list for "عدد", nothing for "طقس", else a point; `said` is in the text."""
    if said.startswith("مرحبا"):
        return [message(f"أهلا بك! {said}", metadata={"utter_action": "utter_greet"})]
    if said.startswith("عدد"):
        return [listing(said)]
    if said.startswith("طقس"):
        buttons = [button(SECTION, "sme-roles/economic")]
        return [message(f"لا تجيب مصادري عن هذا: {said}", buttons, {"evidence": evidence("none", said, [])})]
    return [point(said)]


def point(said: str) -> Message:
    answer = Answer(
        frame=f"جاء في المصدر عن «{said}»:",
        parts=(Quote("sme-roles/economic/p-1", "", QUOTE),),
        closing="المصدر:",
        places=(place_of(DOCUMENT, SECTION),),
    )
    return answering(answer, evidence("point", said, HEADINGS[:1]))


def listing(said: str) -> Message:
    items = tuple(
        Item(number, f"sme-roles/economic/p-{number}", heading, heading, "", is_cut=True)
        for number, heading in enumerate(HEADINGS, 1)
    )
    answer = Answer(
        frame=f"وفق المصدر عن «{said}»:",
        parts=(Points("", "", items),),
        closing="المصدر:",
        places=(place_of(DOCUMENT, SECTION),),
    )
    buttons = [button(heading, f"sme-roles/economic/p-{i}") for i, heading in enumerate(HEADINGS, 1)]
    return answering(answer, evidence("list", said, HEADINGS), buttons)


def answering(answer: Answer, evidence: Message, buttons: list[Message] | None = None) -> Message:
    """A message with an answer's parts, and their text."""
    return message(plain_text(answer), buttons, {"answer": answer.as_json(), "evidence": evidence})


def message(text: str, buttons: list[Message] | None = None, metadata: Message | None = None) -> Message:
    return {"text": text, "buttons": buttons or [], "metadata": metadata or {}}


def button(title: str, passage_id: str) -> Message:
    return {"title": title, "payload": show_passage(passage_id)}


def evidence(kind: str, asked: str, headings: Any) -> Message:
    """In the form of contract.evidence.Evidence."""
    points = [
        {"id": f"sme-roles/economic/p-{i}", "heading": each, "heading_is_ours": False, "text": PARAGRAPH}
        for i, each in enumerate(headings, 1)
    ]
    place = {"document": DOCUMENT, "document_id": "sme-roles", "section": SECTION}
    citations = [
        {**place, "passage_id": each["id"], "quote": QUOTE, "start": 0, "end": len(QUOTE)}
        for each in points[:1]
    ]
    return {
        "kind": kind,
        "query": asked,
        "asked": asked,
        "confidence": 0.9,
        "points": points,
        "citations": citations,
        "hits": [],
        "index_version": "stub",
        "milliseconds": 1.0,
        "answer_id": uuid.uuid4().hex,
    }
