"""Who works in the console, from the server's command line: `manage.py staff add rim --role lead`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from web.review import development, staff
from web.review.roles import ROLES


class Command(BaseCommand):
    """Every action but `list` is in the audit log, as a command's."""

    help = "add, list and change those who may sign in to /review/"

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        add = actions.add_parser("add", help="add somebody; prints the password to hand over")
        add.add_argument("name")
        add.add_argument("--role", required=True, choices=ROLES)
        role = actions.add_parser("role", help="give another role")
        role.add_argument("name")
        role.add_argument("role", choices=ROLES)
        password = actions.add_parser("password", help="give a new password; prints it")
        password.add_argument("name")
        for each in (add, password):
            each.add_argument(
                "--password-stdin", action="store_true", help="read the password from the input, print none"
            )
        for name, text in (
            ("disable", "let somebody in no more, and end their sessions"),
            ("enable", "let somebody in again"),
            ("end-sessions", "make somebody sign in anew"),
            ("unlock", "forget the wrong passwords that were tried"),
        ):
            actions.add_parser(name, help=text).add_argument("name")
        actions.add_parser("list", help="who there is")
        actions.add_parser("development", help="make run's administrator: prints how to sign in")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ACTIONS[options["action"]](self, options)
        except staff.StaffError as error:
            raise CommandError(error.sentence, returncode=2) from error

    def say(self, line: str) -> None:
        self.stdout.write(line)


def _add(command: Command, options: dict[str, Any]) -> None:
    given = _read_password(options)
    password = staff.add(options["name"], options["role"], None, password=given)
    command.say(f"{options['name']} was added as {options['role']}.")
    _hand_over(command, "" if given else password)


def _password(command: Command, options: dict[str, Any]) -> None:
    given = _read_password(options)
    password = staff.give_password(options["name"], None, password=given)
    command.say(f"{options['name']} has a new password, and has to sign in anew.")
    _hand_over(command, "" if given else password)


def _role(command: Command, options: dict[str, Any]) -> None:
    staff.set_role(options["name"], options["role"], None)
    command.say(f"{options['name']} is {options['role']}.")


def _disable(command: Command, options: dict[str, Any]) -> None:
    staff.set_active(options["name"], False, None)
    command.say(f"{options['name']} is disabled.")


def _enable(command: Command, options: dict[str, Any]) -> None:
    staff.set_active(options["name"], True, None)
    command.say(f"{options['name']} is enabled.")


def _end_sessions(command: Command, options: dict[str, Any]) -> None:
    staff.end_sessions(options["name"], None)
    command.say(f"{options['name']} has to sign in anew.")


def _unlock(command: Command, options: dict[str, Any]) -> None:
    count = staff.unlock(options["name"], None)
    command.say(f"{options['name']} may try again; wrong passwords had come from {count} places.")


def _list(command: Command, options: dict[str, Any]) -> None:
    for each in staff.members():
        state = "active" if each.is_active else "disabled"
        last = f"{each.last_login:%Y-%m-%d %H:%M} UTC" if each.last_login else "never"
        made = "  (made by 'make run')" if each.is_development else ""
        command.say(f"{each.name:24} {each.role or 'no role':14} {state:9} last sign-in {last}{made}")


def _development(command: Command, options: dict[str, Any]) -> None:
    command.say(development.sign_in_line())


ACTIONS: dict[str, Callable[[Command, dict[str, Any]], None]] = {
    "add": _add,
    "password": _password,
    "role": _role,
    "disable": _disable,
    "enable": _enable,
    "end-sessions": _end_sessions,
    "unlock": _unlock,
    "list": _list,
    "development": _development,
}


def _read_password(options: dict[str, Any]) -> str:
    if not options["password_stdin"]:
        return ""
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandError("no password came on the input", returncode=2)
    return password


def _hand_over(command: Command, password: str) -> None:
    if password:
        command.say(f"Password: {password}")
        command.say("It is shown this once, and must be changed at the first sign-in.")
