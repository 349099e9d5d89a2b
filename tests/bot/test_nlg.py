"""Answers as data become utterances, and stay data."""

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg import AnswerGenerator
from bot.turn import LoggedOutput
from contract import about
from contract.answer import Answer, Item, Points, Quote, plain_text, read_answer
from contract.channel import read_message

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
responses:
  utter_point: [{text: "وفق المصدر:"}]
  utter_list_en: [{text: "The source names {count} points:"}]
  utter_none_fr: [{text: "Rien sur ce sujet."}]
  utter_greet: [{text: "أهلا {name}."}]
  utter_about: [{text: "أنا {assistant}، اسألني عن {subject}:\\n{examples}{run_by}"}]
  utter_about_fr: [{text: "Je suis {assistant}, interrogez-moi sur {subject}.{run_by}{reach_us}"}]
  utter_hello: [{text: "{returned} نعم؟"}]
  utter_back: [{text: "وعليكم السلام!"}]
  utter_care: [{text: "سلامتك.{call_help} {told}"}]
  utter_call_help: [{text: "اتصل: {emergency}."}]
  utter_call_help_unknown: [{text: "اتصل برقم الطوارئ."}]
  utter_turns: [{text: "أ"}, {text: "ب"}, {text: "ج"}]
  utter_run_by: [{text: "القائمون عليه: {operator}."}]
  utter_run_by_fr: [{text: "Proposé par {operator}."}]
  utter_reach_us_fr: [{text: "Écrivez à {contact}."}]
  utter_topics: [{text: "هذه:"}]
  utter_topics_en: [{text: "These:"}]
  utter_button_person: [{text: "أريد موظفا"}]
  utter_button_person_en: [{text: "I want a person"}]
  utter_closing: [{text: "المصدر:"}]
  utter_closing_en: [{text: "Source:"}]
"""
)
QUOTE = Answer(parts=(Quote("a/b", "", "نص {name} المصدر 2010[3]."),), places=("كتاب — فصل",))
LIST = Answer(
    parts=(Points("", "Opening.", (Item(1, "a/b", "Jobs", "Jobs", "They create jobs."),)),),
    places=("A book",),
)


@pytest.fixture(scope="module")
def nlg() -> AnswerGenerator:
    """The generator as Rasa makes it from the endpoints that the assistant runs with."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DALEEL_ACTIONS_WEBHOOK", "http://127.0.0.1:5055/webhook")
        environment.setenv("DALEEL_TRACKER_DB", "var/tracker.db")
        endpoint = AvailableEndpoints.read_endpoints("endpoints.yml").nlg
    made = NaturalLanguageGenerator.create(endpoint, DOMAIN)
    assert isinstance(made, AnswerGenerator)
    return made


def uttered(nlg: AnswerGenerator, response: str, **sent: Any) -> BotUttered:
    """Return what Rasa makes of one response of an action server."""
    tracker = DialogueStateTracker("user", [TextSlot("name", [], initial_value="سعاد")])
    empty = {"text": None, "buttons": [], "elements": [], "custom": {}, "image": None, "attachment": None}
    responses = [{**empty, "response": response, **sent}]
    (event,) = asyncio.run(RemoteAction._utter_responses(responses, LoggedOutput(), nlg, tracker))
    return event


def answer_of(event: BotUttered) -> Answer | None:
    return read_answer(event.metadata.get("answer"))


def test_a_quote_is_framed_and_stays_word_for_word(nlg: AnswerGenerator) -> None:
    event = uttered(nlg, "utter_point", answer=QUOTE.as_json(), evidence={"kind": "point"})
    assert event.text == "وفق المصدر:\n\nنص {name} المصدر 2010[3].\n\nالمصدر: كتاب — فصل"
    assert answer_of(event) == Answer("وفق المصدر:", QUOTE.parts, "المصدر:", QUOTE.places)
    assert event.metadata["evidence"] == {"kind": "point"}


def test_the_frame_is_filled_and_the_closing_is_in_its_language(nlg: AnswerGenerator) -> None:
    event = uttered(
        nlg, "utter_list_en", answer=LIST.as_json(), count="1", buttons=[{"title": "t", "payload": "p"}]
    )
    answer = answer_of(event)
    assert answer is not None
    assert (answer.frame, answer.closing) == ("The source names 1 points:", "Source:")
    assert event.text == plain_text(answer)
    assert event.text.endswith("1. Jobs: They create jobs.\n\nSource: A book")
    assert event.data["buttons"] == [{"title": "t", "payload": "p"}]


def test_an_answer_without_parts_is_its_frame_and_needs_no_closing(nlg: AnswerGenerator) -> None:
    event = uttered(nlg, "utter_none_fr", answer=Answer().as_json())
    assert event.text == "Rien sur ce sujet."
    assert answer_of(event) == Answer(frame="Rien sur ce sujet.")


def test_what_has_no_answer_is_uttered_as_ever(nlg: AnswerGenerator) -> None:
    event = uttered(nlg, "utter_greet", evidence={"kind": "none"})
    assert event.text == "أهلا سعاد."
    assert "answer" not in event.metadata
    assert uttered(nlg, "utter_greet", answer=None).text == "أهلا سعاد."


def test_a_sentence_within_another_is_named_by_the_action(nlg: AnswerGenerator) -> None:
    assert uttered(nlg, "utter_hello", within={"returned": "utter_back"}).text == "وعليكم السلام! نعم؟"
    assert uttered(nlg, "utter_hello", within={"returned": ""}).text == "نعم؟"


def test_whom_to_call_is_what_the_owner_set_and_else_the_countrys_own(
    nlg: AnswerGenerator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DALEEL_SOURCES", str(tmp_path))
    monkeypatch.setattr(about, "_kept", about._Kept())
    within = {"told": "utter_back"}
    assert uttered(nlg, "utter_care", within=within).text == "سلامتك. اتصل برقم الطوارئ. وعليكم السلام!"
    about.write(replace(about.read(about.SHIPPED), emergency={"ar": "النجدة 000"}))
    assert uttered(nlg, "utter_care", within=within).text == "سلامتك. اتصل: النجدة 000. وعليكم السلام!"


def test_variants_take_turns(nlg: AnswerGenerator) -> None:
    tracker = DialogueStateTracker("user", [])
    said = []
    for _ in range(6):
        message = asyncio.run(nlg.generate("utter_turns", tracker, "daleel"))
        assert message is not None
        said.append(message["text"])
        metadata = {"utter_action": "utter_turns", "variant": message["variant"]}
        tracker.update(BotUttered(message["text"], metadata=metadata))
    assert said[:3] == said[3:]
    assert sorted(said[:3]) == ["أ", "ب", "ج"]


def test_a_response_that_is_not_there_is_not_uttered(nlg: AnswerGenerator) -> None:
    with pytest.raises(ValueError, match="not enough values"):
        uttered(nlg, "utter_no_such", answer=QUOTE.as_json())


@pytest.mark.parametrize("broken", [{"parts": "no list"}, {"parts": [{"type": "quote"}]}, {"version": 99}])
def test_what_cannot_be_read_is_named_and_the_rest_is_said(
    nlg: AnswerGenerator, caplog: pytest.LogCaptureFixture, broken: dict[str, Any]
) -> None:
    with caplog.at_level(logging.WARNING):
        event = uttered(nlg, "utter_point", answer=broken)
    assert event.text.startswith("وفق المصدر:")
    assert "answer" in caplog.text


def test_surfaces_read_the_same_answer_from_the_message(nlg: AnswerGenerator) -> None:
    event = uttered(nlg, "utter_point", answer=QUOTE.as_json())
    message = read_message({"text": event.text, "buttons": [], "metadata": event.metadata})
    assert message.answer == answer_of(event)
    assert (message.response, message.text) == ("utter_point", event.text)


def test_a_models_responses_are_used(small_model: Path) -> None:
    made = AnswerGenerator(None, DOMAIN)
    agent = Agent.load(str(small_model), generator=made)
    assert agent.nlg is made
    assert made.responses == agent.domain.responses != DOMAIN.responses


def test_what_the_assistant_is_about_fills_sentences_and_a_change_needs_no_restart(
    nlg: AnswerGenerator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DALEEL_SOURCES", str(tmp_path))
    monkeypatch.setattr(about, "_kept", about._Kept())
    shipped = about.read(about.SHIPPED)
    about.write(replace(shipped, contact="a@b.org"))
    said = uttered(nlg, "utter_about").text
    assert said.startswith(
        f"أنا دليل، اسألني عن المؤسسات الصغيرة والمتوسطة:\n• {shipped.questions['ar'][0]}\n"
    )
    assert said.endswith(shipped.questions["ar"][-1])
    french = "Je suis Daleel, interrogez-moi sur les petites et moyennes entreprises. Écrivez à a@b.org."
    assert uttered(nlg, "utter_about_fr").text == french

    about.write(replace(shipped, subject={"ar": "حقوق المستهلك"}, operator={"ar": "وزارة التجارة"}))
    assert uttered(nlg, "utter_about").text.startswith("أنا دليل، اسألني عن حقوق المستهلك:")
    assert uttered(nlg, "utter_about").text.endswith(" القائمون عليه: وزارة التجارة.")
    french = "Je suis Daleel, interrogez-moi sur حقوق المستهلك. Proposé par وزارة التجارة."
    assert uttered(nlg, "utter_about_fr").text == french


def test_a_response_named_twice_in_one_turn_is_said_in_two_variants(nlg: AnswerGenerator) -> None:
    tracker = DialogueStateTracker("user", [])
    said = [asyncio.run(nlg.generate("utter_turns", tracker, "daleel", again=again)) for again in (0, 1, 2)]
    assert sorted(message["text"] for message in said if message) == ["أ", "ب", "ج"]


@pytest.mark.parametrize(("ending", "title"), [("", "أريد موظفا"), ("_en", "I want a person")])
def test_a_button_without_a_title_is_named_in_the_language(
    nlg: AnswerGenerator, ending: str, title: str
) -> None:
    buttons = [{"title": "موضوع", "payload": "x"}, {"title": "", "payload": "/ask_human"}]
    event = uttered(nlg, f"utter_topics{ending}", buttons=buttons)
    assert [button["title"] for button in event.data["buttons"]] == ["موضوع", title]
