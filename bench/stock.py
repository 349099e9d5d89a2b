"""A stock Rasa of the same domain and data: Rasa's suggested pipeline and policies, nothing patched.

Its model is trained into models/stock/ and trained again only when the domain, the data or
bench/stock/config.yml has changed. The same action code answers it, in an action server of its own.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.command import BenchError
from terminal.processes import Processes
from terminal.settings import Settings

RASA = (".venv/rasa/bin/python", "-m", "rasa")
CONFIG = Path("bench/stock/config.yml")
FOLDER = Path("models/stock")
MODEL = FOLDER / "stock.tar.gz"
STAMP = FOLDER / "trained-on"
LOG = FOLDER / "rasa.log"
DOMAIN = Path("domain.yml")
DATA = Path("data")
START_SECONDS = 180.0
STOP_SECONDS = 20.0
POLL_SECONDS = 0.25


def training_hash(root: Path = Path()) -> str:
    """Return the SHA-256 of everything that the stock model is trained on."""
    digest = hashlib.sha256()
    for path in (root / CONFIG, root / DOMAIN, *sorted((root / DATA).rglob("*.yml"))):
        digest.update(f"{path.relative_to(root)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def train_stock() -> None:
    """Train the stock model unless it stands there, of the same domain and data (minutes)."""
    wanted = training_hash()
    if MODEL.is_file() and STAMP.is_file() and STAMP.read_text(encoding="utf-8").strip() == wanted:
        return
    print(
        "Training the stock Rasa of the same domain and data; it takes about ten minutes, once.",
        file=sys.stderr,
    )
    FOLDER.mkdir(parents=True, exist_ok=True)
    STAMP.unlink(missing_ok=True)
    command = [*RASA, "train", "--config", str(CONFIG), "--domain", str(DOMAIN), "--data", str(DATA)]
    command += ["--out", str(FOLDER), "--fixed-model-name", MODEL.name.removesuffix(".tar.gz")]
    with LOG.open("w", encoding="utf-8") as log:
        environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
        ended = subprocess.run(command, env=environment, stdout=log, stderr=log, check=False)
    if ended.returncode != 0 or not MODEL.is_file():
        raise BenchError(f"rasa train ended with {ended.returncode} for the stock model; its log is {LOG}")
    STAMP.write_text(wanted + "\n", encoding="utf-8")


@contextmanager
def running_stock(settings: Settings) -> Iterator[None]:
    """Start the stock Rasa and an action server on these settings' ports; end both on leaving."""
    command = [
        *RASA,
        "run",
        "--interface",
        "127.0.0.1",
        "--port",
        str(settings.rasa_port),
        "--model",
        str(MODEL),
    ]
    command += ["--endpoints", "bench/stock/endpoints.yml", "--credentials", "bench/stock/credentials.yml"]
    with Processes(settings, ["actions"]) as actions, LOG.open("w", encoding="utf-8") as log:
        rasa = subprocess.Popen(command, env=settings.environment(), stdout=log, stderr=log)
        try:
            _wait_until_ready(rasa, f"{settings.url}/webhooks/rest/")
            actions.wait_until_ready()
            yield
        finally:
            rasa.terminate()
            try:
                rasa.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                rasa.kill()
                rasa.wait()


def _wait_until_ready(rasa: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(url):
        if rasa.poll() is not None:
            raise BenchError(f"the stock Rasa ended with {rasa.returncode} while starting; its log is {LOG}")
        if time.monotonic() > deadline:
            raise BenchError(f"the stock Rasa did not answer within {START_SECONDS:.0f} s; its log is {LOG}")
        time.sleep(POLL_SECONDS)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2.0, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
