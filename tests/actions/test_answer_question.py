"""What the main action says: its kinds, its evidence, and what it does with bad input."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest

from actions.answer_question import ActionAnswerQuestion
from contract.answer import Answer, Item, Points, Quote, plain_text
from contract.logs import pseudonym

COMPETITION = "sme-roles/economic/competition"


def test_a_confident_point_is_quoted_with_its_place(ask, library, asked):
    library = replace(library, hits=(COMPETITION, "sme-roles/economic"), confidence=0.9)
    turn = ask(ActionAnswerQuestion, library, asked("ما دور المنافسة؟"))
    (message,) = turn.messages
    assert message["response"] == "utter_answer_point"
    assert turn.answer == Answer(
        parts=(Quote(COMPETITION, "استمرارية المنافسة", "تصبح المنافسة أداة التغيير؛"),),
        places=("أدوار المؤسسات \u2014 دور المؤسسات اقتصاديا",),
    )
    assert message["buttons"] == []
    assert turn.events[0]["name"] == "last_answer"
    assert turn.events[0]["value"]["focus"] == COMPETITION


def test_evidence_has_the_agreed_shape_and_is_json(ask, library, asked):
    library = replace(library, hits=(COMPETITION, "sme-roles/economic"), confidence=0.91234567)
    evidence = ask(ActionAnswerQuestion, library, asked("ما دور المنافسة؟")).evidence
    assert json.loads(json.dumps(evidence)) is not None
    answer_id, milliseconds = evidence.pop("answer_id"), evidence.pop("milliseconds")
    assert len(answer_id) == 32
    assert milliseconds >= 0
    assert evidence == {
        "version": 1,
        "kind": "point",
        "rule": "search",
        "query": "ما دور المنافسة؟",
        "asked": "ما دور المنافسة؟",
        "confidence": 0.9123,
        "points": (
            {
                "id": COMPETITION,
                "heading": "استمرارية المنافسة",
                "heading_is_ours": False,
                "text": "تصبح المنافسة أداة التغيير؛",
                "marks": (),
            },
        ),
        "citations": (
            {
                "document": "أدوار المؤسسات",
                "document_id": "sme-roles",
                "section": "دور المؤسسات اقتصاديا",
                "passage_id": COMPETITION,
                "quote": "تصبح المنافسة أداة التغيير؛",
                "start": 200,
                "end": 227,
                "page": 0,
            },
        ),
        "hits": (
            {"id": COMPETITION, "score": 2.0, "rank": 1, "parts": {"dense": 1.0, "words": 0.1235}},
            {"id": "sme-roles/economic", "score": 1.0, "rank": 2, "parts": {"dense": 1.0, "words": 0.1235}},
        ),
        "index_version": "test-1",
        "curated": "",
        "missing": "",
    }


def test_a_confident_overview_is_listed_with_a_button_for_each_point(ask, library, asked):
    library = replace(library, hits=("sme-roles/economic",), confidence=0.9)
    turn = ask(ActionAnswerQuestion, library, asked("عدد الأدوار"))
    (message,) = turn.messages
    assert message["response"] == "utter_answer_list"
    cadres, competition = "تكوين الإطارات المحلية", "استمرارية المنافسة"
    assert turn.answer.parts == (
        Points(
            "",
            "تحتل المؤسسات مكانة وتتمثل الأدوار فيما يلي:",
            (
                Item(1, "sme-roles/economic/local-cadres", cadres, cadres, "تساهم في تكوين الأفراد؛"),
                Item(2, COMPETITION, competition, competition, "تصبح المنافسة أداة التغيير؛"),
            ),
        ),
    )
    assert message["buttons"][1] == {
        "title": "استمرارية المنافسة",
        "payload": '/show_passage{"passage_id": "sme-roles/economic/competition"}',
    }
    assert turn.events[0]["value"]["listed"] == ("sme-roles/economic/local-cadres", COMPETITION)


def test_both_roles_are_listed_when_intent_and_search_agree(ask, library, asked):
    library = replace(library, hits=(COMPETITION,), confidence=0.9)
    turn = ask(ActionAnswerQuestion, library, asked("ما أدوارها؟", "ask_section", 0.95))
    assert plain_text(turn.answer) == (
        "تحتل المؤسسات مكانة وتتمثل الأدوار فيما يلي:\n\n"
        "1. تكوين الإطارات المحلية: تساهم في تكوين الأفراد؛\n"
        "2. استمرارية المنافسة: تصبح المنافسة أداة التغيير؛"
        "\n\nتكتسي المؤسسات مكانة اجتماعية:\n\n3. إشباع رغبات الأفراد.\n\n"
        "أدوار المؤسسات \u2014 دور المؤسسات اقتصاديا\nأدوار المؤسسات \u2014 دور المؤسسات اجتماعيا"
    )
    assert len(turn.messages[0]["buttons"]) == 3


def test_an_unsure_but_near_question_is_offered_the_nearest_topics(ask, library, asked):
    library = replace(library, hits=(COMPETITION, "sme-roles/social"), confidence=0.2, nearness=0.8)
    turn = ask(ActionAnswerQuestion, library, asked("ما ضريبة المؤسسات؟"))
    assert turn.messages[0]["response"] == "utter_answer_related"
    assert [b["title"] for b in turn.messages[0]["buttons"]] == [
        "استمرارية المنافسة",
        "الدور الاجتماعي",
        "",  # the staff's, named as it is uttered
    ]
    assert turn.evidence["kind"] == "related"
    assert turn.evidence["citations"] == ()
    assert [hit["rank"] for hit in turn.evidence["hits"]] == [1, 2]


def test_a_far_question_is_offered_the_sections(ask, library, asked):
    library = replace(library, hits=(COMPETITION,), confidence=0.01, nearness=0.1)
    turn = ask(ActionAnswerQuestion, library, asked("من فاز بالكأس؟"))
    assert turn.messages[0]["response"] == "utter_answer_none"
    assert [b["title"] for b in turn.messages[0]["buttons"]] == [
        "الدور الاقتصادي",
        "الدور الاجتماعي",
    ]
    assert (turn.events[0]["value"]["kind"], turn.events[0]["value"]["failures"]) == ("none", 1)


def test_a_pressed_button_shows_its_passage_without_a_search(ask, library, pressed):
    turn = ask(ActionAnswerQuestion, library, pressed("sme-roles/social/needs"))
    assert turn.answer.parts == (Quote("sme-roles/social/needs", "", "إشباع رغبات الأفراد."),)
    assert turn.evidence["query"] == ""
    assert turn.evidence["confidence"] == 1.0
    assert turn.evidence["hits"] == ()
    assert ask(ActionAnswerQuestion, library, pressed("sme-roles/social")).evidence["kind"] == "list"


@pytest.mark.parametrize(
    "passage_id", ["sme-roles/gone", "", None, 7, ["sme-roles/social"], "../../etc/passwd"]
)
def test_a_button_that_names_no_passage_is_answered_honestly(ask, library, pressed, passage_id):
    turn = ask(ActionAnswerQuestion, library, pressed(passage_id))
    named = isinstance(passage_id, str) and passage_id
    assert turn.messages[0]["response"] == ("utter_passage_gone" if named else "utter_answer_none")
    assert turn.messages[0]["buttons"]
    assert turn.evidence["confidence"] == 0.0


@pytest.mark.parametrize(
    "message",
    [
        None,
        {},
        {"text": None, "intent": None},
        {"text": "   ", "intent": {"name": None, "confidence": None}},
        {"text": "😀" * 10},
        {"text": "\x00\x07"},
        {"text": "سؤال " * 2_000},
        {"text": "hello ١٢٣ عالم"},
    ],
)
def test_a_message_of_any_form_gets_one_answer(ask, library, message):
    turn = ask(ActionAnswerQuestion, library, message)
    assert [said["response"] for said in turn.messages] == ["utter_answer_none"]


def test_a_heading_of_ours_is_no_part_of_a_list_or_a_citation(ask, library, asked):
    library = replace(library, hits=("sme-roles/social",), confidence=0.9)
    turn = ask(ActionAnswerQuestion, library, asked("الدور الاجتماعي"))
    (message,) = turn.messages
    assert "عنوان من عندنا" not in plain_text(turn.answer)
    assert [item.label for item in turn.answer.items] == ["عنوان من عندنا"]
    assert "عنوان من عندنا" not in json.dumps(turn.evidence["citations"], ensure_ascii=False)
    assert message["buttons"][0]["title"] == "عنوان من عندنا"
    assert turn.evidence["points"][0]["heading_is_ours"] is True


def test_a_failure_inside_is_an_apology_and_a_log_line_without_the_words(ask, library, asked, caplog):
    class BrokenIndex(type(library)):
        def search(self, query, k=5):
            raise RuntimeError(f"cannot search {query}")

    with caplog.at_level(logging.ERROR):
        turn = ask(ActionAnswerQuestion, BrokenIndex(), asked("سر شخصي"))
    assert [message["response"] for message in turn.messages] == ["utter_apology"]
    assert turn.events == []
    assert len(caplog.records) == 1
    assert pseudonym("visitor-1") in caplog.text
    assert "RuntimeError" in caplog.text
    assert "سر شخصي" not in caplog.text


def test_a_taught_question_is_answered_by_its_passage_whatever_its_words_leave_open(ask, library, asked):
    text = "ما الفرق بين الأولى والثانية؟ وكم عدد الأدوار؟"
    library = replace(library, hits=(COMPETITION,), confidence=0.999, curated="q1", taught=(text,))
    turn = ask(ActionAnswerQuestion, library, asked(text, intent="ask_question", confidence=0.99))
    (message,) = turn.messages
    assert turn.evidence["kind"] == "point"
    assert [point["id"] for point in turn.evidence["points"]] == [COMPETITION]
    assert turn.evidence["curated"] == "q1"
    assert message["evidence"]["query"] == text


@pytest.mark.parametrize(("surface", "is_quoted"), [("telegram", True), ("web", False)])
def test_a_listed_point_is_quoted_where_the_list_showed_its_heading_alone(
    ask, library, asked, pressed, surface, is_quoted
):
    listing = replace(library, hits=("sme-roles/economic",), confidence=0.9)
    events = [{"event": "user", "metadata": {"surface": surface}}]
    listed = ask(ActionAnswerQuestion, listing, asked("ما الأدوار الاقتصادية؟"), events=events)
    slots = {each["name"]: each["value"] for each in listed.events if each["event"] == "slot"}
    turn = ask(ActionAnswerQuestion, listing, pressed(COMPETITION), slots, events)
    quoted = [part for part in turn.answer.parts if isinstance(part, Quote)]
    assert bool(quoted) is is_quoted
