"""What was offered stands between two messages: yes carries it out, no drops it, all else passes over it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_question import ActionAnswerQuestion
from actions.follow_up.memory import Memory
from actions.pending_offer import NO_OFFER, Offer
from actions.small_talk import ActionSmallTalk
from contract.payload import ASK_HUMAN, PASS_ON_QUESTION, show_passage

ECONOMIC, SOCIAL, COMPETITION = "sme-roles/economic", "sme-roles/social", "sme-roles/economic/competition"
QUESTION = "كم نسبة الضريبة؟"


@pytest.fixture
def talk(ask, asked, library):
    """A conversation: each (text, intent) is said with the slots of the turns before it."""
    slots = {}

    def say(
        text, intent="ask_question", confidence=0.9, held=library, action=ActionAnswerQuestion, message=None
    ):
        turn = ask(action, held, message or asked(text, intent, confidence), dict(slots))
        slots.update({event["name"]: event["value"] for event in turn.events})
        return turn.messages, Memory.from_slot(slots.get("last_answer"))

    return say


@pytest.fixture
def near(library):
    return replace(library, hits=(SOCIAL, COMPETITION), confidence=0.1, nearness=0.9)


def test_yes_after_a_near_refusal_leaves_the_question_to_the_staff(talk, near):
    _, memory = talk(QUESTION, held=near)
    assert memory.offer == Offer("press", (PASS_ON_QUESTION,))
    (said,), memory = talk("نعم", "affirm")
    assert (said["response"], said["question"]) == ("utter_question_passed_on", QUESTION)
    assert said["handoff"] == {"wish": "question", "question": QUESTION}
    assert memory.offer == Offer("ask")


def test_no_after_it_leaves_nothing(talk, near):
    talk(QUESTION, held=near)
    (said,), memory = talk("لا", "deny")
    assert (said["response"], said["handoff"]) == ("utter_offer_declined", None)
    assert memory.offer == NO_OFFER
    assert talk("نعم", "affirm")[0][0]["response"] == "utter_affirmed_nothing"


def test_another_message_drops_the_offer(talk, near, library):
    talk(QUESTION, held=near)
    answered = replace(library, hits=(COMPETITION,), confidence=0.9)
    assert talk("ما دور المنافسة؟", held=answered)[1].offer == NO_OFFER
    assert talk("نعم", "affirm")[0][0]["response"] == "utter_affirmed_nothing"


def test_yes_to_several_choices_asks_which_and_a_second_yes_takes_the_first(talk, library):
    _, memory = talk("لخص")
    assert memory.offer == Offer("choose", (show_passage(ECONOMIC), show_passage(SOCIAL)))
    (said,), memory = talk("oui", "affirm")
    assert said["response"] in ("utter_offer_which", "utter_offer_which_fr")
    assert len(said["buttons"]) == 2
    (said,), memory = talk("oui", "affirm")
    assert said["evidence"]["citations"][0]["passage_id"] == ECONOMIC
    assert said["evidence"]["rule"] == "accepted"


def test_after_asking_which_a_place_in_the_list_is_understood(talk):
    talk("لخص")
    talk("نعم", "affirm")
    (said,), _ = talk("الثاني", "ask_follow_up")
    assert said["evidence"]["citations"][0]["passage_id"] == SOCIAL


def test_yes_after_the_first_of_a_list_shows_the_rest(talk, library):
    talk("اذكر دورا واحدا اقتصاديا", held=replace(library, hits=(ECONOMIC,), confidence=0.9))
    (said,), _ = talk("yes", "affirm")
    assert [point["id"] for point in said["evidence"]["points"]] == [COMPETITION]


def test_yes_to_do_you_have_another_question_is_invited_to_ask(talk):
    _, memory = talk("شكرا", "thank", action=ActionSmallTalk)
    assert memory.offer == Offer("ask")
    assert talk("نعم", "affirm")[0][0]["response"] == "utter_follow_up_invite"
    talk("شكرا", "thank", action=ActionSmallTalk)
    assert talk("لا", "deny")[0][0]["response"] == "utter_nothing_more"


def test_an_unsure_yes_counts_after_an_offer_alone(talk, near):
    ranking = [{"name": "nlu_fallback", "confidence": 0.6}, {"name": "affirm", "confidence": 0.4}]
    unsure = {"text": "إي", "intent": ranking[0], "intent_ranking": ranking}
    (said,), _ = talk("", message=unsure)
    assert said["evidence"]["rule"] == "nothing_found"
    talk(QUESTION, held=near)
    assert talk("", message=unsure)[0][0]["response"] == "utter_question_passed_on"


def test_yes_with_a_topic_is_about_the_topic(talk, near, library):
    talk(QUESTION, held=near)
    social = replace(library, hits=(SOCIAL,), confidence=0.9)
    (said,), _ = talk("نعم، الاجتماعي", "affirm", held=social)
    assert said["evidence"]["citations"][0]["passage_id"] == SOCIAL


def test_a_failing_turn_keeps_the_offer(talk, near):
    talk(QUESTION, held=near)
    messages, memory = talk("نعم الدور", "affirm", held=object())
    assert messages[0]["response"] == "utter_apology"
    assert memory.offer == Offer("press", (PASS_ON_QUESTION,))


@pytest.mark.parametrize("value", [None, 3, {"wish": "x"}, {"wish": "press", "choices": "abc"}, {"wish": []}])
def test_what_is_no_offer_is_none(value):
    assert not Offer.from_slot(value).choices


def test_only_what_a_button_of_ours_sends_is_an_offer():
    held = Offer.from_slot({"wish": "choose", "choices": ["/restart", ASK_HUMAN, 7, show_passage(SOCIAL)]})
    assert held.choices == (ASK_HUMAN, show_passage(SOCIAL))


@pytest.mark.parametrize(
    ("intent", "response"), [("ask_if_all", "utter_nothing_more"), ("ask_question", None)]
)
def test_an_unsure_no_is_believed_where_another_question_was_invited(talk, intent, response):
    ranking = [{"name": intent, "confidence": 0.6}, {"name": "deny", "confidence": 0.3}]
    talk("شكرا", "thank", action=ActionSmallTalk)
    (said,), _ = talk("", message={"text": "هذا كل شيء", "intent": ranking[0], "intent_ranking": ranking})
    assert (said["response"] == "utter_nothing_more") == (response is not None)
