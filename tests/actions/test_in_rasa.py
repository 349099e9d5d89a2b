"""What becomes of an action's messages in Rasa: its own code, its own interpreter, our responses."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from actions.answer_question import (
    ActionAnswerQuestion,
    ActionAskPerson,
    ActionCiteSource,
    ActionPassOnQuestion,
    ActionShowMore,
)
from actions.follow_up.memory import Memory
from contract.channel import message_as_json, read_message
from tests.reworded import actions_messages, as_written, reworded, sent

ROOT = Path(__file__).parents[2]
RASA_PYTHON = ROOT / ".venv" / "rasa" / "bin" / "python"
COMPETITION = "sme-roles/economic/competition"
HOSTILE = (
    "سنة 2010[3] و{quote} و{{citation}} و{0.__class__}\nو{sender_id\nسطر} "
    "<b>علامة</b> %s %(x)s $HOME \\n 0[0[ {"
)
SECTION_QUESTIONS = (
    "كم دورا اقتصاديا؟",
    "لخص الدور الاقتصادي",
    "اذكر دورين اقتصاديين",
    "قارن بين الاقتصادي والاجتماعي",
    "how many economic roles?",
    "nomme deux rôles économiques",
)


@pytest.fixture(scope="module")
def uttered():
    """The bot events that Rasa makes of an action's messages, in order."""
    if not RASA_PYTHON.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{RASA_PYTHON} is missing")
    script = Path(__file__).with_name("utter_in_rasa.py")
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    with subprocess.Popen(
        [RASA_PYTHON, "-W", "ignore", script, ROOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **quiet},
    ) as rasa:

        def say(messages, texts=None):
            rasa.stdin.write(json.dumps({"messages": messages, "texts": texts}) + "\n")
            rasa.stdin.flush()
            return json.loads(next(line for line in rasa.stdout if line.startswith("[{")))

        yield say
        rasa.stdin.close()


def test_words_that_look_like_placeholders_are_uttered_as_they_are(ask, library, rewrite, asked, uttered):
    library = rewrite(replace(library, hits=(COMPETITION,), confidence=0.9), COMPETITION, HOSTILE)
    point = ask(ActionAnswerQuestion, library, asked("{quote} 0[ؤ"))
    listed = ask(ActionAnswerQuestion, replace(library, hits=("sme-roles/economic",)), asked("س"))
    events = uttered(point.messages + listed.messages)
    assert HOSTILE in events[0]["text"]
    assert events[0]["metadata"]["evidence"]["points"][0]["text"] == HOSTILE
    assert events[0]["metadata"]["evidence"]["asked"] == "{quote} 0[ؤ"
    assert " ".join(HOSTILE.split()) in events[1]["text"]
    assert events[1]["data"]["buttons"] == listed.messages[0]["buttons"]


def test_every_response_that_an_action_names_is_written(ask, library, asked, pressed, uttered):
    far = replace(library, hits=(COMPETITION,))
    near = replace(far, nearness=0.9)
    sure = replace(library, hits=("sme-roles/economic",), confidence=0.9)
    broken = object()
    last = {"last_answer": Memory("point", focus=COMPETITION).to_slot()}
    turns = [
        ask(ActionAnswerQuestion, library, pressed(COMPETITION)),
        ask(ActionAnswerQuestion, library, pressed("sme-roles/economic")),
        ask(ActionAnswerQuestion, library, pressed("sme-roles/gone")),
        ask(ActionAnswerQuestion, far, asked("س")),
        ask(ActionAnswerQuestion, near, asked("س")),
        ask(ActionAnswerQuestion, broken, asked("س")),
        ask(ActionAnswerQuestion, library, asked("لخص")),
        ask(ActionAnswerQuestion, library, asked("summarize")),
        ask(ActionAnswerQuestion, near, asked("what taxes do companies pay?")),
        ask(ActionAnswerQuestion, library, asked("asdfasdf")),
        *(ask(ActionAnswerQuestion, sure, asked(text)) for text in SECTION_QUESTIONS),
        ask(ActionPassOnQuestion, library, {}, {"last_answer": Memory("related", asked="س").to_slot()}),
        ask(ActionPassOnQuestion, library, {}, {}),
        ask(ActionAskPerson, library, {}, {}),
        ask(ActionCiteSource, library, {}, last),
        ask(ActionCiteSource, library, {}, {}),
        ask(ActionShowMore, library, {}, {}),
    ]
    messages = [message for turn in turns for message in turn.messages]
    events = uttered(messages)
    assert [event["metadata"]["utter_action"] for event in events] == [m["response"] for m in messages]
    for event in events:
        assert event["text"].strip()
        assert "{" not in event["text"]


@pytest.mark.parametrize("texts", [as_written(), reworded(as_written())], ids=["written", "reworded"])
def test_rasa_fills_in_the_sentences_and_keeps_the_data(uttered, texts):
    messages = list(actions_messages().values())
    for message, event in zip(messages, uttered(messages, dict(texts)), strict=True):
        said = {"text": event["text"], "buttons": event["data"]["buttons"], **event["metadata"]}
        assert read_message(message_as_json(said)) == read_message(sent(message, texts))
