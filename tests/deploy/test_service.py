"""A process under systemd says when it is ready, that it lives, and goes when it is asked to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from terminal.checks import free_port
from terminal.install_service import UNITS, WHAT
from terminal.install_service import main as install
from terminal.service import notify, procfile_line
from terminal.settings import DEFAULTS, Settings, StartError

ROOT = Path(__file__).parents[2]
SERVER = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2])); self.end_headers(); self.wfile.write(b'{}')
    def log_message(self, *args): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The end of the socket that systemd would read."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
        end.bind(str(tmp_path / "notify"))
        end.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield end


@pytest.fixture
def start(tmp_path: Path, systemd: socket.socket) -> Iterator[subprocess.Popen[str]]:
    port = free_port()
    (tmp_path / "server.py").write_text(SERVER)
    (tmp_path / "Procfile").write_text(f"web: exec {sys.executable} server.py $DALEEL_WEB_PORT 200\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DALEEL_WEB_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "terminal.service", "web"],
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def test_it_is_ready_once_it_answers_and_ends_when_asked(
    start: subprocess.Popen[str], systemd: socket.socket
) -> None:
    assert systemd.recv(100) == b"READY=1\nWATCHDOG=1"
    assert systemd.recv(100) == b"WATCHDOG=1"
    start.send_signal(signal.SIGTERM)
    assert start.wait(10) == 128 + signal.SIGTERM


def test_the_child_that_dies_ends_it(start: subprocess.Popen[str], systemd: socket.socket) -> None:
    systemd.recv(100)
    (child,) = psutil.Process(start.pid).children()
    child.kill()
    assert start.wait(10) != 0  # systemd's Restart=always takes it from there


def test_nothing_is_said_where_systemd_did_not_start_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")


def test_an_unknown_process_is_named(tmp_path: Path) -> None:
    (tmp_path / "Procfile").write_text("web: exec true\n")
    with pytest.raises(StartError, match="no process is named 'wep'; the Procfile has web"):
        procfile_line(Settings(tmp_path, DEFAULTS), "wep")


def test_units_are_written_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert install(["--to", str(tmp_path), "--user", "daleel"]) == 0
    unit = (tmp_path / "daleel@.service").read_text()
    assert "User=daleel\n" in unit
    assert f"WorkingDirectory={Path.cwd()}\n" in unit
    assert "@" not in unit.replace("daleel@", "")
    assert "systemctl enable --now daleel.target daleel@web" in capsys.readouterr().out


def test_every_unit_is_installed_and_said() -> None:
    units = ROOT / UNITS
    assert {str(file.relative_to(units)) for file in units.rglob("*") if file.is_file()} == set(WHAT)


def test_it_does_not_run_as_root(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert install(["--to", str(tmp_path), "--user", "root"]) == 2
    assert "does not run as root" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
