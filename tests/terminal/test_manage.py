"""`manage.py` as people use it in a shell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_who_reads_only_the_beginning_of_a_long_output_sees_no_error(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DALEEL_", "DJANGO_"))}
    secrets = {"DALEEL_SECRET_KEY": "k" * 40, "DALEEL_CHANNEL_SECRET": "c" * 40}
    reading, writing = os.pipe()
    os.close(reading)  # as `head` does once it has its lines
    with os.fdopen(writing, "wb") as closed:
        ended = subprocess.run(
            [sys.executable, "manage.py", "help"],
            cwd=ROOT,
            env={**kept, **secrets, "DATABASE_URL": f"sqlite:///{tmp_path}/web.db"},
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert ended.stderr == ""
    assert ended.returncode == 1
