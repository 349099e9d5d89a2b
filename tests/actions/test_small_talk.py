"""What is said that no source answers: in kind, once at length, with care where it is needed."""

from __future__ import annotations

import pytest

from actions.small_talk import ActionSmallTalk
from contract import about

BEFORE = [{"event": "bot", "text": "x"}]


@pytest.mark.parametrize(
    ("text", "returned"),
    [
        ("السلام عليكم", "utter_returned_salam"),
        ("salam 3likom", "utter_returned_salam"),
        ("صباح الفل", "utter_returned_morning"),
        ("مسا الخير", "utter_returned_evening"),
        ("bonsoir", "utter_returned_evening"),
        ("هلا والله", "utter_returned_hello"),
    ],
)
def test_a_greeting_is_returned_in_kind(ask, library, asked, text, returned):
    message = ask(ActionSmallTalk, library, asked(text, "greet")).messages[0]
    assert message["within"] == {"returned": returned}
    assert message["response"].startswith("utter_greet")
    assert message["buttons"]


def test_in_the_middle_of_a_conversation_a_greeting_is_short(ask, library, asked):
    message = ask(ActionSmallTalk, library, asked("مرحبا", "greet"), events=BEFORE).messages[0]
    assert (message["response"], message["buttons"]) == ("utter_greet_again", [])


@pytest.mark.parametrize(
    ("text", "returned"),
    [
        ("رمضان كريم", "utter_returned_ramadan"),
        ("صحا عيدكم", "utter_returned_feast"),
        ("جمعة مباركة", "utter_returned_friday"),
        ("bonne année", "utter_returned_year"),
        ("ألف مبروك", "utter_returned_wish"),
    ],
)
def test_a_wish_is_returned_in_kind(ask, library, asked, text, returned):
    message = ask(ActionSmallTalk, library, asked(text, "congratulate")).messages[0]
    assert message["within"] == {"returned": returned}


@pytest.mark.parametrize(
    ("text", "response"), [("👍", "utter_react"), ("😭", "utter_react_sad"), (":(", "utter_react_sad")]
)
def test_a_sad_face_is_not_met_with_joy(ask, library, asked, text, response):
    assert ask(ActionSmallTalk, library, asked(text, "react")).messages[0]["response"] == response


def test_despair_is_left_to_the_staff_and_never_met_with_topics(ask, library, asked):
    turn = ask(ActionSmallTalk, library, asked("لا أريد أن أعيش", "distress"))
    (message,) = turn.messages
    assert (message["response"], message["buttons"]) == ("utter_distress", [])
    assert message["handoff"]["wish"] == turn.events[0]["value"]["wish"] == "distress"


def test_who_runs_it_is_said_where_the_settings_say_it(ask, library, asked, monkeypatch, tmp_path):
    monkeypatch.setenv("DALEEL_SOURCES", str(tmp_path))
    monkeypatch.setattr(about, "_kept", about._Kept())

    def response():
        return ask(ActionSmallTalk, library, asked("من يديرك؟", "ask_operator")).messages[0]["response"]

    assert response() == "utter_operator_unknown"
    shipped = about.read(about.SHIPPED).as_table()
    about.write(about.About.of({**shipped, "operator": {"ar": "وزارة"}}))
    assert response() == "utter_operator"


def test_the_author_is_what_the_sources_own_data_say(ask, library, asked):
    message = ask(ActionSmallTalk, library, asked("من كتبه؟", "ask_author")).messages[0]
    assert (message["response"], message["sources"]) == ("utter_author", "«أدوار المؤسسات» (a test)")


def test_a_number_beside_a_question_is_advised_against(ask, library, asked):
    said = ask(ActionSmallTalk, library, asked("شكرا، رقمي 0550123456", "thank")).messages
    assert [message["response"] for message in said] == ["utter_thank", "utter_personal_beside"]
    alone = ask(ActionSmallTalk, library, asked("0550123456", "share_personal")).messages
    assert [message["response"] for message in alone] == ["utter_personal"]
