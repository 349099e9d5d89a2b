"""Starting, waiting and ending, with small servers in the places of rasa and the action server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from terminal.checks import ALL, PORT_SETTINGS, answers, is_free, listener_pid
from terminal.processes import Processes
from terminal.run import TERMINATED
from terminal.settings import PORTS, StartError
from terminal.system import running_system

ROOT = Path(__file__).parents[2]
SERVER = """\
import http.server, os, sys
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        said = sys.argv[2] if sys.argv[2:] else '{"status": "ok"}'
        self.send_response(200); self.end_headers(); self.wfile.write(said.encode())
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(os.environ[sys.argv[1]])), Health).serve_forever()
"""


@pytest.fixture
def programs(settings):
    """Write a Procfile whose commands are given by name."""

    def write(**commands):
        (settings.root / "server.py").write_text(SERVER)
        served = {
            name: f"exec {sys.executable} server.py {setting}" for name, setting in PORT_SETTINGS.items()
        }
        served["worker"] = "exec sleep 1000"  # it has no port
        lines = [f"{name}: {command}\n" for name, command in {**served, **commands}.items()]
        (settings.root / "Procfile").write_text("".join(lines))
        return settings

    return write


def wait_until(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert condition()


def all_free(settings):
    return all(is_free(settings.port(name)) for name in PORTS)


def test_both_answer_inside_the_context_and_none_after_it(programs):
    settings = programs()
    with Processes(settings) as processes:
        processes.wait_until_ready()
        assert answers(settings)
    assert all_free(settings)


def test_web_is_started_and_waited_for_where_it_is_asked_for(programs):
    settings = programs()
    with running_system(settings) as started:
        assert answers(started)
        assert not answers(started, ALL)
    with running_system(settings, names=ALL) as started:
        assert answers(started, ALL)
        assert started.secret
        with running_system(settings, names=ALL) as found:
            assert found.values == started.values
    assert all_free(settings)


def test_a_process_that_dies_while_starting_is_reported_with_its_last_lines(programs):
    settings = programs(actions="echo models/index is broken; exit 2")
    with pytest.raises(StartError) as error, Processes(settings) as processes:
        processes.wait_until_ready()
    assert error.value.exit_code == 1
    assert "models/index is broken" in str(error.value)
    assert str(error.value).endswith("rasa, actions: a process ended while starting")
    assert all_free(settings)


def test_a_process_that_ignores_the_request_to_end_is_killed(programs):
    settings = programs(
        rasa=f"trap '' TERM; while true; do {sys.executable} server.py DALEEL_RASA_PORT; done"
    )
    with Processes(settings) as processes:
        processes.wait_until_ready()
    assert all_free(settings)


def run_command(settings):
    environment = {**settings.environment(), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "terminal.run"], cwd=settings.root, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip


def test_the_line_before_the_last_says_how_to_sign_in_to_the_review_console(programs):
    settings = programs()
    (settings.root / "manage.py").write_text(
        "import sys; print('a notice'); print('Review console:', *sys.argv[1:])", encoding="utf-8"
    )
    with run_command(settings) as command:
        assert command.stdout is not None
        lines = iter(command.stdout.readline, "")
        review = next(line for line in lines if line.startswith("Review console"))
        assert review == "Review console: staff development\n"
        assert next(lines).startswith("Daleel is ready. Open ")
        command.terminate()
        command.wait(10)


def test_an_index_that_does_not_read_is_warned_of_before_it_is_said_to_be_ready(programs):
    health = '{"status": "ok", "index": "3f2a", "warning": "hits are not read: why"}'
    settings = programs(actions=f"exec {sys.executable} server.py DALEEL_ACTIONS_PORT '{health}'")
    with run_command(settings) as command:
        output = iter(command.stdout.readline, "")
        said = []
        for line in output:
            said.append(line)
            if line.startswith("Daleel is ready"):
                break
        command.terminate()
        command.wait(10)
    assert said.count("Warning: hits are not read: why\n") == 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, TERMINATED)])
def test_the_command_says_where_to_go_on_and_ends_all_when_told(programs, number, code):
    settings = programs()
    with run_command(settings) as command:
        assert command.stdout is not None
        lines = iter(command.stdout.readline, "")
        ready = next(line for line in lines if line.startswith("Daleel is ready"))
        assert f"Open {settings.web_url}/ " in ready
        assert "make ask" in ready
        command.send_signal(number)
        assert command.wait(10) == code
    assert all_free(settings)
    assert (settings.root / "var/channel-secret").exists()
    assert (settings.root / "var/web-secret").exists()


def test_a_command_that_is_killed_outright_leaves_nothing_behind(programs):
    settings = programs()
    with run_command(settings) as command:
        wait_until(lambda: answers(settings, ALL), 60.0)  # on a busy machine too
        command.kill()
    wait_until(lambda: all_free(settings))


def test_the_command_ends_when_a_process_does(programs):
    settings = programs()
    with run_command(settings) as command:
        wait_until(lambda: answers(settings, ALL), 60.0)  # on a busy machine too
        os.kill(listener_pid(settings.actions_port), signal.SIGKILL)
        assert command.wait(10) == 1
    assert all_free(settings)
