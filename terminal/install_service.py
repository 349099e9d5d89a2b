"""`make install-service`: write the units of deploy/systemd for this folder, and say what each does.

Nothing is enabled or started. Without the right to write to systemd's folder, they are left in var/systemd.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from terminal.settings import Settings, StartError, read_settings

UNITS = Path("deploy/systemd")
SYSTEM_FOLDER = Path("/etc/systemd/system")
WHAT = {
    "daleel.target": "all processes together, started with the machine",
    "daleel@.service": "one process: started anew when it ends or answers nobody for a minute",
    "daleel@web.service.d/limits.conf": "the public process's memory",
    "daleel@rasa.service.d/limits.conf": "Rasa's memory",
    "daleel@actions.service.d/limits.conf": "the action server's memory",
    "daleel@worker.service.d/limits.conf": "the worker's memory, and its low priority",
    "daleel@telegram.service.d/limits.conf": "the Telegram poller's memory",
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m terminal.install_service", description=__doc__)
    parser.add_argument("--to", type=Path, help=f"the folder of units; {SYSTEM_FOLDER} unless given")
    parser.add_argument("--user", default=os.environ.get("SUDO_USER") or getpass.getuser())
    named = parser.parse_args(arguments)
    try:
        settings = read_settings()
        folder = named.to or (SYSTEM_FOLDER if os.access(SYSTEM_FOLDER, os.W_OK) else Path("var/systemd"))
        write_units(settings, folder, named.user)
    except (StartError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(explanation(settings, folder))
    return 0


def write_units(settings: Settings, folder: Path, user: str) -> None:
    """Write every unit, with the folder and the user in their places; StartError where it could not run."""
    if user == "root":
        raise StartError("Daleel does not run as root; name its user: --user daleel (or run through sudo)")
    root = str(settings.root.resolve())
    if any(character.isspace() or character == "%" for character in root):
        raise StartError(f"systemd cannot run from {root!r}: move Daleel to a path without spaces and '%'")
    for name in WHAT:
        text = (settings.root / UNITS / name).read_text(encoding="utf-8")
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("@ROOT@", root).replace("@USER@", user), encoding="utf-8")


def explanation(settings: Settings, folder: Path) -> str:
    width = max(map(len, WHAT))
    lines = [f"Written to {folder}:", *(f"  {name:<{width}}  {what}" for name, what in WHAT.items()), ""]
    if folder != SYSTEM_FOLDER:
        lines.append(f"  sudo cp -r {folder}/. {SYSTEM_FOLDER}/")
    names = ["web", "rasa", "actions", "worker", *(["telegram"] if settings.polls_telegram else [])]
    lines += [
        "  sudo systemctl daemon-reload",
        f"  sudo systemctl enable --now daleel.target {' '.join(f'daleel@{name}' for name in names)}",
        "",
        "Then: systemctl status 'daleel@*', journalctl -u daleel@web. The proxy before it: deploy/nginx.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
