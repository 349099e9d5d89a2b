"""CPU and memory of process trees."""

import os
import subprocess
import sys
import time

from bench.system import tree_of, usage_of, wait_until_idle


def stat_line(pid, parent, ticks, pages, name="a (b) c"):
    fields = ["0"] * 40
    fields[0:2] = ["S", str(parent)]
    fields[11:15] = ticks
    fields[21] = str(pages)
    return f"{pid} ({name}) " + " ".join(fields)


def test_a_tree_is_summed_and_strangers_are_left_out(tmp_path):
    for pid, parent, ticks in ((10, 1, "1234"), (11, 10, "1000"), (12, 11, "2000"), (20, 1, "9999")):
        (tmp_path / str(pid)).mkdir()
        (tmp_path / str(pid) / "stat").write_text(stat_line(pid, parent, list(ticks), 3))
    (tmp_path / "self").mkdir()
    usage = usage_of(10, tmp_path)
    assert tree_of(10, tmp_path) == [10, 11, 12]
    assert usage.cpu_seconds == (10 + 1 + 2) / os.sysconf("SC_CLK_TCK")
    assert usage.resident_bytes == 9 * os.sysconf("SC_PAGE_SIZE")


def test_this_process_and_its_child_are_seen():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert child.pid in tree_of(os.getpid())
        assert usage_of(os.getpid()).resident_bytes > 1_000_000
    finally:
        child.communicate(b"\n")


def test_a_process_that_is_gone_used_nothing():
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert usage_of(child.pid).resident_bytes == 0


def test_work_that_goes_on_is_waited_for_and_not_for_ever():
    working = "import time\nends = time.monotonic() + {}\nwhile time.monotonic() < ends: pass\ninput()"
    for seconds, patience, waited in ((2.0, 30.0, True), (30.0, 0.8, False)):
        child = subprocess.Popen([sys.executable, "-c", working.format(seconds)], stdin=subprocess.PIPE)
        try:
            began = time.monotonic()
            wait_until_idle(child.pid, seconds=0.5, patience_seconds=patience)
            assert (time.monotonic() - began >= 1.5) is waited
        finally:
            child.kill()
            child.wait()
            child.stdin.close()
