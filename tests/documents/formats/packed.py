"""Packed files with parts changed or added, as no office program would write them."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path


def repacked(
    path: Path, changes: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None
) -> None:
    """Change a packed file's parts in place, and add others."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    for part, change in changes.items():
        parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in {**parts, **(added or {})}.items():
            archive.writestr(part, data)
