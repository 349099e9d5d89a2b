"""Questions out of scope as calibration examples, in the form of data/calibration."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from web.environment import ROOT
from web.teaching.errors import TeachingError
from web.teaching.models import Proposal, Wording
from web.teaching.published import write_whole

FOLDER = ROOT / "data" / "calibration"
FILE = "taught.jsonl"


def rendered(folder: Path = FOLDER) -> bytes:
    """The file of what was approved and is in no other file, one question a line."""
    known = {text for text, _ in known_questions(folder)}
    lines = []
    for text, distance in _approved():
        if text not in known:
            known.add(text)
            fields = {"question": text, "style": "taught", "unanswered": distance}
            lines.append(json.dumps(fields, ensure_ascii=False) + "\n")
    return "".join(lines).encode()


def write(folder: Path = FOLDER) -> bool:
    """Bring the file into line with the database; return whether it changed."""
    content, path = rendered(folder), folder / FILE
    if (path.read_bytes() if path.is_file() else b"") == content:
        return False
    write_whole(path, content)
    return True


def check_contradictions(proposal: Proposal) -> None:
    """Refuse a question that the calibration has an answer for, or another distance."""
    texts = {wording.text for wording in proposal.wordings.all()}
    for text, label in known_questions(FOLDER):
        if text in texts and label != proposal.distance:
            raise TeachingError("contradicts", text=text, intent=label)


def known_questions(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every question of the other files with its passage or its distance."""
    for path in sorted(folder.glob("*.jsonl")):
        if path.name != FILE:
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    fields = json.loads(line)
                    yield fields["question"], fields.get("passage") or fields.get("unanswered") or ""


def _approved() -> Iterator[tuple[str, str]]:
    rows = Wording.objects.filter(
        proposal__kind=Proposal.Kind.OUT_OF_SCOPE, proposal__state=Proposal.State.APPROVED
    )
    yield from rows.order_by("proposal_id", "place").values_list("text", "proposal__distance")
