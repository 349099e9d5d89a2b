"""The image's steps, run in a clean directory where no engine exists: only what the Dockerfile copies is
there, and what runs in it writes nowhere but below var/."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from dockerfile_parse import DockerfileParser

from terminal.checks import free_port

ROOT = Path(__file__).parents[2]
SECRETS = {"DALEEL_SECRET_KEY": "k" * 40, "DALEEL_CHANNEL_SECRET": "c" * 40}
# These take minutes and were done by `make` for every other test: their results are put in place.
DONE_BEFORE = ("encoder.build", "index build")


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the `app` image: its context copied, its build's steps run."""
    root = tmp_path_factory.mktemp("image") / "daleel"
    root.mkdir()
    copy_context(root)
    (root / ".venv").symlink_to(ROOT / ".venv")
    for name in ("encoder", "index"):
        (root / "models").mkdir(exist_ok=True)
        (root / "models" / name).symlink_to((ROOT / "models" / name).resolve())
    for step in steps_of("app-built"):
        ended = subprocess.run(step, shell=True, cwd=root, env=clean(), capture_output=True, text=True)
        assert ended.returncode == 0, f"{step}\n{ended.stdout}{ended.stderr}"
    (root / "var").mkdir(mode=0o700)
    return root


def copy_context(root: Path) -> None:
    """What git knows of, as far as .dockerignore lets it into the build."""
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *allowed]
    for name in subprocess.check_output(command, cwd=ROOT, text=True).rstrip("\0").split("\0"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, root / name, follow_symlinks=False)


def steps_of(stage: str) -> Iterator[str]:
    """Each command of a stage's RUN steps that is not done before."""
    parser = DockerfileParser(path=str(ROOT / "deploy/Dockerfile"), cache_content=True)
    current = ""
    for step in parser.structure:
        if step["instruction"] == "FROM":
            current = step["value"].rpartition(" AS ")[2]
        elif step["instruction"] == "RUN" and current == stage:
            for command in step["value"].split("&&"):
                if not any(done in command for done in DONE_BEFORE):
                    yield command.strip()


def environment_of_the_image() -> dict[str, str]:
    """What ENV of the last stage `app` sets."""
    parser = DockerfileParser(path=str(ROOT / "deploy/Dockerfile"), cache_content=True)
    current, found = "", {}
    for step in parser.structure:
        if step["instruction"] == "FROM":
            current = step["value"].rpartition(" AS ")[2]
        elif step["instruction"] == "ENV" and current == "app":
            found.update(dict(pair.split("=", 1) for pair in shlex.split(step["value"])))
    return found


def clean() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C.UTF-8"}


def everything_but_var(root: Path) -> dict[str, float]:
    found = {}
    for folder, folders, files in os.walk(root):
        if Path(folder) == root:
            folders[:] = [name for name in folders if name not in ("var", ".venv")]
        found.update({f"{folder}/{name}": (Path(folder) / name).lstat().st_mtime for name in files + folders})
    return found


def test_the_image_starts_and_writes_only_below_var(image: Path) -> None:
    before = everything_but_var(image)
    port, actions_port = free_port(), free_port()
    environment = {**clean(), **environment_of_the_image(), **SECRETS}
    environment["PATH"] = f"{ROOT}/.venv/app/bin:{os.environ['PATH']}"
    environment |= {"DALEEL_WEB_PORT": str(port), "DALEEL_ACTIONS_PORT": str(actions_port)}
    # A development administrator is made by `make run` alone, so what others reach may start.
    environment |= {"DALEEL_WEB_HOST": "127.0.0.1", "DALEEL_BIND": "127.0.0.1"}
    prepared = subprocess.run(
        ["sh", "deploy/prepare"], cwd=image, env=environment, capture_output=True, text=True
    )
    assert prepared.returncode == 0, prepared.stderr
    for command, address in (
        (["python", "-m", "web"], f"http://127.0.0.1:{port}/healthz"),
        (["python", "-m", "actions"], f"http://127.0.0.1:{actions_port}/health"),
    ):
        process = subprocess.Popen(command, cwd=image, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            assert answers(address, process)
        finally:
            process.terminate()
            process.communicate(timeout=20)
    assert everything_but_var(image) == before
    assert (image / "var/web.db").exists()


def answers(address: str, process: subprocess.Popen[str], seconds: float = 90) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return httpx.get(address, trust_env=False).status_code == 200
        except httpx.HTTPError:
            time.sleep(0.2)
    return False


def test_no_secret_and_nothing_of_this_machine_comes_into_the_image(image: Path) -> None:
    names = {file.name for file in image.iterdir()}
    assert not names & {".env", ".git", "tests", "bench", "node_modules"}
