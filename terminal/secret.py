"""The secrets of a development machine: each made once, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from terminal.settings import DEVELOPMENT_PASSWORD, SECRET, WEB_SECRET, Settings

FILES = {
    SECRET: Path("var/channel-secret"),
    WEB_SECRET: Path("var/web-secret"),
    DEVELOPMENT_PASSWORD: Path("var/review-password"),
}
SECRET_BYTES = 32
PASSWORD_BYTES = 12  # typed by hand now and then
OWNER_ONLY = 0o600


def with_secrets(settings: Settings, *, make: bool) -> Settings:
    """Settings with each secret that is set, or else its file's; with make, a missing file is made."""
    missing = {name: settings.root / file for name, file in FILES.items() if not settings.values[name]}
    if make:
        for name, file in missing.items():
            _make(file, PASSWORD_BYTES if name == DEVELOPMENT_PASSWORD else SECRET_BYTES)
    return settings.changed(**{name: _read(file) for name, file in missing.items() if file.is_file()})


def _make(file: Path, random_bytes: int) -> None:
    if file.is_file() and file.stat().st_size:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY), "w") as out:
        out.write(secrets.token_urlsafe(random_bytes) + "\n")


def _read(file: Path) -> str:
    if file.stat().st_mode & 0o077:
        file.chmod(OWNER_ONLY)
    return file.read_text(encoding="ascii").strip()
