"""What is said that no source answers: in kind, once at length, with care where it is needed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_question import ActionAnswerQuestion
from actions.compose import Handoff
from actions.follow_up.memory import Memory
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
    ("text", "response"), [("👍", "utter_react"), ("😭", "utter_react_sad"), ("👎", "utter_react_sad")]
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


@pytest.mark.parametrize("text", ["سلام", "salam", "اوك سلام"])
def test_salam_alone_in_a_conversation_may_be_a_farewell(ask, library, asked, text):
    message = ask(ActionSmallTalk, library, asked(text, "greet"), events=BEFORE).messages[0]
    assert message["response"] == "utter_salam"


def said_before(response):
    return [{"event": "bot", "text": "x", "metadata": {"utter_action": response}}]


@pytest.mark.parametrize(
    ("before", "intent", "response"),
    [
        ("utter_distress", "thank", "utter_thank_care"),
        ("utter_lonely_fr", "thank", "utter_thank_care"),
        ("utter_greet", "thank", "utter_thank"),
        ("utter_distress_en", "joke", "utter_joke_care"),
        ("utter_threat", "joke", "utter_joke"),
    ],
)
def test_after_words_of_care_thanks_and_jests_are_met_gently(ask, library, asked, before, intent, response):
    turn = ask(ActionSmallTalk, library, asked("رسالة", intent), events=said_before(before))
    assert (turn.messages[0]["response"], turn.messages[0]["buttons"]) == (response, [])


def unsure(text, **ranking):
    """A message that the classifier is unsure of."""
    ranked = [{"name": name, "confidence": confidence} for name, confidence in ranking.items()]
    fallback = {"name": "nlu_fallback", "confidence": 0.6}
    return {"text": text, "intent": fallback, "intent_ranking": [fallback, *ranked], "entities": []}


@pytest.mark.parametrize(
    ("ranking", "response"),
    [
        ({"feel_low": 0.3, "distress": 0.2, "ask_question": 0.1}, "utter_distress"),
        ({"ask_question": 0.35, "lonely": 0.3, "unwell": 0.1}, "utter_lonely"),
        ({"joke": 0.4, "insult": 0.3}, "utter_joke"),
    ],
)
def test_an_unsure_human_word_is_met_in_kind_where_the_sources_have_nothing(ask, library, ranking, response):
    near = replace(library, hits=("sme-roles/social/needs",), nearness=1.0)
    (message,) = ask(ActionAnswerQuestion, near, unsure("كلام", **ranking)).messages
    assert (message["response"], message["buttons"]) == (response, [])


def test_what_the_sources_answer_is_answered_and_what_is_hardly_talk_refused(ask, library):
    sure = replace(library, hits=("sme-roles/social/needs",), confidence=1.0)
    message = unsure("إشباع الرغبات", distress=0.45)
    assert ask(ActionAnswerQuestion, sure, message).evidence["rule"] == "search"
    assert ask(ActionAnswerQuestion, library, unsure("كلام", joke=0.2)).evidence["rule"] == "nothing_found"


def test_right_after_care_less_is_enough(ask, library):
    message, before = unsure("كلام", ask_question=0.4, distress=0.25), said_before("utter_distress")
    assert ask(ActionAnswerQuestion, library, message).evidence["rule"] == "nothing_found"
    (cared,) = ask(ActionAnswerQuestion, library, message, events=before).messages
    assert cared["response"] == "utter_distress"


@pytest.mark.parametrize("intent", ["report_typo", "disappointed"])
def test_a_person_is_offered_where_the_assistant_can_do_nothing(ask, library, asked, intent):
    (message,) = ask(ActionSmallTalk, library, asked("رسالة", intent)).messages
    assert [button["payload"] for button in message["buttons"]] == ["/ask_human"]


@pytest.mark.parametrize(
    ("noted", "response"),
    [(Handoff("question", "كم العدد؟"), "utter_noted_question"), (None, "utter_testing")],
)
def test_whether_it_arrived_is_of_what_was_left_to_the_staff(ask, library, asked, noted, response):
    slots = {"last_answer": Memory(noted=noted).to_slot()}
    message = ask(ActionSmallTalk, library, asked("وصل؟", "test_bot"), slots).messages[0]
    assert message["response"] == response


@pytest.mark.parametrize("intent", ["lonely", "feel_low", "unwell"])
def test_sad_words_after_despair_are_met_as_despair(ask, library, asked, intent):
    events = said_before("utter_distress")
    (message,) = ask(ActionSmallTalk, library, asked("لا أحد يسمعني", intent), events=events).messages
    assert message["response"] == "utter_distress"
    (message,) = ask(ActionSmallTalk, library, asked("لا أحد يسمعني", intent)).messages
    assert message["response"] != "utter_distress"
