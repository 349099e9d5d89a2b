"""Golden conversations, read and judged; their form is told in tests/conversations/README.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from arabic import search_key
from terminal.client import Conversation, Reply

Turn = dict[str, Any]
SAID = ("user", "press", "payload")


def take(conversation: Conversation, turn: Turn) -> Reply:
    """Say or press what the turn says."""
    if "payload" in turn:
        return conversation.press(turn["payload"])
    if "press" in turn:
        return conversation.press(f'/show_passage{{"passage_id": "{turn["press"]}"}}')
    return conversation.say(turn["user"])


def misses(turn: Turn, reply: Reply) -> list[str]:
    """What the reply lacks of the turn's expectations, each in one line; empty when it is as expected."""
    expected = {name: value for name, value in turn.items() if name not in SAID}
    if unknown := expected.keys() - _CHECKS.keys():
        return [f"unknown keys {sorted(unknown)}"]
    found = {name: _CHECKS[name](expected[name], reply) for name in expected}
    return [f"{name}: expected {expected[name]!r}, {miss}" for name, miss in found.items() if miss]


def _intent(expected: str, reply: Reply) -> str:
    name = reply.intent.get("name")
    return "" if name == expected else f"found {name} ({reply.intent.get('confidence')})"


def _kind(expected: str | list[str], reply: Reply) -> str:
    kind = reply.evidence.get("kind", "talk")
    confidence = reply.evidence.get("confidence")
    return "" if kind in _listed(expected) else f"found {kind} (confidence {confidence})"


def _passage(expected: str | list[str], reply: Reply) -> str:
    cited = [citation["passage_id"] for citation in reply.evidence.get("citations", ())]
    return "" if set(_listed(expected)) <= set(cited) else f"cited {cited}"


def _text_contains(expected: str | list[Any], reply: Reply) -> str:
    text = search_key(reply.text)
    absent = [
        choice
        for choice in _listed(expected)
        if not any(search_key(words) in text for words in _listed(choice))
    ]
    return f"absent {absent!r} from {reply.text!r}" if absent else ""


def _buttons(expected: int, reply: Reply) -> str:
    count = len(reply.buttons)
    return "" if (count >= expected if expected else count == 0) else f"found {count}"


def _each(expected: list[dict[str, str]], reply: Reply) -> str:
    evidence = [found for message in reply.messages if (found := (message["metadata"] or {}).get("evidence"))]
    found = [(one["kind"], [citation["passage_id"] for citation in one["citations"]]) for one in evidence]
    same = len(found) == len(expected) and all(
        want["kind"] == kind and want.get("passage") in (*cited, None)
        for want, (kind, cited) in zip(expected, found, strict=True)
    )
    return "" if same else f"found {found}"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


_CHECKS: dict[str, Callable[[Any, Reply], str]] = {
    "intent": _intent,
    "kind": _kind,
    "passage": _passage,
    "text_contains": _text_contains,
    "buttons": _buttons,
    "each": _each,
}
