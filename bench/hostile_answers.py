"""What is wrong with an answer to an attack: a fault of the server's, its inside or another's words told."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from bench.hostile_http import Attack, RawResponse

# What a stack trace, a debug page or a file of ours would show.
INSIDE = (
    b"Traceback",
    b'File "',
    b"Exception",
    b"django",
    b"Django",
    b"SECRET",
    b"SELECT ",
    b"sqlite",
    b"daemon:x:",
    b"import ",
)
PROTOCOL_REFUSAL = (
    b"Invalid HTTP request received."  # uvicorn's own, before anything of ours sees the request
)
_CODE = re.compile(r"[a-z_]+")
_REQUEST_ID = re.compile(r"[0-9a-f]{32}")
_ERROR_FIELDS = {"code", "message", "request_id"}


@dataclass(frozen=True, slots=True)
class Findings:
    """Each a sentence, or empty."""

    server_error: str = ""
    leak: str = ""
    form: str = ""

    def __bool__(self) -> bool:
        return bool(self.server_error or self.leak or self.form)


def findings(attack: Attack, response: RawResponse, secrets: tuple[bytes, ...]) -> Findings:
    """Judge one answer; `secrets` are words, ids and tokens that only another visitor may see."""
    if attack.hangs_up:
        return Findings()
    told = response.body + "\n".join(f"{n}: {v}" for n, v in response.headers.items()).encode(
        "latin-1", "replace"
    )
    leaked = [secret for secret in secrets if secret in told]
    inside = [mark for mark in INSIDE if mark in told] if response.status >= 400 else []
    return Findings(
        server_error=f"status {response.status}" if response.status >= 500 else "",
        leak=f"tells {(leaked + inside)[0]!r}" if leaked or inside else "",
        form=_form(attack, response),
    )


def _form(attack: Attack, response: RawResponse) -> str:
    """What keeps a refusal from being in the API's form; other addresses answer with a sentence."""
    if response.status == 0:
        return "no answer"
    if response.body == PROTOCOL_REFUSAL and response.status == 400:
        return ""
    if "x-evil" in response.headers or "set-cookie" in response.headers:
        return "a header of the attack's"
    if not attack.path.startswith("/api/"):
        return ""
    if not _REQUEST_ID.fullmatch(response.headers.get("x-request-id", "")):
        return "no request id"
    if response.status < 400 or not response.body:  # the answer to HEAD has none
        return ""
    return "" if _is_error(response) else f"status {response.status} without the form of errors"


def _is_error(response: RawResponse) -> bool:
    try:
        body = json.loads(response.body)
    except ValueError:
        return False
    error = body.get("error") if isinstance(body, dict) and set(body) == {"error"} else None
    if not isinstance(error, dict) or set(error) != _ERROR_FIELDS:
        return False
    is_named = bool(_CODE.fullmatch(str(error["code"]))) and isinstance(error["message"], str)
    return is_named and error["request_id"] == response.headers["x-request-id"]
