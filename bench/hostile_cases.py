"""Requests that schemathesis makes from the API's description, right and wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Err
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bench.command import BenchError
from bench.hostile_http import RawResponse

DESCRIPTION = Path("web/chat/openapi.yaml")
ENDS_THE_SESSION = "DELETE /api/chat/session"
CHECKS = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

Seen = Callable[[str, RawResponse, str], None]  # the operation, its answer, what was not as described


@dataclass(frozen=True, slots=True)
class Cases:
    """Where the requests go; `token` gives the one that the next request of an operation is sent with."""

    url: str
    token: Callable[[str], str]
    seen: Seen

    def run(self, count: int, seed_: int) -> None:
        """Make about count requests, as many of each operation and kind that knows enough different ones."""
        left = count
        with requests.Session() as session:
            session.trust_env = False
            while left > 0:
                kinds = list(_kinds())
                before = left
                for operation, mode in kinds:
                    left -= self._run(operation, mode, session, min(left, max(1, count // len(kinds))), seed_)
                seed_ += 1
                if left == before:
                    return

    def _run(
        self, operation: Any, mode: GenerationMode, session: requests.Session, count: int, seed_: int
    ) -> int:
        made = 0

        @seed(seed_)
        @settings(
            max_examples=max(1, count),
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(mode))
        def make(case: Case[Any]) -> None:
            nonlocal made
            if made >= count:
                return
            made += 1
            headers = {"Authorization": f"Bearer {self.token(operation.label)}"}
            response = case.call(base_url=self.url, session=session, headers=headers)
            self.seen(operation.label, _raw(response), _not_as_described(case, response))

        make()
        return made


def _kinds() -> Iterator[tuple[Any, GenerationMode]]:
    """Every operation, with right requests and, where anything in it can be wrong, with wrong ones."""
    description = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    for found in schemathesis.openapi.from_dict(description).get_all_operations():
        if isinstance(found, Err):
            raise BenchError(f"{DESCRIPTION}: {found.err()}")
        operation = found.ok()
        yield operation, GenerationMode.POSITIVE
        if operation.body or operation.query:
            yield operation, GenerationMode.NEGATIVE


def _not_as_described(case: Case[Any], response: Any) -> str:
    try:
        case.validate_response(response, checks=CHECKS)
    except FailureGroup as failures:
        return str(failures.exceptions[0])
    return ""


def _raw(response: Any) -> RawResponse:
    headers = {name.lower(): values[0] for name, values in response.headers.items()}
    return RawResponse(response.status_code, headers, response.content)
