"""The one Rasa that what is patched here was read in."""

import rasa

from bot.errors import BotError

SUPPORTED_RASA = "3.6.21"


def require_supported_rasa(found: str = rasa.__version__) -> None:
    """Refuse another Rasa: replacing a method whose surroundings nobody has read would be guesswork."""
    if found != SUPPORTED_RASA:
        raise BotError(
            f"Rasa is {found} but bot/ replaces methods of {SUPPORTED_RASA}; "
            "install the locked version, or read those methods again and raise SUPPORTED_RASA"
        )
