"""Trying a model: the golden conversations and the calibration questions, asked of a system of its own.

The form of golden conversations is described in tests/conversations/README.md.
"""

from __future__ import annotations

import json
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

from arabic import search_key
from contract import headers
from contract.answer import QUOTING
from contract.evidence import Evidence
from contract.payload import show_passage
from terminal.checks import free_port
from terminal.client import ChannelError, Conversation, Reply
from terminal.settings import MODEL, TRACKER_DB, Settings, StartError
from terminal.system import running_system

Turn = dict[str, Any]
SAID = ("user", "press", "payload")

GOLDEN = Path("tests/conversations")
CALIBRATION = Path("data/calibration")
TALK = "talk"  # what golden conversations call a reply without evidence
SENDER = "trial"
CONVERSATION = "conversation "  # what the names of golden conversations begin with


class TrialError(Exception):
    """A model cannot be trained or tried; one line says why."""


def take(conversation: Conversation, turn: Turn) -> Reply:
    """Say or press what the turn says."""
    if "payload" in turn:
        return conversation.press(turn["payload"])
    if "press" in turn:
        return conversation.press(show_passage(turn["press"]))
    return conversation.say(turn["user"])


def misses(turn: Turn, reply: Reply) -> list[str]:
    """What the reply lacks of the turn's expectations, each in one line; empty when it is as expected."""
    expected = {name: value for name, value in turn.items() if name not in SAID}
    if unknown := expected.keys() - _CHECKS.keys():
        return [f"unknown keys {sorted(unknown)}"]
    found = {name: _CHECKS[name](expected[name], reply) for name in expected}
    return [f"{name}: expected {expected[name]!r}, {miss}" for name, miss in found.items() if miss]


def _intent(expected: str, reply: Reply) -> str:
    found = reply.intent
    return "" if found.name == expected else f"found {found.name} ({found.confidence})"


def _kind(expected: str | list[str], reply: Reply) -> str:
    evidence = reply.evidence
    kind, confidence = (evidence.kind, evidence.confidence) if evidence else (TALK, None)
    return "" if kind in _listed(expected) else f"found {kind} (confidence {confidence})"


def _passage(expected: str | list[str], reply: Reply) -> str:
    cited = _cited(reply.evidence)
    return "" if set(_listed(expected)) <= set(cited) else f"cited {cited}"


def _rule(expected: str | list[str], reply: Reply) -> str:
    """Whether the evidence of any message names (one of) these rules."""
    found = {message.evidence.rule for message in reply.messages if message.evidence} or {TALK}
    return "" if found & set(_listed(expected)) else f"found {sorted(found)}"


def _text_contains(expected: str | list[Any], reply: Reply) -> str:
    text = search_key(reply.text)
    absent = [
        choice
        for choice in _listed(expected)
        if not any(search_key(words) in text for words in _listed(choice))
    ]
    return f"absent {absent!r} from {reply.text!r}" if absent else ""


def _response(expected: str | list[str], reply: Reply) -> str:
    said = [message.response.removesuffix("_en").removesuffix("_fr") for message in reply.messages]
    return "" if set(_listed(expected)) & set(said) else f"said {said}"


def _handoff(expected: str, reply: Reply) -> str:
    found = next((message.handoff for message in reply.messages if message.handoff), "")
    return "" if found == expected else f"found {found!r}"


def _buttons(expected: int, reply: Reply) -> str:
    count = len(reply.buttons)
    return "" if (count >= expected if expected else count == 0) else f"found {count}"


def _each(expected: list[dict[str, str]], reply: Reply) -> str:
    evidence = [message.evidence for message in reply.messages if message.evidence]
    found = [(one.kind, _cited(one)) for one in evidence]
    same = len(found) == len(expected) and all(
        want["kind"] == kind and want.get("passage") in (*cited, None)
        for want, (kind, cited) in zip(expected, found, strict=True)
    )
    return "" if same else f"found {found}"


def _offers(expected: str | list[str], reply: Reply) -> str:
    payloads = [button.payload for button in reply.buttons]
    return "" if set(_listed(expected)) <= set(payloads) else f"buttons send {payloads}"


def _messages(expected: int, reply: Reply) -> str:
    return "" if len(reply.messages) == expected else f"found {len(reply.messages)}"


def _cited(evidence: Evidence | None) -> list[str]:
    """The ids of the passages that evidence cites."""
    return [citation.passage_id for citation in evidence.citations] if evidence else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


_CHECKS: dict[str, Callable[[Any, Reply], str]] = {
    "intent": _intent,
    "kind": _kind,
    "passage": _passage,
    "rule": _rule,
    "text_contains": _text_contains,
    "response": _response,
    "handoff": _handoff,
    "buttons": _buttons,
    "each": _each,
    "offers": _offers,
    "messages": _messages,
}


@dataclass(frozen=True, slots=True)
class Trial:
    """`right` tells for each golden conversation and calibration question whether it went as expected."""

    model_id: str
    right: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Question:
    """A calibration question; passage None: it is not to be answered."""

    text: str
    passage: str | None


def try_model(settings: Settings, model: Path) -> Trial:
    """Start a system with this model on ports of its own, and ask it everything."""
    with tempfile.TemporaryDirectory(prefix="daleel-trial-") as folder:
        own = settings.changed(
            **{
                MODEL: str(model.absolute()),
                TRACKER_DB: str(Path(folder) / "tracker.db"),
                "DALEEL_RASA_PORT": str(free_port()),
                "DALEEL_ACTIONS_PORT": str(free_port()),
            }
        )
        try:
            with running_system(own) as running:
                return Trial(_model_id(running), dict(_asked(running)))
        except (StartError, ChannelError, httpx.HTTPError) as error:
            raise TrialError(f"{model} cannot be tried: {error}") from error


def got_worse(before: Trial, after: Trial) -> list[str]:
    """The names of what went right before and does not after, in order."""
    return [name for name, right in before.right.items() if right and not after.right.get(name, False)]


def got_better(before: Trial, after: Trial) -> list[str]:
    return [name for name, right in after.right.items() if right and not before.right.get(name, False)]


def _asked(settings: Settings) -> Iterator[tuple[str, bool]]:
    for path in sorted((settings.root / GOLDEN).rglob("*.yml")):
        yield f"{CONVERSATION}{path.relative_to(settings.root / GOLDEN)}", _holds(settings, path)
    questions = calibration_questions(settings.root / CALIBRATION)
    print(f"{len(questions)} calibration questions", file=sys.stderr)
    for question in questions:
        with Conversation(settings, f"{SENDER}-{uuid.uuid4().hex}") as conversation:
            yield question.text, answered_rightly(question, conversation.say(question.text).evidence)


def _holds(settings: Settings, path: Path) -> bool:
    turns: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["turns"]
    with Conversation(settings, f"{SENDER}-{uuid.uuid4().hex}") as conversation:
        found = [
            misses(turn, take(conversation, turn)) for turn in turns if any(said in turn for said in SAID)
        ]
    return not any(found)


def answered_rightly(question: Question, evidence: Evidence | None) -> bool:
    """Whether evidence cites the passage that answers, or answers nothing where nothing does."""
    is_answered = evidence is not None and evidence.kind in QUOTING
    if question.passage is None:
        return not is_answered
    return is_answered and question.passage in _cited(evidence)


def calibration_questions(folder: Path) -> list[Question]:
    """Every question of the folder's files, none twice."""
    found: dict[str, Question] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                fields = json.loads(line)
                found.setdefault(fields["question"], Question(fields["question"], fields.get("passage")))
    return list(found.values())


def _model_id(settings: Settings) -> str:
    reply = httpx.get(f"{settings.url}{headers.CHANNEL_HEALTH_PATH}", timeout=10, trust_env=False)
    return str(reply.json().get("model") or "")


def running_model(settings: Settings) -> str:
    """The id of the model that answers on these settings' port now; empty where none does."""
    try:
        return _model_id(settings)
    except (httpx.HTTPError, ValueError):
        return ""
