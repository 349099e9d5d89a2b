"""The console's words: English in code and templates, Arabic in web/locale, all by gettext's rules.

    python -m web.translations messages     what code and templates say, brought into every .po
    python -m web.translations compile      .po to .mo, which is what Django reads (git ignores it)

Babel does both, so that no machine needs gettext's own programs (`manage.py makemessages` would).
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from contract.rules import RULES

ROOT = Path(__file__).parent
LOCALE = ROOT / "locale"
KEYWORDS = {**DEFAULT_KEYWORDS, "pgettext": ((1, "c"), 2)}
METHODS = [("**/templates/**.html", "web.translations:in_template"), ("**.py", "python")]


def in_template(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Babel's way to a template's messages: Django makes Python-like calls of its tags, line by line."""
    calls = templatize(file.read().decode("utf-8"))
    # Within parentheses the indentation of the calls means nothing.
    return extract_python(io.BytesIO(f"({calls})".encode()), keywords, comment_tags, {"encoding": "utf-8"})


def messages() -> Catalog:
    """Every message of code, templates and the contract's rules, without translations."""
    found = Catalog()
    for name, _line, message, _comments, context in extract_from_dir(
        ROOT, METHODS, keywords=KEYWORDS, directory_filter=lambda _: True
    ):
        found.add(message, locations=[(f"web/{name}", None)], context=context)  # type: ignore[list-item]
    for description in RULES.values():
        found.add(description, locations=[("contract/rules.py", None)])  # type: ignore[list-item]
    return found


def catalogs() -> Iterator[tuple[Path, Catalog]]:
    """The .po files with what they hold."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        yield path, read_po(path.open("rb"), locale=path.parts[-3], abort_invalid=True)


def update() -> None:
    """Bring new messages into the .po files, empty until somebody translates them; old ones go."""
    for path, catalog in catalogs():
        catalog.update(messages(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        write(path, catalog, path.read_text(encoding="utf-8").partition("\n\n")[0] + "\n")


def write(path: Path, catalog: Catalog, header: str) -> None:
    """Write a .po in the order of files; the header stays as it is, without the hour of every writing."""
    body = io.BytesIO()
    write_po(body, catalog, width=100, omit_header=True, sort_by_file=True)
    path.write_text(f"{header}\n{body.getvalue().decode()}", encoding="utf-8")


def compile_all() -> None:
    """Write the .mo of every .po that is newer, in one rename: a server may be reading the old one."""
    for path, catalog in catalogs():
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        written = target.with_suffix(f".{os.getpid()}")
        with written.open("wb") as file:
            write_mo(file, catalog)
        written.replace(target)


def main() -> int:
    commands = {"messages": update, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    commands[sys.argv[1]]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
