"""Which files count as one message's way, and how a process records them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.way import ROOT, TRACER, _ours, figures_of

PROGRAM = """
import os, signal
from arabic import search_key, stem
search_key("before")
os.kill(os.getpid(), signal.SIGUSR1)
import threading
thread = threading.Thread(target=stem, args=("word",))
thread.start()
thread.join()
os.kill(os.getpid(), signal.SIGUSR2)
search_key("after")
print(os.getpid())
"""


def test_a_process_records_what_runs_between_the_signals_in_every_thread(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": f"{TRACER}{os.pathsep}{ROOT}",
        "DALEEL_WAY_FOLDER": str(tmp_path),
    }
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )
    recorded = json.loads((tmp_path / f"{ended.stdout.strip()}.json").read_text(encoding="utf-8"))
    assert list(_ours(recorded)) == ["arabic/stem.py"]


def test_only_python_files_of_the_repository_are_ours() -> None:
    files = [
        ROOT / "web/a.py",
        ROOT / ".venv/app/lib/b.py",
        ROOT / "bench/tracer/sitecustomize.py",
        "<frozen os>",
    ]
    assert list(_ours([str(file) for file in [*files, "/usr/lib/python3/os.py"]])) == ["web/a.py"]


def test_a_file_counts_where_most_questions_ran_through_it_and_once_for_all_processes() -> None:
    recorded = [
        {"rasa": {"arabic/a.py", "bot/b.py"}, "web": {"web/c.py", "arabic/a.py"}},
        {"rasa": {"arabic/a.py"}, "web": {"web/c.py", "web/background.py"}},
        {"rasa": {"arabic/a.py", "bot/b.py"}, "web": {"web/c.py", "arabic/a.py"}},
    ]
    figures = figures_of(recorded)
    assert figures.values == {"way_files": 3, "way_files_rasa": 2, "way_files_web": 2}
    assert figures.tables[1].rows == (("arabic/a.py",), ("web/c.py",))
