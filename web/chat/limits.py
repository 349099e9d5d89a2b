"""How much one conversation, and all conversations of one address, may ask, and how that is counted."""

from __future__ import annotations

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from web.environment import Environment, Rate

MAX_NAMES = 10_000


class Rates:
    """The latest times of each name; beyond max_names the one that was quiet longest is forgotten."""

    def __init__(
        self, rate: Rate, *, max_names: int = MAX_NAMES, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._max_names, self._now = rate, max_names, now
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_seconds(self, name: str) -> int:
        """Return 0 where the name may come now, else the whole seconds after which it may."""
        times = self._times.get(name)
        if times is None or len(times) < self._rate.count:
            return 0
        left = times[0] + self._rate.seconds - self._now()
        return math.ceil(left) if left > 0 else 0

    def count(self, name: str) -> None:
        """Count one visit."""
        times = self._times.setdefault(name, deque(maxlen=self._rate.count))
        times.append(self._now())
        self._times.move_to_end(name)
        self._forget()

    def take_back(self, name: str) -> None:
        """Forget the latest visit, which turned out to cost nothing."""
        if times := self._times.get(name):
            times.pop()

    def __len__(self) -> int:
        return len(self._times)

    def _forget(self) -> None:
        """Drop names whose visits no longer count, and whatever is too many; the first was quiet longest."""
        expired = self._now() - self._rate.seconds
        while self._times:
            name, times = next(iter(self._times.items()))
            if len(self._times) <= self._max_names and times and times[-1] > expired:
                return
            del self._times[name]


class Limits:
    """Messages a session and an address, and new sessions an address; an empty address has no limit."""

    def __init__(self, environment: Environment) -> None:
        self._of_session = Rates(environment.rate_of_session)
        self._of_address = Rates(environment.rate_of_address)
        self._new_sessions = Rates(environment.rate_of_new_sessions)

    def message_wait_seconds(self, sender_id: str, address: str) -> int:
        """Return 0 where a message may be asked now, else the whole seconds after which it may."""
        of_address = self._of_address.wait_seconds(address) if address else 0
        return max(self._of_session.wait_seconds(sender_id), of_address)

    def count_message(self, sender_id: str, address: str) -> None:
        self._of_session.count(sender_id)
        if address:
            self._of_address.count(address)

    def take_back_message(self, sender_id: str, address: str) -> None:
        """A message that was answered before costs nothing."""
        self._of_session.take_back(sender_id)
        if address:
            self._of_address.take_back(address)

    def new_session_wait_seconds(self, address: str) -> int:
        """Count a new session and return 0; or return the whole seconds after which one may be opened."""
        wait_seconds = self._new_sessions.wait_seconds(address)
        if not wait_seconds:
            self._new_sessions.count(address)
        return wait_seconds
