"""`python -m terminal.service NAME`: one process of the Procfile under systemd (deploy/systemd).

It says READY once the process answers and WATCHDOG while it does, and ends when the process ends:
systemd starts it anew, also one that lives and answers nobody.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from types import FrameType

import httpx
from honcho.environ import parse_procfile

from terminal.checks import PORT_SETTINGS, WEB, check, health_url
from terminal.settings import Settings, StartError, read_settings, with_secrets

LOOK_SECONDS = 5.0
PATIENCE_SECONDS = 2.0


def main(arguments: list[str]) -> int:
    (name,) = arguments or [""]
    try:
        settings = with_secrets(read_settings(), make=True)
        line = procfile_line(settings, name)
        check(settings, [name])
    except StartError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    process = subprocess.Popen(["/bin/sh", "-c", line], cwd=settings.root, env=settings.environment())

    def end(number: int, frame: FrameType | None) -> None:
        process.terminate()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    watch(process, address_of(settings, name))
    code = process.wait()
    return code if code >= 0 else 128 - code  # as a shell says it


def procfile_line(settings: Settings, name: str) -> str:
    """The command of a process, for the shell that it takes the place of; StartError for an unknown name."""
    known = parse_procfile((settings.root / "Procfile").read_text(encoding="utf-8")).processes
    if name not in known:
        raise StartError(f"no process is named {name!r}; the Procfile has {', '.join(known)}")
    line: str = known[name]
    return line


def address_of(settings: Settings, name: str) -> str:
    """What a process is asked whether it lives; "" for one that listens nowhere.

    Web is asked for itself alone: starting it anew mends nothing that stands behind it.
    """
    if name == WEB:
        return f"{settings.web_url}/healthz"
    return health_url(settings, name) if name in PORT_SETTINGS else ""


def watch(process: subprocess.Popen[bytes], address: str) -> None:
    """Tell systemd how the process is, until it ends."""
    is_ready = False
    while process.poll() is None:
        if not address or lives(address):
            notify("WATCHDOG=1" if is_ready else "READY=1\nWATCHDOG=1")
            is_ready = True
        try:
            process.wait(LOOK_SECONDS if is_ready else 0.5)
        except subprocess.TimeoutExpired:
            continue


def lives(address: str) -> bool:
    """Whether somebody answers there at all; what it says is for /readyz."""
    try:
        return httpx.get(address, timeout=PATIENCE_SECONDS, trust_env=False).status_code < 500
    except httpx.HTTPError:
        return False


def notify(state: str) -> None:
    """Send one message of sd_notify(3); nothing where systemd did not start us."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if not path:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.connect("\0" + path[1:] if path.startswith("@") else path)
        out.send(state.encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
