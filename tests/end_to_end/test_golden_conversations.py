"""Every file of tests/conversations, turn by turn, against the real system."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from contract.channel import BotMessage, Intent
from terminal.client import Reply
from terminal.golden import SAID, misses, take

FOLDER = Path(__file__).parents[1] / "conversations"
FILES = sorted(FOLDER.rglob("*.yml"))
MAX_LINES = 30


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER).with_suffix("")))
def test_the_conversation_goes_as_written(conversation, file):
    golden = yaml.safe_load(file.read_text(encoding="utf-8"))
    found = []
    for turn in golden["turns"]:
        found += [
            f"{next(turn[said] for said in SAID if said in turn)} | {miss}"
            for miss in misses(turn, take(conversation, turn))
        ]
    assert not found, "\n".join([golden["conversation"], *found])


def test_conversations_are_many_and_short():
    assert len(FILES) >= 20
    assert [
        file.name for file in FILES if len(file.read_text(encoding="utf-8").splitlines()) > MAX_LINES
    ] == []


def test_a_reply_that_is_not_as_written_is_reported():
    reply = Reply(Intent("greet", 0.5), (BotMessage("مرحبا بك"),))
    assert (
        misses(
            {"user": "هلا", "intent": "greet", "kind": "talk", "text_contains": ["مَرحبا", ["x", "بك"]]}, reply
        )
        == []
    )
    wrong = {
        "intent": "thank",
        "kind": ["point", "list"],
        "passage": "a/b",
        "text_contains": "شكرا",
        "buttons": 1,
    }
    assert len(misses({"user": "هلا", **wrong}, reply)) == len(wrong)
    assert misses({"user": "هلا", "kinds": "talk"}, reply) == ["unknown keys ['kinds']"]
