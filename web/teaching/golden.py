"""The golden conversations' opening questions: what must stay as it is, whatever is taught."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from web.environment import ROOT

FOLDER = ROOT / "tests" / "conversations"
UNANSWERED = ("none", "related")


def golden_cases(folder: Path = FOLDER) -> Iterator[dict[str, Any]]:
    """Yield {"text", "passage_id"} of every opening turn that is answered from one passage, or from none.

    Later turns lean on earlier ones and say nothing of a search of their own. Where the conversations are not
    installed there are none.
    """
    for path in sorted(folder.rglob("*.yml")):
        golden = yaml.safe_load(path.read_text(encoding="utf-8"))
        turn = golden["turns"][0]
        if "user" in turn and (found := _expected(turn)) is not None:
            yield {"text": turn["user"], "passage_id": found or None}


def _expected(turn: dict[str, Any]) -> str | None:
    """The passage of a turn; empty where it is not answered, None where the turn does not say."""
    if isinstance(turn.get("passage"), str):
        return str(turn["passage"])
    return "" if turn.get("kind") in UNANSWERED else None
