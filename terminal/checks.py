"""What must be there before anything is started; the first thing that is not stops the start in one line."""

from __future__ import annotations

from collections.abc import Iterable

from terminal.errors import StartError
from terminal.ports import holder_of, is_free
from terminal.settings import DEVELOPMENT_PASSWORD, MODEL, SECRET, WEB_SECRET, Settings

ENCODER = "models/encoder"  # Rasa's; the index may have another (DALEEL_ENCODER)
RASA = "rasa"
ACTIONS = "actions"
WEB = "web"
BOTH = (RASA, ACTIONS)  # what answers a question
ALL = (*BOTH, WEB)  # with the public process in front
TELEGRAM = "telegram"  # asks Telegram for messages; listens nowhere, so nothing can be asked of it
# What the channel and web ask for.
MIN_SECRET_CHARACTERS = {SECRET: 16, WEB_SECRET: 32, DEVELOPMENT_PASSWORD: 12}
PORT_SETTINGS = {RASA: "DALEEL_RASA_PORT", ACTIONS: "DALEEL_ACTIONS_PORT", WEB: "DALEEL_WEB_PORT"}


def check(settings: Settings, names: Iterable[str] = BOTH) -> None:
    """Raise StartError for the first missing model or taken port of the processes named."""
    _check_secrets(settings)
    for name in names:
        _check_models(settings, name)
    for name in names:
        if name in PORT_SETTINGS:
            _check_port(settings, name)


def _check_secrets(settings: Settings) -> None:
    for name, least in MIN_SECRET_CHARACTERS.items():
        if 0 < (length := len(settings.values[name])) < least:
            found = f"{name} has {length} characters"
            raise StartError(f"{found}; set at least {least} random ones, or leave it empty")


def _check_models(settings: Settings, name: str) -> None:
    if name == RASA and not settings.path(MODEL).is_file():
        raise StartError(f"{settings.values[MODEL]} is missing; make it with 'make train'")
    if name == RASA and not (settings.root / ENCODER).is_dir():
        raise StartError(f"{ENCODER} is missing; make it with 'make model'")
    if name == ACTIONS and not settings.path("DALEEL_INDEX").is_dir():
        folder = settings.values["DALEEL_INDEX"]
        raise StartError(
            f"{folder} is missing; make it with 'make index', or set DALEEL_INDEX to where it is"
        )


def _check_port(settings: Settings, name: str) -> None:
    setting = PORT_SETTINGS[name]
    port = settings.port(setting)
    if not is_free(port):
        holder = holder_of(port) or "another process"
        raise StartError(f"port {port} is in use by {holder}; stop it, or set {setting} to a free one")
