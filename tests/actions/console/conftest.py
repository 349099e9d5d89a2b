"""The action server as a process of its own, answering from the toy index."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from terminal.checks import free_port
from tests.actions.console.served import SECRET, Served
from tests.index.conftest import built_once, tiny_encoder

__all__ = ["built_once", "tiny_encoder"]  # the toy index, for the fixture below

ROOT = Path(__file__).parents[3]
START_SECONDS = 60


@pytest.fixture(scope="module")
def served(
    built_once: Path, tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(built_once.resolve(), folder / ".index-abcdefgh")
    (folder / "index").symlink_to(".index-abcdefgh")
    published, port = folder / "teaching/curated.jsonl", free_port()
    environment = {
        **os.environ,
        "DALEEL_INDEX": str(folder / "index"),
        "DALEEL_ENCODER": str(tiny_encoder),
        "DALEEL_CURATED": str(published),
        "DALEEL_CHANNEL_SECRET": SECRET,
    }
    command = [sys.executable, "-m", "actions", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            served = Served(f"http://127.0.0.1:{port}", folder / "index", published)
            _wait(served, process)
            yield served
        finally:
            process.terminate()


def _wait(served: Served, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        assert process.poll() is None, "the action server ended while starting"
        assert time.monotonic() < deadline, "the action server does not answer"
        try:
            served.get("/index/curated")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
