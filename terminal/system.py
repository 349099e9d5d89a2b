"""A running Daleel for as long as it is needed: the one that runs already, or one started and ended here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from terminal.checks import BOTH, check
from terminal.health import answers
from terminal.processes import Processes
from terminal.secret import with_secrets
from terminal.settings import Settings, read_settings


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
