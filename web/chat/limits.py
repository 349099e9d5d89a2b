"""How much one conversation, and all conversations of one address, may ask."""

from __future__ import annotations

from web.chat.rates import Rates
from web.environment import Environment


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
