"""The settings, read once: defaults, then .env, then the environment.

A development machine's secrets are made once, each in a file that its owner alone can read.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

SECRET = "DALEEL_CHANNEL_SECRET"  # noqa: S105 (the name of a setting)
WEB_SECRET = "DALEEL_SECRET_KEY"  # noqa: S105
DEVELOPMENT_PASSWORD = "DALEEL_DEVELOPMENT_PASSWORD"  # noqa: S105
TRACKER_DB = "DALEEL_TRACKER_DB"
MODEL = "DALEEL_MODEL"
RASA_MODEL = "models/rasa/daleel.tar.gz"
LOOPBACK = "127.0.0.1"
DEFAULTS = {
    "DALEEL_RASA_PORT": "5005",
    "DALEEL_ACTIONS_PORT": "5055",
    "DALEEL_WEB_PORT": "8000",
    "DALEEL_WEB_HOST": "127.0.0.1",
    SECRET: "",
    WEB_SECRET: "",
    "DALEEL_ENCODER": "models/encoder",
    "DALEEL_INDEX": "models/index",
    "DALEEL_READER": "",
    "DALEEL_WRONG_ANSWERS": "balanced",
    MODEL: RASA_MODEL,
    "DALEEL_CURATED": "var/teaching/curated.jsonl",
    "DALEEL_SOURCES": "var/sources",
    "DALEEL_STATIC": "var/static",
    "DATABASE_URL": "",
    TRACKER_DB: "var/tracker.db",
    "DALEEL_RASA_URLS": "",
    "DALEEL_ACTIONS_URL": "",
    "DALEEL_BIND": LOOPBACK,
    "DALEEL_ORIGINS": "",
    "DALEEL_HOSTS": "localhost 127.0.0.1 [::1]",
    "DALEEL_TRUSTED_PROXIES": "0",
    "DALEEL_SESSION_DAYS": "30",
    "DALEEL_RATE_SESSION": "20/60",
    "DALEEL_RATE_ADDRESS": "120/60",
    "DALEEL_RATE_NEW_SESSIONS": "30/60",
    "DALEEL_RATE_SUGGESTIONS": "600/60",
    "DALEEL_TURN_SECONDS": "35",
    "DALEEL_RETENTION_DAYS": "0",
    "DALEEL_TIME_ZONE": "UTC",
    "DALEEL_METRICS_TOKEN": "",
    "DALEEL_LOGS": "lines",
    "DALEEL_PRODUCTION": "0",
    "DALEEL_STAFF_IDLE_MINUTES": "30",
    "DALEEL_STAFF_SESSION_HOURS": "12",
    "DALEEL_STAFF_TRIES": "5/900",
    DEVELOPMENT_PASSWORD: "",
    "DALEEL_TELEGRAM_TOKEN": "",
    "DALEEL_TELEGRAM_MODE": "polling",
    "DALEEL_TELEGRAM_SECRET": "",
    "DALEEL_TELEGRAM_PUBLIC_URL": "",
    "DALEEL_TELEGRAM_API": "https://api.telegram.org",
}
PORTS = ("DALEEL_RASA_PORT", "DALEEL_ACTIONS_PORT", "DALEEL_WEB_PORT")
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 (compared with, never bound)
# Quiet, fast, and reachable from this machine alone.
FIXED_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "SQLALCHEMY_WARN_20": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONUNBUFFERED": "1",
}

FILES = {
    SECRET: Path("var/channel-secret"),
    WEB_SECRET: Path("var/web-secret"),
    DEVELOPMENT_PASSWORD: Path("var/review-password"),
}
SECRET_BYTES = 32
PASSWORD_BYTES = 12  # typed by hand now and then
OWNER_ONLY = 0o600


class StartError(Exception):
    """The message says what was found, what was expected and what to do; exit_code is the command's."""

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class Settings:
    """`values` holds every setting as text; `root` is the repository's root, where everything runs."""

    root: Path
    values: Mapping[str, str]

    @property
    def rasa_port(self) -> int:
        return self.port("DALEEL_RASA_PORT")

    @property
    def actions_port(self) -> int:
        return self.port("DALEEL_ACTIONS_PORT")

    @property
    def web_port(self) -> int:
        return self.port("DALEEL_WEB_PORT")

    @property
    def secret(self) -> str:
        """The channel's secret; empty when none is set."""
        return self.values[SECRET]

    @property
    def url(self) -> str:
        """Where Rasa answers."""
        return f"http://{LOOPBACK}:{self.rasa_port}"

    @property
    def webhook(self) -> str:
        """Where Rasa finds the actions (endpoints.yml)."""
        return f"{self.values['DALEEL_ACTIONS_URL'] or f'http://{LOOPBACK}:{self.actions_port}'}/webhook"

    @property
    def web_url(self) -> str:
        """Where web answers callers on this machine."""
        host = self.values["DALEEL_WEB_HOST"]
        if host in EVERY_ADDRESS:
            host = LOOPBACK
        return f"http://{f'[{host}]' if ':' in host else host}:{self.web_port}"

    @property
    def polls_telegram(self) -> bool:
        """Whether a process of its own asks Telegram for messages; a webhook comes to web."""
        return bool(self.values["DALEEL_TELEGRAM_TOKEN"]) and self.values["DALEEL_TELEGRAM_MODE"] != "webhook"

    def path(self, name: str) -> Path:
        """A setting that names a file or folder, resolved against the root."""
        return self.root / self.values[name]

    def environment(self) -> dict[str, str]:
        """What the processes run with: this process's environment, every setting, and the fixed part."""
        return {**os.environ, **self.values, "DALEEL_ACTIONS_WEBHOOK": self.webhook, **FIXED_ENVIRONMENT}

    def changed(self, **values: str) -> Settings:
        return Settings(self.root, {**self.values, **values})

    def port(self, name: str) -> int:
        """The number of one of PORTS."""
        value = self.values[name]
        if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
            return int(value)
        raise StartError(f"{name} is {value!r}; a port is a number from 1 to 65535")


def read_settings(root: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that hold in root (the current directory unless given); StartError on a bad port."""
    root = root or Path.cwd()
    environ = os.environ if environ is None else environ
    in_file = _read_dotenv(root / ".env")
    values = {name: environ.get(name) or in_file.get(name) or default for name, default in DEFAULTS.items()}
    extra = {name: value for name, value in in_file.items() if name not in DEFAULTS and name not in environ}
    if values["DATABASE_URL"] and values[TRACKER_DB] == DEFAULTS[TRACKER_DB]:
        values[TRACKER_DB] = values["DATABASE_URL"]  # one database for all, unless two are named
    settings = Settings(root, {**extra, **values})
    _check_ports(settings)
    return settings


def _check_ports(settings: Settings) -> None:
    for name, other in combinations(PORTS, 2):
        if settings.port(name) == settings.port(other):
            raise StartError(f"{name} and {other} are both {settings.port(name)}; change one")


def _read_dotenv(path: Path) -> dict[str, str]:
    """NAME=value lines; blank ones and those that begin with # are skipped, quotes are dropped."""
    if not path.is_file():
        return {}
    values = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.removeprefix("export ").partition("=")
        if equals and not line.lstrip().startswith("#"):
            values[name.strip()] = value.strip().strip("\"'")
    return values


def with_secrets(settings: Settings, *, make: bool) -> Settings:
    """Settings with each secret that is set, or else its file's; with make, a missing file is made."""
    missing = {name: settings.root / file for name, file in FILES.items() if not settings.values[name]}
    if make:
        for name, file in missing.items():
            _make_secret(file, PASSWORD_BYTES if name == DEVELOPMENT_PASSWORD else SECRET_BYTES)
    return settings.changed(**{name: _read_secret(file) for name, file in missing.items() if file.is_file()})


def _make_secret(file: Path, random_bytes: int) -> None:
    if file.is_file() and file.stat().st_size:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY), "w") as out:
        out.write(secrets.token_urlsafe(random_bytes) + "\n")


def _read_secret(file: Path) -> str:
    if file.stat().st_mode & 0o077:
        file.chmod(OWNER_ONLY)
    return file.read_text(encoding="ascii").strip()
