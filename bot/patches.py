"""All that is replaced in Rasa, in one place; `make bench-patches` measures each.

The channel's `from_credentials` calls `install`, which Rasa does once, before it loads a model or takes a
message. Training, validation and Rasa's own tests run as Rasa wrote it.
"""

import functools
from typing import Any

import rasa
import rasa.core.actions.action
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.tracker_store import TrackerStore
from rasa.shared.constants import DOCS_BASE_URL
from rasa.shared.core.domain import Domain

from bot import BotError

SUPPORTED_RASA = "3.6.21"
ACTION_TIMEOUT_SECONDS = 10
EXPLANATION = (
    ". Failed to validate Action server response from API, "
    "make sure your response from the Action endpoint is valid. "
    f"For more information about the format visit {DOCS_BASE_URL}/custom-actions"
)

_rasas_store = Agent._create_tracker_store


def install(found: str = rasa.__version__) -> None:
    """Replace what must be replaced; BotError for a Rasa whose methods nobody has read."""
    if found != SUPPORTED_RASA:
        raise BotError(
            f"Rasa is {found} but bot/patches.py replaces methods of {SUPPORTED_RASA}; "
            "install the locked version, or read those methods again and raise SUPPORTED_RASA"
        )
    check_schema_once()
    give_actions_less_time()
    let_failed_saves_fail()


def check_schema_once() -> None:
    """Check an action server's result against a schema that is itself checked once.

    Rasa calls `jsonschema.validate`, which checks Rasa's own constant schema for every result: 19 ms of the
    44 ms of CPU that a question takes without this. Verdicts and error messages stay the same.
    """
    _result_validator()
    RemoteAction._validate_action_result = _validate_action_result


def give_actions_less_time() -> None:
    """End an action after 10 s in an apology.

    Rasa waits for five minutes, and all later messages of the sender wait behind it. It has no setting.
    """
    rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = ACTION_TIMEOUT_SECONDS


def let_failed_saves_fail() -> None:
    """Give the agent its tracker store bare: what cannot be stored is not answered (bot.turn).

    Rasa wraps it in a FailSafeTrackerStore, which swallows a failed save and goes on in memory.
    """
    Agent._create_tracker_store = staticmethod(_bare_store)


def validate_result(result: Any) -> bool:
    """Return True for a valid result; raise jsonschema.ValidationError as Rasa does for another."""
    error = best_match(_result_validator().iter_errors(result))
    if error is None:
        return True
    error.message += EXPLANATION
    raise error


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    return validate_result(result)


@functools.lru_cache(maxsize=1)
def _result_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    validator_class = validator_for(schema)
    validator_class.check_schema(schema)
    return validator_class(schema)


def _bare_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
    if store is None:
        return _rasas_store(store, domain)
    store.domain = domain
    return store
