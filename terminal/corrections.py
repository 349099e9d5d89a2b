"""`make test-corrections`: what staff have taught, held against the running system, or one started for it."""

from __future__ import annotations

import subprocess
import sys

from terminal.errors import StartError
from terminal.system import running_system


def main() -> int:
    """Return what `manage.py teach cases --run` does: 0, or 1 where a case is broken."""
    try:
        with running_system(on_start=_say_it_starts) as settings:
            command = [sys.executable, "manage.py", "teach", "cases", "--run"]
            return subprocess.run(command, cwd=settings.root, env=settings.environment()).returncode
    except StartError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _say_it_starts() -> None:
    print("No system is running ('make run'); starting one for this, about half a minute.", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
