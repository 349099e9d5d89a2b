"""A running Daleel for as long as it is needed: the one that runs already, or one started and ended here.

`python -m terminal.system COMMAND …` runs a command with its settings and returns the command's exit code.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from terminal.checks import BOTH, answers, check
from terminal.processes import Processes
from terminal.settings import Settings, StartError, read_settings, with_secrets


def is_running(settings: Settings | None = None, names: Sequence[str] = BOTH) -> bool:
    """Whether these processes answer on the ports of these settings (the environment's unless given)."""
    return answers(settings or read_settings(), names)


@contextmanager
def running_system(
    settings: Settings | None = None,
    *,
    names: Sequence[str] = BOTH,
    on_start: Callable[[], None] = lambda: None,
) -> Iterator[Settings]:
    """Yield the settings, url and secret included, of a system whose processes of these names answer.

    on_start is called before one is started; StartError when none runs and none can be started.
    """
    settings = settings or read_settings()
    if answers(settings, names):
        yield with_secrets(settings, make=False)
        return
    settings = with_secrets(settings, make=True)
    check(settings, names)
    on_start()
    with Processes(settings, names) as processes:
        processes.wait_until_ready()
        yield settings


def say_it_starts() -> None:
    """Tell on standard error why it takes a while."""
    print("No system is running ('make run'); starting one for this, about half a minute.", file=sys.stderr)


def main(command: Sequence[str]) -> int:
    """Run a command (Python's arguments) while a system answers."""
    try:
        with running_system(on_start=say_it_starts) as settings:
            full = [sys.executable, *command]
            return subprocess.run(full, cwd=settings.root, env=settings.environment()).returncode
    except StartError as error:
        print(error, file=sys.stderr)
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
