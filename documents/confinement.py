"""What a process gives up before it opens a stranger's file: network, new files, programs, endless time.

Linux holds the limits itself; an audit hook, which cannot be taken off again, holds Python to the same where
a system has no such means.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = frozenset({"tesseract"})  # that a reading may start

_CLONE_NEWUSER, _CLONE_NEWNET, _PR_SET_NO_NEW_PRIVS = (
    0x10000000,
    0x40000000,
    38,
)  # linux/sched.h, linux/prctl.h
_SECONDS_TO_END = 5  # a process past its time is told so, and killed after these
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED = frozenset(
    {
        *("socket.__new__", "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname"),
        *(
            "os.mkdir",
            "os.link",
            "os.symlink",
            "os.rename",
            "os.remove",
            "os.rmdir",
            "os.truncate",
            "os.chmod",
        ),
        *(
            "os.chown",
            "os.utime",
            "os.exec",
            "os.fork",
            "os.forkpty",
            "os.posix_spawn",
            "os.system",
            "pty.spawn",
        ),
        *("shutil.rmtree", "shutil.move", "sqlite3.connect"),
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may use. `stall_seconds` is the longest without another page.

    Seconds on the clock are many: on a busy machine a process of low priority waits for most of them.
    `niceness` is as nice(1) has it: what nobody waits for comes after what somebody does.
    """

    memory_megabytes: int = 2_000
    cpu_seconds: int = 600
    seconds: int = 3_600
    stall_seconds: int = 600
    output_megabytes: int = 100
    niceness: int = 10


def confine(limits: Limits) -> None:
    """Give it all up, in the order in which nothing is needed any more. It cannot be undone."""
    os.nice(max(0, limits.niceness - os.nice(0)))
    _cut_network()
    _limit(resource.RLIMIT_AS, limits.memory_megabytes * 1_000_000)
    _limit(resource.RLIMIT_CPU, limits.cpu_seconds, _SECONDS_TO_END)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    sys.addaudithook(_refuse)


def _limit(kind: int, soft: int, beyond: int = 0) -> None:
    _, highest = resource.getrlimit(kind)
    hard = soft + beyond if highest == resource.RLIM_INFINITY else min(soft + beyond, highest)
    resource.setrlimit(kind, (min(soft, hard), hard))


def _cut_network() -> None:
    """Leave the network for an empty one, where the system lets a process do so."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.unshare(_CLONE_NEWNET) != 0:  # root's right; others need a user's name space with it
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _refuse(event: str, arguments: Sequence[object]) -> None:
    if event in _REFUSED:
        raise PermissionError(f"{event} while reading a file")
    if event == "open" and not isinstance(arguments[0], int) and arguments[0] != os.devnull:
        flags = arguments[2] if len(arguments) > 2 else 0
        if isinstance(flags, int) and flags & _WRITES:
            raise PermissionError(f"writing {arguments[0]!r} while reading a file")
    if event == "subprocess.Popen" and Path(str(arguments[0])).name not in PROGRAMS:
        raise PermissionError(f"starting {arguments[0]!r} while reading a file")
