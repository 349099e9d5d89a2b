"""The action server gone: an apology in Arabic, never silence, and answers again once it is back."""

from __future__ import annotations

import re

ARABIC = re.compile("[\u0621-\u064a]")
QUESTION = "كيف تحافظ المؤسسات الصغيرة على المنافسة؟"


def test_a_visitor_gets_an_apology_and_later_an_answer(system, conversation):
    assert conversation.say(QUESTION).evidence.kind == "point"
    system.actions.__exit__(None, None, None)
    try:
        reply = conversation.say(QUESTION)
        assert ARABIC.search(reply.text)
        assert reply.evidence is None
        assert ARABIC.search(conversation.say("السلام عليكم").text)
    finally:
        system.actions.__enter__()
        system.actions.wait_until_ready()
    assert conversation.say(QUESTION).evidence.kind == "point"
