"""Teaching in this process: empty tables, a published file of its own, a stub where the index would be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.review.conftest import (  # noqa: F401  (fixtures)
    nobody,
    quick_passwords,
    signed_in,
    staff_member,
    visitor,
)
from tests.teaching.proposing import JOBS
from tests.teaching.stub_actions import StubActions
from tests.web.conftest import SECRET, database, tables  # noqa: F401  (fixtures)

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def taught(database: None, nobody: None) -> Iterator[None]:  # noqa: F811
    """No theme, no proposal, no message; all of it is gone again before the staff are."""
    yield
    forget_all()


def forget_all() -> None:
    """Delete every row of teaching's, and of the record."""
    from web.review.models import Conversation, Message
    from web.teaching import models

    for name in (
        "CaseResult",
        "RegressionCase",
        "Step",
        "Wording",
        "Question",
        "Proposal",
        "Difference",
        "Replay",
        "Theme",
        "CuratedSet",
        "Collection",
    ):
        getattr(models, name).objects.all().delete()
    Message.objects.all().delete()
    Conversation.objects.all().delete()


@pytest.fixture
def curated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where curated questions are published."""
    path = tmp_path / "teaching" / "curated.jsonl"
    monkeypatch.setattr(settings, "DALEEL", replace(settings.DALEEL, curated=path))
    return path


@pytest.fixture
def actions(curated: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StubActions]:
    """The stub, which follows the published file."""
    with StubActions(SECRET, curated) as stub:
        monkeypatch.setattr(settings, "DALEEL", replace(settings.DALEEL, actions_url=stub.url))
        yield stub


@pytest.fixture
def member(taught: None, staff_member: Callable[[str, str], None]) -> Callable[..., Any]:  # noqa: F811
    """A member of staff as Django's user: member("lead", "rim")."""
    from django.contrib.auth.models import User

    def make(role: str, name: str = "") -> Any:
        staff_member(name or role, role)
        return User.objects.get(username=name or role)

    return make


@pytest.fixture
def asked(taught: None) -> Callable[..., Any]:
    """A theme with a question for each text: asked("كم الضريبة؟", "ما نسبة الضريبة؟")."""
    from web.teaching.models import Question, Theme

    def make(*texts: str, channel: str = "web", first_id: int = 0) -> Any:
        theme = Theme.objects.create(name=texts[0])
        first_id = first_id or 1 + max(Question.objects.values_list("pk", flat=True), default=0)
        for place, text in enumerate(texts):
            Question.objects.create(
                event_id=first_id + place,
                sender_id=f"{channel}-{first_id + place}",
                text=text,
                at=AT + timedelta(minutes=place),
                channel=channel,
                why=Question.Why.REFUSED,
                theme=theme,
            )
        return theme

    return make


@pytest.fixture
def message(taught: None) -> Callable[..., Any]:
    """A recorded message with its conversation: message(7, "كم الضريبة؟", refused="none")."""
    from web.review.models import Conversation, Message

    def make(event_id: int, text: str, *, sender_id: str = "web-a", **fields: Any) -> Any:
        conversation, _ = Conversation.objects.get_or_create(
            sender_id=sender_id,
            defaults={
                "channel": sender_id.partition("-")[0],
                "started_at": AT,
                "last_at": AT,
                "last_event_id": event_id,
            },
        )
        answered_at = AT - timedelta(minutes=1)  # long enough for it to be settled
        defaults = {
            "kind": "none",
            "at": AT,
            "answered_at": answered_at,
            "is_question": True,
            "refused": "none",
        }
        defaults["channel"] = conversation.channel
        return Message.objects.create(
            event_id=event_id, conversation=conversation, text=text, **{**defaults, **fields}
        )

    return make


@pytest.fixture
def plan():
    """A plan: plan("curated", "كم الضريبة؟", passage_id=…); the passage about jobs unless named."""
    from web.teaching.plan import Plan

    def make(kind, *wordings, **fields):
        if kind == "curated":
            fields.setdefault("passage_id", JOBS)
        if kind == "training":
            fields.setdefault("intent", "ask_section")
        if kind == "out_of_scope":
            fields.setdefault("distance", "near")
        return Plan(kind, wordings, **fields)

    return make
