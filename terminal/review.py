"""How to sign in to the review console: the line that web's own command says, the account made with it."""

from __future__ import annotations

import subprocess
import sys

from terminal.settings import Settings

PATIENCE_SECONDS = 30.0


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
