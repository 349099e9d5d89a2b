"""A model asked the golden conversations and the calibration questions, within a system of its own."""

from __future__ import annotations

import json
import sys
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

from bench.errors import BenchError
from bench.golden import SAID, misses, take
from terminal.client import ChannelError, Conversation
from terminal.errors import StartError
from terminal.ports import free_port
from terminal.settings import MODEL, TRACKER_DB, Settings
from terminal.system import running_system

GOLDEN = Path("tests/conversations")
CALIBRATION = Path("data/calibration")
ANSWERS = ("point", "list", "comparison")
SENDER = "bench"


@dataclass(frozen=True, slots=True)
class Trial:
    """`right` says of each golden conversation and calibration question whether it went as it must."""

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
            raise BenchError(f"{model} cannot be tried: {error}") from error


def got_worse(before: Trial, after: Trial) -> list[str]:
    """What went right and does so no more, in order."""
    return [name for name, right in before.right.items() if right and not after.right.get(name, False)]


def got_better(before: Trial, after: Trial) -> list[str]:
    return [name for name, right in after.right.items() if right and not before.right.get(name, False)]


def _asked(settings: Settings) -> Iterator[tuple[str, bool]]:
    for path in sorted((settings.root / GOLDEN).rglob("*.yml")):
        yield f"conversation {path.relative_to(settings.root / GOLDEN)}", _holds(settings, path)
    questions = calibration_questions(settings.root / CALIBRATION)
    print(f"{len(questions)} calibration questions", file=sys.stderr)
    for question in questions:
        with Conversation(settings, f"{SENDER}-{free_name()}") as conversation:
            yield question.text, answered_rightly(question, conversation.say(question.text).evidence)


def _holds(settings: Settings, path: Path) -> bool:
    turns: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["turns"]
    with Conversation(settings, f"{SENDER}-{free_name()}") as conversation:
        found = [
            misses(turn, take(conversation, turn)) for turn in turns if any(said in turn for said in SAID)
        ]
    return not any(found)


def answered_rightly(question: Question, evidence: dict[str, Any]) -> bool:
    """Whether evidence cites the passage that answers, or answers nothing where nothing does."""
    is_answered = evidence.get("kind") in ANSWERS
    if question.passage is None:
        return not is_answered
    cited = [citation["passage_id"] for citation in evidence.get("citations") or ()]
    return is_answered and question.passage in cited


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
    reply = httpx.get(f"{settings.url}/webhooks/daleel/", timeout=10, trust_env=False)
    return str(reply.json().get("model") or "")


def running_model(settings: Settings) -> str:
    """The id of the model that answers on these settings' port now; empty where none does."""
    try:
        return _model_id(settings)
    except (httpx.HTTPError, ValueError):
        return ""


def free_name() -> str:
    """Half a name that no sender has had."""
    return uuid.uuid4().hex
