"""What must be there before anything is started; the first thing that is not stops the start in one line."""

from __future__ import annotations

from collections.abc import Iterable

from terminal.errors import StartError
from terminal.ports import holder_of, is_free
from terminal.settings import SECRET, Settings

RASA_MODEL = "models/rasa/daleel.tar.gz"
ENCODER = "models/encoder"  # Rasa's; the index may have another (DALEEL_ENCODER)
RASA = "rasa"
ACTIONS = "actions"
BOTH = (RASA, ACTIONS)
MIN_SECRET_CHARACTERS = 16  # what the channel asks for
PORT_SETTINGS = {RASA: "DALEEL_RASA_PORT", ACTIONS: "DALEEL_ACTIONS_PORT"}


def check(settings: Settings, names: Iterable[str] = BOTH) -> None:
    """Raise StartError for the first missing model or taken port of the processes named."""
    _check_secret(settings)
    for name in names:
        _check_models(settings, name)
    for name in names:
        _check_port(settings, name)


def _check_secret(settings: Settings) -> None:
    length = len(settings.secret)
    if 0 < length < MIN_SECRET_CHARACTERS:
        found = f"{SECRET} has {length} characters"
        raise StartError(f"{found}; set at least {MIN_SECRET_CHARACTERS} random ones, or leave it empty")


def _check_models(settings: Settings, name: str) -> None:
    if name == RASA and not (settings.root / RASA_MODEL).is_file():
        raise StartError(f"{RASA_MODEL} is missing; make it with 'make train'")
    if name == RASA and not (settings.root / ENCODER).is_dir():
        raise StartError(f"{ENCODER} is missing; make it with 'make model'")
    if name == ACTIONS and not settings.path("DALEEL_INDEX").is_dir():
        folder = settings.values["DALEEL_INDEX"]
        raise StartError(
            f"{folder} is missing; make it with 'make index', or set DALEEL_INDEX to where it is"
        )


def _check_port(settings: Settings, name: str) -> None:
    port = settings.rasa_port if name == RASA else settings.actions_port
    if not is_free(port):
        holder = holder_of(port) or "another process"
        setting = PORT_SETTINGS[name]
        raise StartError(f"port {port} is in use by {holder}; stop it, or set {setting} to a free one")
