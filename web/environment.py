"""What the environment sets, read once and checked: what is missing or bad stops the start by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from contract.logs import FORMATS, LINES

ROOT = Path(__file__).parents[1]
DEMONSTRATION = ROOT / "var/demo"
MIN_KEY_CHARACTERS = 32
MIN_CHANNEL_SECRET_CHARACTERS = 16  # what Rasa's channel asks for
DEFAULT_HOSTS = "localhost 127.0.0.1 [::1]"
_RATE = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,4})", re.ASCII)
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?", re.ASCII)
_TELEGRAM_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{10,100}", re.ASCII)
_TELEGRAM_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}", re.ASCII)  # what a header may hold, says Telegram
TELEGRAM_API = "https://api.telegram.org"


class SettingError(Exception):
    """A setting that is missing or cannot be read; str() names it, what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` in any `seconds`."""

    count: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Telegram:
    """An empty token: Telegram is off. `webhook`: Telegram calls us, else we ask it (telegram_poll)."""

    token: str
    webhook: bool
    secret: str
    api: str
    public_url: str


@dataclass(frozen=True, slots=True)
class Environment:
    """Every setting of the web process (`.env.example`); databases are URLs."""

    secret_key: str
    channel_secret: str
    database: str
    tracker_database: str
    rasa_urls: tuple[str, ...]
    actions_url: str
    host: str
    port: int
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    trusted_proxies: int
    session_days: int
    rate_of_session: Rate
    rate_of_address: Rate
    rate_of_new_sessions: Rate
    rate_of_suggestions: Rate
    turn_seconds: int
    retention_days: int
    time_zone: str
    metrics_token: str
    logs: str
    production: bool
    staff_idle_minutes: int
    staff_session_hours: int
    staff_tries: Rate
    development_password: str
    curated: Path
    sources: Path
    static: Path
    telegram: Telegram

    @property
    def is_production(self) -> bool:
        """Whether people rely on it, or others than those at this machine may reach it."""
        return (
            self.production
            or not all(map(_is_loopback, (self.host, *self.hosts)))
            or self.trusted_proxies > 0
            or bool(self.telegram.token and self.telegram.webhook)
        )

    @property
    def is_demonstration(self) -> bool:
        """Whether both databases are files of the demonstration's folder, where nobody's words are."""
        folder = f"sqlite:///{DEMONSTRATION.as_posix()}/"
        return self.database.startswith(folder) and self.tracker_database.startswith(folder)


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Return the settings that hold; SettingError for the first that cannot."""
    read = _Reader(environ)
    tracker = read.text("DALEEL_TRACKER_DB")
    database = read.text("DATABASE_URL")
    return Environment(
        secret_key=read.secret("DALEEL_SECRET_KEY", MIN_KEY_CHARACTERS),
        channel_secret=read.secret("DALEEL_CHANNEL_SECRET", MIN_CHANNEL_SECRET_CHARACTERS),
        database=database or _sqlite("var/web.db"),
        tracker_database=tracker_url(tracker, database),
        rasa_urls=read.rasa_urls(),
        actions_url=read.actions_url(),
        host=read.text("DALEEL_WEB_HOST", "127.0.0.1"),
        port=read.number("DALEEL_WEB_PORT", 8000),
        hosts=tuple(read.text("DALEEL_HOSTS", DEFAULT_HOSTS).split()),
        origins=read.origins(),
        trusted_proxies=read.number("DALEEL_TRUSTED_PROXIES", 0),
        session_days=read.number("DALEEL_SESSION_DAYS", 30),
        rate_of_session=read.rate("DALEEL_RATE_SESSION", "20/60"),
        rate_of_address=read.rate("DALEEL_RATE_ADDRESS", "120/60"),
        rate_of_new_sessions=read.rate("DALEEL_RATE_NEW_SESSIONS", "30/60"),
        rate_of_suggestions=read.rate("DALEEL_RATE_SUGGESTIONS", "600/60"),
        turn_seconds=read.number("DALEEL_TURN_SECONDS", 35),
        retention_days=read.number("DALEEL_RETENTION_DAYS", 0),
        time_zone=read.time_zone(),
        metrics_token=read.text("DALEEL_METRICS_TOKEN"),
        logs=read.logs(),
        production=read.switch("DALEEL_PRODUCTION"),
        staff_idle_minutes=read.number("DALEEL_STAFF_IDLE_MINUTES", 30),
        staff_session_hours=read.number("DALEEL_STAFF_SESSION_HOURS", 12),
        staff_tries=read.rate("DALEEL_STAFF_TRIES", "5/900"),
        development_password=read.text("DALEEL_DEVELOPMENT_PASSWORD"),
        curated=ROOT / read.text("DALEEL_CURATED", curated_beside(database)),
        sources=ROOT / read.text("DALEEL_SOURCES", sources_beside(database)),
        static=ROOT / read.text("DALEEL_STATIC", "var/static"),
        telegram=read.telegram(),
    )


def tracker_url(tracker: str, database: str) -> str:
    """The URL of the database that Rasa logs to: one of its own, else the web's, else the default file."""
    if "://" in tracker:
        return tracker
    if database and tracker in ("", "var/tracker.db"):
        return database
    return _sqlite(tracker or "var/tracker.db")


def curated_beside(database: str) -> str:
    """Where curated questions are published unless it is set: beside a SQLite file, whose truth they are."""
    return (_folder_of(database) / "teaching" / "curated.jsonl").as_posix()


def sources_beside(database: str) -> str:
    """Where the sources' files are kept unless it is set, in the same way."""
    return (_folder_of(database) / "sources").as_posix()


def _folder_of(database: str) -> Path:
    file = database.removeprefix("sqlite:///") if database.startswith("sqlite:///") else "var/web.db"
    return Path(file).parent


def _as_browsers_say(origin: str) -> str:
    """In lower case, without a closing slash or the scheme's own port."""
    origin = origin.lower().rstrip("/")
    scheme = origin.partition("://")[0]
    return origin.removesuffix({"https": ":443", "http": ":80"}.get(scheme, ":"))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _sqlite(file: str) -> str:
    return f"sqlite:///{(ROOT / file).as_posix()}"


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def text(self, name: str, default: str = "") -> str:
        return self._environ.get(name, "").strip() or default

    def secret(self, name: str, min_characters: int) -> str:
        value = self.text(name)
        if len(value) < min_characters:
            raise SettingError(
                f"{name} has {len(value)} characters; set it to {min_characters} or more random ones "
                "('make run' makes one for development)"
            )
        return value

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdigit() and len(value) < 8):
            raise SettingError(f"{name} is {value!r}; a whole number is expected")
        return int(value)

    def switch(self, name: str) -> bool:
        value = self.text(name, "0")
        if value not in ("0", "1"):
            raise SettingError(f"{name} is {value!r}; 1 or 0 is expected")
        return value == "1"

    def rate(self, name: str, default: str) -> Rate:
        value = self.text(name, default)
        if not (match := _RATE.fullmatch(value)):
            raise SettingError(f"{name} is {value!r}; messages/seconds is expected, such as {default}")
        return Rate(int(match[1]), int(match[2]))

    def logs(self) -> str:
        value = self.text("DALEEL_LOGS", LINES)
        if value not in FORMATS:
            raise SettingError(f"DALEEL_LOGS is {value!r}; {' or '.join(FORMATS)} is expected")
        return value

    def time_zone(self) -> str:
        value = self.text("DALEEL_TIME_ZONE", "UTC")
        try:
            return ZoneInfo(value).key
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise SettingError(
                f"DALEEL_TIME_ZONE is {value!r}, which this machine does not know; a name such as "
                "Africa/Algiers is expected (Debian's package tzdata has them)"
            ) from error

    def rasa_urls(self) -> tuple[str, ...]:
        default = f"http://127.0.0.1:{self.number('DALEEL_RASA_PORT', 5005)}"
        return self._origins("DALEEL_RASA_URLS", default)

    def actions_url(self) -> str:
        default = f"http://127.0.0.1:{self.number('DALEEL_ACTIONS_PORT', 5055)}"
        return self._origins("DALEEL_ACTIONS_URL", default)[0]

    def origins(self) -> tuple[str, ...]:
        return self._origins("DALEEL_ORIGINS", "")

    def telegram(self) -> Telegram:
        """What is wrong with the other settings matters only where there is a token."""
        token, mode = self.text("DALEEL_TELEGRAM_TOKEN"), self.text("DALEEL_TELEGRAM_MODE", "polling")
        secret = self.text("DALEEL_TELEGRAM_SECRET")
        if token and not _TELEGRAM_TOKEN.fullmatch(token):
            raise SettingError("DALEEL_TELEGRAM_TOKEN is no token such as 123456:ABC-DEF, from @BotFather")
        if mode not in ("polling", "webhook"):
            raise SettingError(f"DALEEL_TELEGRAM_MODE is {mode!r}; polling or webhook is expected")
        if token and mode == "webhook" and not _TELEGRAM_SECRET.fullmatch(secret):
            raise SettingError(
                "DALEEL_TELEGRAM_SECRET must be 16 to 256 of A-Z, a-z, 0-9, _ and - where the mode is webhook"
            )
        api = self._origins("DALEEL_TELEGRAM_API", TELEGRAM_API)
        public_url = (*self._origins("DALEEL_TELEGRAM_PUBLIC_URL", ""), "")[0]
        return Telegram(token, mode == "webhook", secret, api[0], public_url)

    def _origins(self, name: str, default: str) -> tuple[str, ...]:
        values = tuple(_as_browsers_say(each) for each in self.text(name, default).split())
        for value in values:
            if not _ORIGIN.fullmatch(value):
                raise SettingError(
                    f"{name} names {value!r}; an origin is expected, such as https://example.org"
                )
        return values
