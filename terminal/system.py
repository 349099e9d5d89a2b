"""A running Daleel for as long as it is needed: the one that runs already, or one started and ended here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from terminal.checks import BOTH, check
from terminal.health import answers
from terminal.processes import Processes
from terminal.secret import with_secret
from terminal.settings import Settings, read_settings


def is_running(settings: Settings | None = None) -> bool:
    """Whether both processes answer on the ports of these settings (the environment's unless given)."""
    return answers(settings or read_settings())


@contextmanager
def running_system(
    settings: Settings | None = None, *, on_start: Callable[[], None] = lambda: None
) -> Iterator[Settings]:
    """Yield the settings, url and secret included, of a system that answers.

    on_start is called before one is started; StartError when none runs and none can be started.
    """
    settings = settings or read_settings()
    if answers(settings):
        yield with_secret(settings, make=False)
        return
    settings = with_secret(settings, make=True)
    check(settings, BOTH)
    on_start()
    with Processes(settings) as processes:
        processes.wait_until_ready()
        yield settings
