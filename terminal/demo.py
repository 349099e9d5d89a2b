"""The demonstration: `python -m terminal.demo data` makes it, `python -m terminal.demo` shows it.

Its databases are files in var/demo, whatever the settings say of others; nothing of it comes near a real log.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys

from terminal import run
from terminal.checks import BOTH, check, free_port
from terminal.processes import Processes
from terminal.settings import Settings, StartError, read_settings, with_secrets

FOLDER = "var/demo"
NO_LIMIT = "100000/60"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m terminal.demo", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("data",), help="make the conversations anew")
    parser.add_argument("--conversations", type=int, metavar="N", help="how many; some hundreds unless given")
    options = parser.parse_args(arguments)
    try:
        settings = with_secrets(demo_settings(read_settings()), make=True)
        if options.what:
            return _make(settings, options.conversations)
        if not settings.path("DALEEL_TRACKER_DB").is_file():
            raise StartError(f"{FOLDER} is empty; make the conversations with 'make demo-data'")
        return run.serve(settings)
    except StartError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return run.INTERRUPTED


def demo_settings(settings: Settings) -> Settings:
    """The settings with the demonstration's databases in the place of the real ones; Telegram stays off."""
    return settings.changed(
        DATABASE_URL=f"sqlite:///{(settings.root / FOLDER).as_posix()}/web.db",
        DALEEL_TRACKER_DB=f"{FOLDER}/tracker.db",
        DALEEL_SOURCES=f"{FOLDER}/sources",
        DALEEL_TELEGRAM_TOKEN="",
        DALEEL_RETENTION_DAYS="0",
    )


def _make(settings: Settings, conversations: int | None) -> int:
    """Start Rasa and the actions on free ports, and hold the conversations in a folder that is new."""
    settings = settings.changed(
        DALEEL_RASA_PORT=str(free_port()),
        DALEEL_ACTIONS_PORT=str(free_port()),
        DALEEL_RASA_URLS="",
        DALEEL_RATE_SESSION=NO_LIMIT,
    )
    check(settings)
    shutil.rmtree(settings.root / FOLDER, ignore_errors=True)
    print("Starting Rasa and the actions; the conversations take some minutes.", flush=True)
    with Processes(settings, BOTH) as processes:
        processes.wait_until_ready()
        for command in (["migrate", "--verbosity=0"], ["demo_data", *_count(conversations)]):
            made = subprocess.run(
                [sys.executable, "manage.py", *command], cwd=settings.root, env=settings.environment()
            )
            if made.returncode:
                return made.returncode
    print("Look at them with: make demo")
    return 0


def _count(conversations: int | None) -> list[str]:
    return [] if conversations is None else [f"--conversations={conversations}"]


if __name__ == "__main__":
    sys.exit(main())
