"""The console over HTTP, as a reviewer's browser asks it."""

from __future__ import annotations

import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from bench.errors import BenchError
from terminal.checks import free_port
from terminal.settings import LOOPBACK

REVIEWER = "bench"
LIST = "/review/conversations"
START_SECONDS = 60.0
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@contextmanager
def signed_in(environment: dict[str, str]) -> Iterator[httpx.Client]:
    """Yield a client whose session is a reviewer's, before a web process of these settings."""
    password = secrets.token_urlsafe(16)
    run_command(environment, "staff", "add", REVIEWER, "--role=reviewer", "--password-stdin", given=password)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "web"], env={**environment, "DALEEL_WEB_PORT": str(port)}
    )
    try:
        with httpx.Client(base_url=f"http://{LOOPBACK}:{port}", timeout=60, trust_env=False) as client:
            _wait(client, process)
            _sign_in(client, password)
            yield client
    finally:
        process.terminate()
        process.wait()


def run_command(environment: dict[str, str], *command: str, given: str = "") -> str:
    """Run one of manage.py's commands; return what it printed."""
    ended = subprocess.run(
        [sys.executable, "manage.py", *command], env=environment, input=given, capture_output=True, text=True
    )
    if ended.returncode:
        raise BenchError(f"manage.py {command[0]} failed: {ended.stderr.strip()[-300:]}")
    return ended.stdout


def milliseconds(client: httpx.Client, path: str, **parameters: str) -> float:
    """How long a page took; BenchError where it is not one."""
    started = time.perf_counter()
    answer = client.get(path, params=parameters)
    took = 1000 * (time.perf_counter() - started)
    if answer.status_code != 200:
        raise BenchError(f"{path} {parameters}: HTTP {answer.status_code}")
    return took


def _wait(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            client.get("/review/sign-in")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise BenchError("web did not start")


def _sign_in(client: httpx.Client, password: str) -> None:
    found = _TOKEN.search(client.get("/review/sign-in").text)
    form = {"csrfmiddlewaretoken": found[1] if found else "", "username": REVIEWER, "password": password}
    answer = client.post("/review/sign-in", data=form, headers={"Referer": str(client.base_url)})
    if answer.status_code != 302:
        raise BenchError(f"the reviewer could not sign in: HTTP {answer.status_code}")
