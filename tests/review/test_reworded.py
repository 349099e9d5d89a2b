"""However the responses are worded, the visitor's JSON and transcript and the console show the same."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.reworded import Said, ids_of, said_both_ways
from tests.web.log_rows import Log

BOTH = said_both_ways()
both_ways = pytest.mark.parametrize(("written", "reworded"), BOTH, ids=ids_of(BOTH))
DATA = ("points", "sources", "buttons", "kind", "answer_id")


def record(written: Said, reworded: Said) -> None:
    for sender_id, message in (("web-written", written), ("web-reworded", reworded)):
        # An id judges one answer: the second is another's.
        other = {**message, "metadata": {**message["metadata"]}}
        if "evidence" in other["metadata"]:
            other["metadata"]["evidence"] = {**other["metadata"]["evidence"], "answer_id": sender_id}
        Log(sender_id).turn("ما الدور؟", [other])


@both_ways
def test_the_history_shows_the_same_points_sources_and_buttons(
    database: None, written: Said, reworded: Said
) -> None:
    from web.chat.conversation import turns_of

    record(written, reworded)
    shown: list[dict[str, Any]] = []
    for sender_id in ("web-written", "web-reworded"):
        (turn,) = turns_of(sender_id, 5).as_json()["turns"]
        (reply,) = turn["replies"]
        assert reply["body"]
        shown.append({name: reply[name] for name in DATA if name != "answer_id"})
        shown[-1]["parts"] = reply["answer"] and (reply["answer"]["parts"], reply["answer"]["places"])
    assert shown[0] == shown[1]


@both_ways
def test_the_transcript_names_the_same_choices(database: None, written: Said, reworded: Said) -> None:
    from web.chat.transcript import all_turns, as_text

    record(written, reworded)
    choices = []
    for sender_id in ("web-written", "web-reworded"):
        text = as_text(asyncio.run(all_turns(sender_id)), datetime.now(UTC))
        choices.append([line for line in text.splitlines() if line.startswith("خيارات: ")])
    assert choices[0] == choices[1]


@both_ways
def test_the_console_counts_and_quotes_the_same(database: None, written: Said, reworded: Said) -> None:
    from web.chat.models import Conversation, Message
    from web.review.transcript import transcript_of

    record(written, reworded)
    found = []
    for sender_id in ("web-written", "web-reworded"):
        message = Message.objects.get(conversation_id=sender_id)
        conversation = Conversation.objects.get(pk=sender_id)
        (seen,) = transcript_of(conversation, lambda text: text).messages
        (told,) = seen.replies
        columns = (
            "kind",
            "section",
            "confidence",
            "answered",
            "refused",
            "follow_up",
            "handoff",
            "passage_ids",
        )
        found.append(
            (
                [getattr(message, name) for name in columns],
                told.found and (told.found.quotes, told.found.hits),
                told.reply.sources,
                told.reply.points,
            )
        )
    assert found[0] == found[1]
