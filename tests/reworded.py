"""What the assistant says as the channel sends it, once as written and once with every response reworded.

A surface draws both alike but for the sentences around the source's words: nothing parses these.

    @pytest.mark.parametrize("written, reworded", said_both_ways(), ids=ids_of(said_both_ways()))
    def test_...(written, reworded):
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.answer_question import ActionAnswerQuestion, ActionCiteSource
from actions.follow_up.memory import Memory
from actions.small_talk import ActionSmallTalk
from contract.about import about
from contract.answer import plain_text, read_answer
from contract.channel import message_as_json
from contract.payload import ASK_HUMAN, PASS_ON_QUESTION, passage_of, show_passage
from tests.actions.conftest import LibraryIndex

RESPONSES = Path(__file__).parents[1] / "data" / "responses"
ECONOMIC, SOCIAL, POINT = "sme-roles/economic", "sme-roles/social", "sme-roles/economic/competition"
FOUND = LibraryIndex(hits=(ECONOMIC,), confidence=0.9)
NEAR = LibraryIndex(hits=(POINT, SOCIAL), confidence=0.1, nearness=0.9)
SENTENCE = re.compile(r"{\w+}")

Said = dict[str, Any]

TITLES = {PASS_ON_QUESTION: "utter_button_pass_on", ASK_HUMAN: "utter_button_person"}  # as in bot/nlg.py


def said_both_ways() -> list[tuple[Said, Said]]:
    """Each kind of message in each language: as the channel sends it, and the same one reworded."""
    uttered = actions_messages()
    return [
        (sent(message, as_written()), sent(message, reworded(as_written()))) for message in uttered.values()
    ]


def ids_of(pairs: Iterable[tuple[Said, Said]]) -> list[str]:
    return [str(written["metadata"]["utter_action"]) for written, _ in pairs]


@cache
def as_written() -> Mapping[str, str]:
    """The first text of every response in data/responses, by name."""
    files = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(RESPONSES.glob("*.yml"))]
    return {name: variants[0]["text"] for file in files for name, variants in file["responses"].items()}


def reworded(texts: Mapping[str, str]) -> dict[str, str]:
    """Every response in words that no surface knows, closing lines too; what fills them stays."""
    return {
        name: " ".join(["1. «جملة أخرى»: كلام\n\n2. كلام", *SENTENCE.findall(text), f"({number})"])
        for number, (name, text) in enumerate(texts.items())
    }


@cache
def actions_messages() -> Mapping[str, Said]:
    """A message of the action server for each of many responses, in each language, by its name."""
    asked = [
        (ActionAnswerQuestion, FOUND, show_passage(POINT)),
        (ActionAnswerQuestion, FOUND, "ما الدور الاقتصادي؟"),
        (ActionAnswerQuestion, FOUND, "كم دورا اقتصاديا؟"),
        (ActionAnswerQuestion, FOUND, "لخص النص"),
        (ActionAnswerQuestion, FOUND, "اذكر دورا واحدا اقتصاديا"),
        (ActionAnswerQuestion, FOUND, "قارن بين الاقتصادي والاجتماعي"),
        (ActionAnswerQuestion, NEAR, "ما الضريبة؟"),
        (ActionAnswerQuestion, LibraryIndex(), "من فاز بالكأس؟"),
        (ActionAnswerQuestion, LibraryIndex(), "لخص"),
        (ActionSmallTalk, FOUND, "مرحبا"),
        (ActionCiteSource, FOUND, "ما المصدر؟"),
        (ActionAnswerQuestion, FOUND, "لماذا؟"),
    ]
    found: dict[str, Said] = {}
    for action, library, text in asked:
        for message in _said_to(text, action, library):
            for suffix in ("", "_en", "_fr"):
                said = {**message, "response": message["response"] + suffix}
                found.setdefault(said["response"], said)
    return found


def _said_to(text: str, action: Callable[..., Any], library: LibraryIndex) -> list[Said]:
    """What an action says to a text, in a conversation where a point was quoted last."""
    quoted = Memory("point", sections=(ECONOMIC,), focus=POINT, history=(ECONOMIC, POINT))
    slots = {"last_answer": quoted.to_slot()} if library is FOUND else {}
    pressed = passage_of(text)
    message = {
        "text": text,
        "intent": {"name": "show_passage" if pressed else "greet", "confidence": 0.9},
        "entities": [{"entity": "passage_id", "value": pressed}],
    }
    dispatcher = CollectingDispatcher()
    tracker = Tracker("visitor", slots, message, [], False, None, {}, None)
    asyncio.run(action(lambda: library).run(dispatcher, tracker, {}))
    return dispatcher.messages


def sent(message: Said, texts: Mapping[str, str]) -> Said:
    """The message as Rasa utters it with these responses (bot/nlg.py), and as the channel sends it."""
    message = json.loads(json.dumps(message))
    response = message.pop("response")
    language = response[-3:] if response.endswith(("_en", "_fr")) else ""
    within = {
        place: texts[f"{name}{language}"] for place, name in (message.get("within") or {}).items() if name
    }
    known = {**about().variables(response[-2:]), "run_by": "", "reach_us": "", **within, **message}
    frame = SENTENCE.sub(lambda place: str(known[place[0][1:-1]]), texts[response])
    answer = read_answer(message.get("answer"))
    if answer is not None:
        answer = replace(answer, frame=frame, closing=texts[f"utter_closing{language}"])
        message["answer"] = answer.as_json()
    message["text"] = plain_text(answer) if answer is not None else frame
    for button in message["buttons"]:
        button["title"] = button["title"] or texts[f"{TITLES[button['payload']]}{language}"]
    return message_as_json({"utter_action": response, **message})
