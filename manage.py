#!/usr/bin/env python
"""Django's commands, with the settings that `make run` uses: `.venv/app/bin/python manage.py …`."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from terminal.settings import read_settings, with_secrets


def main() -> None:
    os.environ.update(with_secrets(read_settings(), make=True).values)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "web.settings")
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has seen enough: `manage.py … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)  # not all of it was said, whoever went away


if __name__ == "__main__":
    main()
