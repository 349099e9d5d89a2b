"""The channel's secret of a development machine: made once, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from terminal.settings import SECRET, Settings

SECRET_FILE = Path("var/channel-secret")
SECRET_BYTES = 32
OWNER_ONLY = 0o600


def with_secret(settings: Settings, *, make: bool) -> Settings:
    """Settings with the secret that is set, or else the file's; with make, the file is made if missing."""
    if settings.secret:
        return settings
    file = settings.root / SECRET_FILE
    if make and not (file.is_file() and file.stat().st_size):
        _write(file, secrets.token_urlsafe(SECRET_BYTES))
    if not file.is_file():
        return settings
    if file.stat().st_mode & 0o077:
        file.chmod(OWNER_ONLY)
    return settings.changed(**{SECRET: file.read_text(encoding="ascii").strip()})


def _write(file: Path, secret: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY), "w") as out:
        out.write(secret + "\n")
