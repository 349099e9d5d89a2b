"""The approved curated questions as the file that the index reads; the database is the truth.

The file is rewritten whenever it is not what the database says: a process that dies between an approval and
its publishing leaves nothing behind that the next pass does not mend.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from web.teaching import action_server
from web.teaching.models import Proposal, Wording


def publish() -> str:
    """Bring the file into line with the database; return its SHA-256."""
    content = rendered()
    if not path().is_file() or path().read_bytes() != content:
        write_whole(path(), content)
    return fingerprint_of(content)


def path() -> Path:
    """Where the index looks for it."""
    found: Path = settings.DALEEL.curated
    return found


def take_up() -> None:
    """Note which decisions the running index has followed; UnreachableError when it does not answer."""
    ids = list(waiting().values_list("pk", flat=True))
    content = rendered()  # after the ids: what it says of them, it says of their present state
    found = action_server.taken_up()
    if found.fingerprint == fingerprint_of(content):
        Proposal.objects.filter(pk__in=ids, taken_up_at=None).update(taken_up_at=timezone.now())
        _note_trouble(found)


def waiting() -> QuerySet[Proposal]:
    """Approved and undone curated questions that the running index has not followed yet."""
    states = (Proposal.State.APPROVED, Proposal.State.UNDONE)
    return _curated().filter(state__in=states, taken_up_at=None).exclude(approved_at=None)


def _note_trouble(found: action_server.TakenUp) -> None:
    skipped = {int(public_id.partition("-")[0]): why for public_id, why in found.skipped.items()}
    _live().exclude(trouble="").exclude(pk__in=skipped).update(trouble="")
    for proposal_id, why in skipped.items():
        _live().filter(pk=proposal_id).exclude(trouble=why).update(trouble=why)


def rendered() -> bytes:
    """The file's content: one object a line, in the order of approval's ids."""
    wordings = Wording.objects.filter(
        proposal__kind=Proposal.Kind.CURATED, proposal__state=Proposal.State.APPROVED
    )
    rows = wordings.order_by("proposal_id", "place").values_list(
        "proposal_id", "place", "proposal__passage_id", "text"
    )
    lines = (
        json.dumps({"id": f"{proposal}-{place}", "passage_id": passage, "text": text}, ensure_ascii=False)
        for proposal, place, passage, text in rows.iterator()
    )
    return "".join(f"{line}\n" for line in lines).encode()


def fingerprint_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it: readers see the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def _curated() -> QuerySet[Proposal]:
    return Proposal.objects.filter(kind=Proposal.Kind.CURATED)


def _live() -> QuerySet[Proposal]:
    return _curated().filter(state=Proposal.State.APPROVED)
