"""Random logs as Rasa might write them: several conversations interleaved, damaged rows among the sound."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import strategies as st

SENDERS = ("web-a", "web-b", "telegram-c", "terminal-d", "stranger", "replay-e")
TEXTS = ("ما دور المنشأة؟", "والثانية؟", "المنشآت", "ma howa dawr el mou2assasat?", "", "\0\ud800", "x" * 300)
PAYLOADS = ('/show_passage{"passage_id": "a/b"}', "/pass_on_question")
KINDS = ("point", "list", "comparison", "related", "none", "clarify", "no such kind", None)
ODD: tuple[Any, ...] = (None, 7, "text", [], {}, True, float("inf"), -1, 10**400)

_texts = st.sampled_from(TEXTS)
_numbers = st.one_of(st.floats(0, 1), st.sampled_from(ODD))
_ids = st.sampled_from([f"answer-{number}" for number in range(12)] + ["", "y" * 65])
_citations = st.lists(
    st.fixed_dictionaries(
        {"section": _texts, "passage_id": st.sampled_from(("a/b", "a/c", "")), "quote": _texts}
    ),
    max_size=3,
)
_evidence = st.fixed_dictionaries(
    {"kind": st.sampled_from(KINDS), "asked": _texts, "query": _texts, "confidence": _numbers},
    optional={
        "answer_id": _ids,
        "citations": st.one_of(_citations, st.sampled_from(ODD)),
        "hits": st.sampled_from(([], [{"id": "a/b"}], 3)),
    },
)
_bot = st.fixed_dictionaries(
    {"text": st.one_of(_texts, st.none())},
    optional={
        "metadata": st.fixed_dictionaries(
            {},
            optional={
                "evidence": st.one_of(_evidence, st.sampled_from(ODD)),
                "utter_action": st.sampled_from(("utter_apology", "utter_apology_en", "utter_greet")),
                "handoff": st.sampled_from(({"wish": "person"}, {"wish": "question"}, {"wish": 3}, "x")),
            },
        ),
        "data": st.sampled_from(
            ({"buttons": [{"title": "زر", "payload": PAYLOADS[0]}]}, {"buttons": None}, {"buttons": 3}, 4)
        ),
    },
)
_intent = st.fixed_dictionaries({"confidence": _numbers})
_odd = st.sampled_from(ODD)
_user = st.fixed_dictionaries(
    {"text": st.one_of(_texts, st.sampled_from(PAYLOADS), _odd)},
    optional={
        "parse_data": st.one_of(_odd, st.fixed_dictionaries({"intent": st.one_of(_odd, _intent)})),
        "message_id": st.one_of(st.uuids().map(str), _odd),
    },
)
_slot = st.fixed_dictionaries({"value": st.sampled_from(("en", "fr", "ar", 3))})
_event = st.one_of(
    st.tuples(st.just("user"), st.sampled_from(("ask", "session_start", None)), _user),
    st.tuples(st.just("user"), st.just("ask"), _user),
    st.tuples(st.just("bot"), st.none(), _bot),
    st.tuples(st.just("bot"), st.none(), _bot),
    st.tuples(
        st.just("slot"), st.none(), st.fixed_dictionaries({"value": st.sampled_from(("en", "fr", "ar", 3))})
    ),
    st.tuples(st.just("action"), st.none(), st.just({})),
)
_timestamps = st.one_of(st.integers(0, 400), st.sampled_from((None, -(10.0**14), 1e18)))


@st.composite
def logs(draw: st.DrawFn, max_events: int = 40) -> list[dict[str, Any]]:
    """Rows of `events`, ids from 1 without gaps; times lie in the last minutes, or nowhere."""
    began = time.time() - 500
    events = draw(st.lists(st.tuples(st.sampled_from(SENDERS), _event, _timestamps), max_size=max_events))
    rows = []
    for number, (sender_id, (type_name, intent, data), second) in enumerate(events, 1):
        timestamp = began + second if isinstance(second, int) else second
        text = draw(
            st.just(json.dumps(data)) | st.just(json.dumps(data)) | st.sampled_from(("{", "[]", None))
        )
        row = {"id": number, "sender_id": sender_id, "type_name": type_name, "timestamp": timestamp}
        name = "language" if type_name == "slot" else None
        rows.append({**row, "intent_name": intent, "action_name": name, "data": text})
    return rows


def write(rows: Iterable[Mapping[str, Any]]) -> None:
    """Put the rows into Rasa's log."""
    from web.chat.models import TrackerEvent

    TrackerEvent.objects.bulk_create([TrackerEvent(**row) for row in rows])


def recorded() -> dict[str, list[Any]]:
    """All that is recorded, in an order of its own, without keys that only count."""
    from django.db import connection

    from web.review.models import Conversation, Message

    with connection.cursor() as cursor:
        columns = "rowid, question, answers" if connection.vendor == "sqlite" else "*"
        cursor.execute(f"SELECT {columns} FROM review_words ORDER BY 1")
        words = list(cursor.fetchall())
    messages = Message.objects.order_by("pk")
    said = messages.values_list("pk", "bot_messages__answer_id", "bot_messages__content")
    return {
        "conversations": list(Conversation.objects.order_by("pk").values()),
        "messages": list(messages.values()),
        "said": list(said.order_by("pk", "bot_messages__pk")),
        "words": words,
    }
