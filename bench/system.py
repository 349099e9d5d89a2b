"""The running system as a benchmark asks it: text and sender in, reply out, over the daleel channel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from bench.errors import BenchError
from bench.scoring import Reply, parse_reply
from terminal.settings import StartError
from terminal.system import running_system, say_it_starts

REPLY_TIMEOUT_SECONDS = 60.0
CHANNEL_PATH = "/webhooks/daleel/webhook"
SECRET_HEADER = "X-Daleel-Secret"  # noqa: S105  a name, no secret


@contextmanager
def open_system() -> Iterator[Callable[[str, str], Reply]]:
    """Yield ask(text, sender) of the system that runs, or of one started and ended for this."""
    try:
        with (
            running_system(on_start=say_it_starts) as settings,
            httpx.Client(
                base_url=settings.url,
                headers={SECRET_HEADER: settings.secret},
                timeout=REPLY_TIMEOUT_SECONDS,
                trust_env=False,  # loopback: never through a proxy
            ) as client,
        ):
            yield lambda text, sender: _ask(client, text, sender)
    except StartError as error:
        raise BenchError(str(error)) from error


def _ask(client: httpx.Client, text: str, sender: str) -> Reply:
    try:
        response = client.post(CHANNEL_PATH, json={"sender": sender, "text": text})
        if response.is_success:
            return parse_reply(response.json())
    except (httpx.HTTPError, ValueError) as error:
        raise BenchError(f"the system stopped answering at {text!r:.60}: {error}") from error
    raise BenchError(f"the system refused {text!r:.60}: HTTP {response.status_code} {response.text:.120}")
