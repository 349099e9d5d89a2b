"""An action server's result checked against a schema that is itself checked once.

Rasa's `RemoteAction._validate_action_result` calls `jsonschema.validate`, which checks Rasa's own constant
schema for every result: 18 of its 19 ms, and most of a turn. Here the schema is checked and compiled once; a
result is then judged by the same validator class with the same error chosen, so verdicts are the same.
"""

import functools
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL

from bot.rasa_version import require_supported_rasa

EXPLANATION = (
    ". Failed to validate Action server response from API, "
    "make sure your response from the Action endpoint is valid. "
    f"For more information about the format visit {DOCS_BASE_URL}/custom-actions"
)


def install_cached_validation() -> None:
    """Replace the check of every remote action in this process; BotError if Rasa is another version."""
    require_supported_rasa()
    _result_validator()
    RemoteAction._validate_action_result = _validate_action_result


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
