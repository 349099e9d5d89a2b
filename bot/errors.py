"""What goes wrong in what is ours inside Rasa."""

from rasa.shared.exceptions import RasaException


class BotError(RasaException):
    """A set-up that cannot work: the message says what was found, what was expected and what to do."""
