"""The regression cases as files, in the golden conversations' form (tests/conversations/README.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db.models import Count, Max

from web.teaching.case_run import UNANSWERED, live_cases
from web.teaching.models import RegressionCase
from web.teaching.published import write_whole

Expects = RegressionCase.Expects


def cases_folder() -> Path:
    """Beside the published curated questions."""
    folder: Path = settings.DALEEL.curated.parent / "cases"
    return folder


def cases_stamp() -> tuple[object, ...]:
    """What changes when a case comes, is retired, or is erased."""
    counted = RegressionCase.objects.aggregate(
        last=Max("pk"), number=Count("pk"), retired=Count("retired_at"), retired_at=Max("retired_at")
    )
    return tuple(counted.values())


def export_cases(folder: Path | None = None) -> int:
    """Write a file for every live case and remove those of retired ones; return how many live."""
    folder = folder or cases_folder()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {f"{case.proposal_id}-{case.pk}.yml": golden_form(case) for case in live_cases().iterator()}
    for path in folder.glob("*.yml"):
        if path.name not in wanted:
            path.unlink(missing_ok=True)
    for name, text in wanted.items():
        content = text.encode()
        if not (folder / name).is_file() or (folder / name).read_bytes() != content:
            write_whole(folder / name, content)
    return len(wanted)


def golden_form(case: RegressionCase) -> str:
    """The case as a golden conversation of one turn."""
    turn: dict[str, Any] = {"user": case.text}
    if case.expects == Expects.PASSAGE:
        turn["passage"] = case.value
    elif case.expects == Expects.INTENT:
        turn["intent"] = case.value
    else:
        turn["kind"] = list(UNANSWERED)
    golden = {"conversation": f"Correction {case.proposal_id}, case {case.pk}", "turns": [turn]}
    return yaml.safe_dump(golden, allow_unicode=True, sort_keys=False, width=100)
