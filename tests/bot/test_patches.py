"""What is replaced in Rasa, beside Rasa's own."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rasa.core.actions.action
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot import BotError
from bot.patches import install, validate_result

SLOT = {"event": "slot", "name": "last_answer", "value": {"kind": "point"}, "timestamp": None}
USER = {
    "event": "user",
    "text": "سلام",
    "timestamp": 1.0,
    "parse_data": {"intent": {"name": "greet"}, "text": "سلام"},
}
BOT = {"event": "bot", "text": "أهلا", "timestamp": 1.0, "data": {}}
ACTION = {"event": "action", "name": "action_listen", "timestamp": 1.0}

GOOD: list[Any] = [
    {},
    {"events": [], "responses": []},
    {"events": [SLOT], "responses": [{"text": "نص", "buttons": [], "evidence": {"kind": "point"}}]},
    {"events": [SLOT, USER, BOT, ACTION], "responses": []},
    {"events": [{"event": "reset_slots"}, {"event": "pause"}, {"event": "session_started"}]},
    {"events": [{"event": "followup", "name": "action_listen"}], "more": 1},
    {"events": [{"event": "reminder", "intent": "greet", "date_time": "2024-01-01T00:00:00", "name": "r"}]},
    {"events": [SLOT, {"event": "followup"}]},  # incomplete, but Rasa's schema lets it pass
    {"events": [{"event": "active_loop", "name": 4}]},
]

BAD: list[Any] = [
    None,
    [],
    "text",
    7,
    {"events": {}},
    {"events": None},
    {"events": [{}]},
    {"events": [None]},
    {"events": [{"event": "no such"}]},
    {"events": [{"event": "slot"}]},
    {"events": [{"event": "slot", "name": 5, "value": 1}]},
    {"events": [{"event": "user", "text": "a", "parse_data": {"intent": {"name": 5}}}]},
    {"responses": {}},
    {"responses": ["text"]},
    {"events": [SLOT], "responses": [None]},
]


@pytest.fixture(scope="module")
def rasas_own() -> Any:
    """Rasa's check as Rasa wrote it, whatever has been installed: its file, run once more."""
    source = rasa.core.actions.action.__file__
    namespace: dict[str, Any] = {"__name__": "rasa_as_written"}
    exec(compile(Path(source).read_text(encoding="utf-8"), source, "exec"), namespace)
    return namespace["RemoteAction"]("action_answer_question", None)._validate_action_result


def verdict(check: Callable[[Any], bool], result: Any) -> str | None:
    """Return where and why the check fails, None where it is content."""
    try:
        assert check(result) is True
    except ValidationError as error:
        return f"{list(error.absolute_path)} {error.validator} {error.message}"
    return None


@pytest.mark.parametrize("result", GOOD, ids=repr)
def test_a_good_result_passes_both(rasas_own: Callable[[Any], bool], result: Any) -> None:
    before = copy.deepcopy(result)
    assert verdict(rasas_own, result) is None
    assert verdict(validate_result, result) is None
    assert result == before


@pytest.mark.parametrize("result", BAD, ids=repr)
def test_a_bad_result_fails_both_with_the_same_words(rasas_own: Callable[[Any], bool], result: Any) -> None:
    expected = verdict(rasas_own, result)
    assert expected is not None
    assert verdict(validate_result, result) == expected


def test_installing_replaces_the_check_of_every_action(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", None)
    install()
    with pytest.raises(ValidationError, match="Failed to validate Action server response"):
        RemoteAction("action_answer_question", None)._validate_action_result({"events": [{}]})


@pytest.mark.parametrize("version", ["3.6.20", "3.7.0", "4.0"])
def test_another_rasa_is_refused(version: str) -> None:
    with pytest.raises(BotError, match=f"Rasa is {version} but"):
        install(version)
