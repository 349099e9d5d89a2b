"""The process in which a file is read or drawn: what to do stands on its input, how it goes on its output.

One JSON object a line: {"page", "pages"} on the way, then {"result"}, or {"code", "fields", "cause"}, the
last of which says for the log what a library made of the file. A picture is PNG in base 64. Begun by
documents.sandbox alone.
"""

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

from documents.confinement import Limits, confine
from documents.errors import SourceError
from documents.passage import Rectangle


def main() -> None:
    """Read the one file that standard input names, or draw a page of it."""
    asked = json.loads(sys.stdin.buffer.readline())
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no answer

    def tell(**fields: Any) -> None:
        output.write(json.dumps(fields, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n")
        output.flush()

    # Made ready before the limits: a library may look for its own parts, and measure the machine.
    from documents import extraction_json, pictures, reading

    confine(Limits(**asked["limits"]))
    path = Path(asked["path"])
    try:
        if (wished := asked.get("picture")) is not None:
            marks = [Rectangle(**mark) for mark in wished["marks"]]
            drawn = pictures.page_picture(path, wished["page"], wished["width_pixels"], marks)
            tell(result=base64.b64encode(drawn).decode("ascii"))
        else:
            extraction = reading.read(path, asked["name"], lambda page, pages: tell(page=page, pages=pages))
            tell(result=extraction_json.dumps(extraction))
    except SourceError as error:
        tell(code=error.code, fields=error.fields, cause=repr(error.__cause__))


if __name__ == "__main__":
    main()
