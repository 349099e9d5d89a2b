"""Requests as bytes, which no client library corrects, and what is wrong with the answers to them."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

TIMEOUT_SECONDS = 60.0
PAUSE_SECONDS = 0.05  # between the pieces of a slow request
MAX_ANSWER_BYTES = 64 * 1024 * 1024

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
class Attack:
    """A request in pieces, sent one after the other; `hangs_up` before the answer, and expects none."""

    name: str
    pieces: tuple[bytes, ...]
    hangs_up: bool = False

    @property
    def path(self) -> str:
        """The address as it is written in the request; empty where that is no request."""
        words = b"".join(self.pieces).partition(b"\r\n")[0].split(b" ")
        return words[1].decode("latin-1") if len(words) == 3 else ""


@dataclass(frozen=True, slots=True)
class RawResponse:
    """Status 0: the server closed the connection without a word."""

    status: int
    headers: dict[str, str]
    body: bytes


def request(
    method: str,
    path: str,
    headers: Sequence[tuple[str, str]] = (),
    body: bytes = b"",
    *,
    host: str = "localhost",
) -> bytes:
    """The bytes of a whole request that closes its connection; a length is added where there is a body."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers]
    named = {name.lower() for name, _ in headers}
    if (body or method == "POST") and not named & {"content-length", "transfer-encoding"}:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("utf-8", "surrogatepass") + b"\r\n\r\n" + body


def chunked(parts: Sequence[bytes]) -> bytes:
    """A body in chunks, its end included."""
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))


def send(attack: Attack, port: int) -> RawResponse:
    """Send an attack to a server of this machine and return its answer; OSError where it hangs."""
    with socket.create_connection(("127.0.0.1", port), TIMEOUT_SECONDS) as connection:
        # Refused before all of it was sent: the answer may be there nevertheless.
        with suppress(BrokenPipeError, ConnectionResetError):
            for number, piece in enumerate(attack.pieces):
                if number:
                    time.sleep(PAUSE_SECONDS)
                connection.sendall(piece)
        if attack.hangs_up:
            return RawResponse(0, {}, b"")
        return parse(b"".join(_received(connection)))


def _received(connection: socket.socket) -> Iterator[bytes]:
    read = 0
    while read < MAX_ANSWER_BYTES:
        try:
            data = connection.recv(65536)
        except ConnectionResetError:
            return
        if not data:
            return
        read += len(data)
        yield data


def parse(answer: bytes) -> RawResponse:
    """Read the last response of what a server sent: a "100 Continue" may stand before it."""
    while answer.startswith(b"HTTP/1.1 1"):
        answer = answer.partition(b"\r\n\r\n")[2]
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    if not status:
        return RawResponse(0, {}, b"")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        body = _joined(body)
    return RawResponse(int(status.split(" ")[1]), headers, body)


def _joined(body: bytes) -> bytes:
    parts = []
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        if not length:
            break
        parts.append(rest[:length])
        body = rest[length + 2 :]
    return b"".join(parts)


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
