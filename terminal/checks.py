"""Whether the processes can start (models, ports, secrets), and whether they answer once they run.

The first thing that is missing stops the start in one line.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from pathlib import Path

import httpx

from contract import headers
from contract.health import read_index_health
from terminal.settings import DEVELOPMENT_PASSWORD, LOOPBACK, MODEL, SECRET, WEB_SECRET, Settings, StartError

LISTENING = "0A"  # the state's code in /proc/net/tcp
MAX_COMMAND_CHARACTERS = 60

ENCODER = "models/encoder"  # Rasa's; the index may have another (DALEEL_ENCODER)
RASA = "rasa"
ACTIONS = "actions"
WEB = "web"
BOTH = (RASA, ACTIONS)  # what answers a question
ALL = (*BOTH, WEB)  # with the public process in front
WORKER = "worker"  # reads and publishes sources; listens nowhere
TELEGRAM = "telegram"  # asks Telegram for messages; listens nowhere, so nothing can be asked of it
# What the channel and web ask for.
MIN_SECRET_CHARACTERS = {SECRET: headers.MIN_SECRET_CHARACTERS, WEB_SECRET: 32, DEVELOPMENT_PASSWORD: 12}
PORT_SETTINGS = {RASA: "DALEEL_RASA_PORT", ACTIONS: "DALEEL_ACTIONS_PORT", WEB: "DALEEL_WEB_PORT"}

PATIENCE_SECONDS = 2.0
NO_MODEL_STATUS = 503
NO_MODEL = {"status": "no model"}


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def holder_of(port: int) -> str:
    """The process that listens on port, as "process 12 (python -m rasa run)"; empty where not knowable."""
    pid = listener_pid(port)
    if pid is None:
        return ""
    command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    return f"process {pid} ({command[:MAX_COMMAND_CHARACTERS]})"


def listener_pid(port: int) -> int | None:
    """The id of the process that listens on port; None where nothing does or where it is another user's."""
    sockets = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    for folder in Path("/proc").glob("[0-9]*/fd"):
        try:
            if any(str(file.readlink()) in sockets for file in folder.iterdir()):
                return int(folder.parent.name)
        except OSError:  # another user's process, or one that just ended
            continue
    return None


def _listening_inodes(port: int) -> set[str]:
    inodes = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for row in table.read_text().splitlines()[1:] if table.is_file() else ():
            fields = row.split()
            if fields[3] == LISTENING and int(fields[1].rpartition(":")[2], 16) == port:
                inodes.add(fields[9])
    return inodes


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


def answers(settings: Settings, names: Iterable[str] = BOTH) -> bool:
    """True when each of the processes named that listens says that it is ok; web speaks for all three."""
    return all(_says_ok(health_url(settings, name)) for name in names if name in PORT_SETTINGS)


def is_without_model(settings: Settings) -> bool:
    """True when Rasa is up and says that it could not load its model, which waiting will not change."""
    try:
        reply = httpx.get(health_url(settings, RASA), timeout=PATIENCE_SECONDS, trust_env=False)
        return reply.status_code == NO_MODEL_STATUS and reply.json() == NO_MODEL
    except (httpx.HTTPError, ValueError):
        return False


def index_warning(settings: Settings) -> str:
    """Why the action server answers less well than it could; "" where nothing is known to be wrong."""
    url = f"http://{LOOPBACK}:{settings.actions_port}{headers.INDEX_HEALTH_PATH}"
    try:
        return read_index_health(httpx.get(url, timeout=PATIENCE_SECONDS, trust_env=False).json()).warning
    except (httpx.HTTPError, ValueError):
        return ""


def health_url(settings: Settings, name: str) -> str:
    urls = {
        RASA: f"{settings.url}{headers.CHANNEL_HEALTH_PATH}",
        ACTIONS: f"http://{LOOPBACK}:{settings.actions_port}/health",
        WEB: f"{settings.web_url}/readyz",
    }
    return urls[name]


def _says_ok(url: str) -> bool:
    try:
        reply = httpx.get(url, timeout=PATIENCE_SECONDS, trust_env=False)
        return reply.status_code == 200 and bool(reply.json()["status"] == "ok")
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return False
