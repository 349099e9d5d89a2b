"""What the demonstration's visitors say (conversations.txt), read and drawn."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("conversations.txt")
NEXT_DAY, UP, DOWN, PRESS = "---", "+", "-", "@"
_CHOICE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Script:
    """One visitor's lines; `surface` is a Session's."""

    surface: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Lines with choices in them; `weight`: how many of ten scripts or so are drawn from it."""

    weight: int
    surface: str
    lines: tuple[str, ...]


def scripts(count: int, dice: random.Random) -> Iterator[Script]:
    """Yield so many scripts, drawn from the patterns by their weights."""
    patterns = read_patterns()
    for pattern in dice.choices(patterns, [each.weight for each in patterns], k=count):
        yield Script(pattern.surface, tuple(_drawn(line, dice) for line in pattern.lines))


def _drawn(line: str, dice: random.Random) -> str:
    return _CHOICE.sub(lambda found: dice.choice(found[1].split("|")), line)


def read_patterns(file: Path = FILE) -> list[Pattern]:
    """Return the patterns of a file; ValueError for a heading that cannot be read."""
    text = file.read_text(encoding="utf-8")
    blocks = re.split(r"\n\s*\n", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    return [_pattern(block.splitlines()) for block in blocks]


def _pattern(lines: list[str]) -> Pattern:
    weight, surface = lines[0].split()
    if surface not in ("web", "telegram"):
        raise ValueError(f"{lines[0]!r}: a number and web or telegram are expected")
    return Pattern(int(weight), surface, tuple(lines[1:]))
