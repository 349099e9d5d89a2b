"""The process in which a file is read: told on its input what to read, it tells on its output page by page.

One JSON object a line: {"page", "pages"} on the way, then {"result"}, or {"code", "fields", "cause"}, the
last of which says for the log what a library made of the file. Begun by documents.sandbox alone.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from documents.confinement import Limits, confine
from documents.errors import SourceError


def main() -> None:
    """Read the one file that standard input names."""
    asked = json.loads(sys.stdin.buffer.readline())
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no answer

    def tell(**fields: Any) -> None:
        output.write(json.dumps(fields, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n")
        output.flush()

    # Made ready before the limits: a library may look for its own parts, and measure the machine.
    from documents import extraction_json, reading

    confine(Limits(**asked["limits"]))
    try:
        extraction = reading.read(
            Path(asked["path"]), asked["name"], lambda page, pages: tell(page=page, pages=pages)
        )
        tell(result=extraction_json.dumps(extraction))
    except SourceError as error:
        tell(code=error.code, fields=error.fields, cause=repr(error.__cause__))


if __name__ == "__main__":
    main()
