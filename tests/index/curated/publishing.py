"""Writing the published file as web does: beside its place, then renamed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def line(id_: str, passage_id: str, text: str) -> str:
    return json.dumps({"id": id_, "passage_id": passage_id, "text": text}, ensure_ascii=False)


def publish(path: Path, questions: Mapping[str, tuple[str, str]]) -> None:
    """Publish {id: (passage id, text)}."""
    write(path, "".join(line(id_, *question) + "\n" for id_, question in questions.items()))


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name("beside")
    beside.write_text(content, encoding="utf-8")
    beside.replace(path)
