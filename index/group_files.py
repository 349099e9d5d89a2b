"""Questions to group and their groups, as files of JSON lines."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.errors import DaleelIndexError
from index.groups import Grouped


def read_questions_to_group(path: Path) -> tuple[list[str], list[str]]:
    """Return ids and texts; DaleelIndexError names the first line that is no {"id", "text"}."""
    ids: list[str] = []
    texts: list[str] = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise DaleelIndexError(
            f"{path} is no text in UTF-8 ({error.reason} at byte {error.start})"
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            fields = _fields(line, f"{path.name}:{number}")
            ids.append(fields["id"])
            texts.append(fields["text"])
    if len(set(ids)) < len(ids):
        raise DaleelIndexError(f"{path} has an id twice; each question needs its own")
    return ids, texts


def write_groups(path: Path, ids: Sequence[str], groups: Sequence[Grouped]) -> None:
    """Write {"group", "id", "central"} lines, the largest group first; whole or not at all."""
    rows = sorted(zip(groups, ids, strict=True), key=lambda row: row[0].group)
    lines = (
        json.dumps({"group": str(one.group), "id": id_, "central": one.is_central}, ensure_ascii=False)
        for one, id_ in rows
    )
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    beside.replace(path)


def _fields(line: str, place: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DaleelIndexError(f"{place} is not JSON: {error}") from error
    if not isinstance(fields, dict) or not all(isinstance(fields.get(name), str) for name in ("id", "text")):
        raise DaleelIndexError(f"{place} has no texts 'id' and 'text'")
    return fields
