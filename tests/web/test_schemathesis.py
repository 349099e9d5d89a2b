"""Requests made from the description, right and wrong ones, each answer held against it.

`make bench-hostile` sends many more.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
import schemathesis
import yaml
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.web.web_process import WebProcess

EXAMPLES = 100  # of each operation, right and wrong
DESCRIPTION = yaml.safe_load(Path("web/chat/openapi.yaml").read_text(encoding="utf-8"))
REFUSALS = ["400", "401", "404", "405", "409", "413", "415", "422"]  # of what was sent
CONFIG = SchemathesisConfig.from_dict(
    {"checks": {"negative_data_rejection": {"expected-statuses": REFUSALS}}}
)
OPERATIONS = {
    found.ok().label: found.ok()
    for found in schemathesis.openapi.from_dict(DESCRIPTION, config=CONFIG).get_all_operations()
}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
ENDS_THE_SESSION = "DELETE /api/chat/session"
# What names something that nobody can guess: an answer, or a page that was quoted.
UNGUESSABLE = (
    "POST /api/chat/feedback",
    "GET /api/chat/section",
    "GET /api/chat/pages/{signed}",
    "GET /api/chat/pages/{signed}/file",
)


@pytest.fixture(scope="module")
def connection() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_as_described(
    web_server: WebProcess, connection: requests.Session, label: str, mode: GenerationMode
) -> None:
    operation = OPERATIONS[label]
    if mode is GenerationMode.NEGATIVE and not (operation.body or operation.query):
        # nothing in them can be wrong, or all of it is
        assert label in (ENDS_THE_SESSION, "GET /api/chat/openapi.yaml", *UNGUESSABLE)
        return
    token = web_server.open_session()
    asked: list[int] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode))
    def answered_as_described(case: Case) -> None:
        bearer = web_server.open_session() if label == ENDS_THE_SESSION else token
        headers = {"Authorization": f"Bearer {bearer}"}
        response = case.call(base_url=web_server.url, session=connection, headers=headers)
        asked.append(response.status_code)
        checks = [each for each in CHECKS if each is not negative_data_rejection or _arrived(case, response)]
        case.validate_response(response, checks=checks)

    answered_as_described()
    assert asked
    assert max(asked) < 500
    if mode is GenerationMode.POSITIVE:
        assert min(asked) < 300 or label in UNGUESSABLE
    assert "Traceback" not in web_server.log()


def _arrived(case: Case, response: requests.Response) -> bool:
    """Whether the query was sent as it was made: a parameter without a value is left out with its fault."""
    sent = {name for name, _ in parse_qsl(urlsplit(str(response.request.url)).query, keep_blank_values=True)}
    return set(case.query or {}) <= sent
