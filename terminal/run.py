"""`python -m terminal.run`: start rasa, actions, web, worker and, with a token, telegram; end them on
Ctrl-C."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType

from terminal.checks import ACTIONS, ALL, TELEGRAM, WEB, WORKER, check, index_warning
from terminal.processes import Processes
from terminal.settings import Settings, StartError, read_settings, with_secrets

INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM

PATIENCE_SECONDS = 30.0
EVERYTHING = (*ALL, WORKER)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m terminal.run", description=__doc__)
    known = (*EVERYTHING, TELEGRAM)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)}; all unless named")
    named = parser.parse_args(arguments).names
    if unknown := set(named) - set(known):
        parser.error(f"unknown process {min(unknown)}; there are {', '.join(known)}")
    try:
        settings = with_secrets(read_settings(), make=True)
        return serve(settings, named or (known if settings.polls_telegram else EVERYTHING))
    except StartError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED


def serve(settings: Settings, names: Sequence[str] = EVERYTHING) -> int:
    """Run these processes until one of them ends; StartError where something is missing."""
    signal.signal(signal.SIGTERM, _terminated)
    check(settings, names)
    print("Starting; this takes about half a minute. Ctrl-C ends it.", flush=True)
    with Processes(settings, names) as processes:
        processes.wait_until_ready()
        processes.echo()
        if ACTIONS in names and (warning := index_warning(settings)):
            print(f"Warning: {warning}", flush=True)
        if WEB in names and (line := review_line(settings)):
            print(line, flush=True)
        print(_where(settings, names), flush=True)
        processes.wait()
    print("A process ended, and the others with it; its last lines are above.", file=sys.stderr)
    return 1


def _where(settings: Settings, names: Sequence[str]) -> str:
    """The line that says where to go on."""
    if WEB in names:
        return f"Daleel is ready. Open {settings.web_url}/ or ask from another terminal: make ask"
    return f"Daleel is ready on {settings.url}. Ask it from another terminal: make ask"


def _terminated(number: int, frame: FrameType | None) -> None:
    sys.exit(TERMINATED)


def review_line(settings: Settings) -> str:
    """Return the line; the command's complaint where it has one."""
    command = [sys.executable, "manage.py", "staff", "development"]
    try:
        ended = subprocess.run(
            command,
            cwd=settings.root,
            env=settings.environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"Review console: 'manage.py staff development' said nothing in {PATIENCE_SECONDS:.0f} s"
    return (ended.stdout or ended.stderr).strip().rpartition("\n")[2]


if __name__ == "__main__":
    sys.exit(main())
