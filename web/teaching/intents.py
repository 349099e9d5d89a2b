"""The intents and their examples, as the project's own training files have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from web.environment import ROOT

FOLDER = ROOT / "data" / "nlu"


@dataclass(frozen=True, slots=True)
class Example:
    """A training example and the file that it stands in."""

    intent: str
    text: str
    file: str


def own_examples(folder: Path = FOLDER) -> Iterator[Example]:
    """Yield every example of the files, in their order; none where the files are not installed."""
    for path in sorted(folder.glob("*.yml")):
        for item in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("nlu") or ():
            if "intent" in item:
                for line in str(item.get("examples") or "").splitlines():
                    if line.lstrip().startswith("- "):
                        yield Example(item["intent"], line.lstrip()[2:].strip(), path.name)


def intent_names(folder: Path = FOLDER) -> list[str]:
    """The intents that have examples, in order of name."""
    return sorted({example.intent for example in own_examples(folder)})
