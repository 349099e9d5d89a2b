"""What a visitor gets from the real system: answers with their place, honesty, buttons, follow-ups."""

from __future__ import annotations

import json
import re
import sqlite3

import yaml

from contract.answer import REFUSING, Answer, Quote, plain_text
from contract.evidence import read_evidence
from contract.segments import ELLIPSIS
from documents.curated import load_document

ARABIC = re.compile("[\u0621-\u064a]")


def test_a_question_is_answered_with_the_sources_words_and_their_place(conversation):
    reply = conversation.say("ما دور المؤسسات الصغيرة في التشغيل؟")
    assert "مناصب شغل" in reply.text
    assert reply.evidence.kind == "point"
    (citation,) = reply.evidence.citations
    assert citation.passage_id == "sme-roles/social/social-problems"
    assert all(words in reply.evidence.points[0].text for words in citation.quote.split(f" {ELLIPSIS} "))
    assert citation.document in reply.text
    assert citation.section in reply.text


def test_a_section_is_listed_and_a_button_of_it_quotes_its_point(conversation):
    reply = conversation.say("ما هي الأدوار الاقتصادية للمؤسسات الصغيرة والمتوسطة؟")
    assert reply.evidence.kind == "list"
    assert len(reply.buttons) == 5
    assert re.findall(r"^(\d)\. ", reply.text, re.MULTILINE) == list("12345")
    pressed = conversation.press(reply.buttons[3].payload)
    assert pressed.evidence.points == (reply.evidence.points[3],)
    assert "تصبح المنافسة أداة التغيير" not in pressed.text  # it stands on the screen already
    assert "المحافظة على استمرارية المنافسة" in pressed.text


def test_an_answer_is_the_published_source_in_its_frame_and_nothing_else(conversation, pytestconfig):
    document, passages = load_document(pytestconfig.rootpath / "data/sources/sme-roles.md")
    responses = pytestconfig.rootpath / "data/responses"
    said = {}
    for name in ("question.yml", "closing.yml"):
        said |= yaml.safe_load((responses / name).read_text(encoding="utf-8"))["responses"]
    frames, (closing,) = said["utter_answer_point"], said["utter_closing"]
    published = {passage.id: passage for passage in passages}
    for question in ("كيف تحافظ المؤسسات الصغيرة على المنافسة؟", "كيف تساهم في تكوين الأفراد؟"):
        reply = conversation.say(question)
        passage = published[reply.evidence.points[0].id]
        place = f"{document.title} \u2014 {passage.section}"
        heading = passage.heading.rstrip(" :")  # both points have a published one
        parts = (Quote(passage.id, heading, passage.text, reply.evidence.points[0].marks),)
        whole = [Answer(frame["text"], parts, closing["text"], (place,)) for frame in frames]
        assert reply.text in [plain_text(answer) for answer in whole]


def test_what_the_source_does_not_tell_is_not_answered(conversation):
    for question in ("من فاز بكأس العالم؟", "ما عاصمة اليابان؟"):
        reply = conversation.say(question)
        assert reply.evidence is None or reply.evidence.kind in REFUSING
        assert reply.evidence is None or not reply.evidence.citations
        assert ARABIC.search(reply.text)


def test_small_talk_is_answered_without_evidence(conversation):
    for text in ("السلام عليكم", "شكرا جزيلا", "مع السلامة"):
        reply = conversation.say(text)
        assert ARABIC.search(reply.text)
        assert reply.evidence is None


def test_the_source_and_the_next_point_follow_an_answer(conversation):
    assert "sme-roles" not in conversation.say("ما المصدر؟").text
    first = conversation.press('/show_passage{"passage_id": "sme-roles/economic/local-cadres"}')
    assert first.evidence.points[0].text in conversation.say("ما المصدر؟").text
    more = conversation.say("المزيد")
    assert more.evidence.points[0].id == "sme-roles/economic/industry-spread"


def test_a_button_of_an_older_index_is_answered_honestly(conversation):
    reply = conversation.press('/show_passage{"passage_id": "sme-roles/economic/gone"}')
    assert reply.evidence.kind == "none"
    assert len(reply.buttons) == 3


def test_the_log_of_the_conversation_keeps_the_evidence(conversation, settings):
    answered = conversation.say("كيف تحافظ المؤسسات الصغيرة على المنافسة؟").evidence
    with sqlite3.connect(settings.values["DALEEL_TRACKER_DB"]) as tracker:
        rows = tracker.execute(
            "select data from events where sender_id = ? and type_name = 'bot'", [conversation.sender]
        )
        logged = [read_evidence(json.loads(data)["metadata"]["evidence"]) for (data,) in rows]
    assert logged == [answered]
