"""What may be suggested follows the index, the database and what the assistant is about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests.teaching.stub_actions import StubActions
from web.suggestions.catalogue import SHOWN_SECONDS, Catalogue


@pytest.fixture
def catalogue(member: Callable[..., Any], actions: StubActions) -> Catalogue:
    return Catalogue()


def texts(catalogue: Catalogue, typed: str, *, later: bool = False) -> list[str]:
    """What is suggested now; `later`: after a pause long enough that everything is looked at again."""

    async def ask() -> list[str]:
        if later:
            catalogue._looked_at -= SHOWN_SECONDS
        suggestions = await catalogue.current()
        return [each.text for each in suggestions.found(typed, "ar")]

    return asyncio.run(ask())


def approve(member: Callable[..., Any], text: str, passage_id: str, *, is_followed: bool = True) -> Any:
    """A curated question of staff's, approved."""
    from web.teaching.models import Proposal, Wording

    proposal = Proposal.objects.create(
        kind=Proposal.Kind.CURATED,
        state=Proposal.State.APPROVED,
        passage_id=passage_id,
        covered=0,
        by=member("lead"),
        taken_up_at=timezone.now() if is_followed else None,
    )
    Wording.objects.create(proposal=proposal, place=0, text=text, key=text)
    return proposal


def test_headings_and_examples_are_there_at_the_first_asking(catalogue: Catalogue) -> None:
    assert texts(catalogue, "الشغل") == ["كيف تساهم في توفير مناصب الشغل؟", "الشغل"]


def test_a_source_that_is_unpublished_is_gone_before_the_index_follows(
    catalogue: Catalogue, actions: StubActions
) -> None:
    from web.sources.models import Source

    assert texts(catalogue, "الحاجات") == ["الحاجات"]
    source = Source.objects.create(id="sme-roles", title="الأدوار", is_shipped=True)
    try:
        assert texts(catalogue, "الحاجات", later=True) == ["الحاجات"]  # shipped, and never withdrawn
        Source.objects.filter(pk=source.pk).update(unpublished_at=timezone.now())
        actions.is_to.status = 503
        assert texts(catalogue, "الحاجات", later=True) == []
    finally:
        source.delete()
    assert texts(catalogue, "الحاجات", later=True) == ["الحاجات"]


def test_what_another_index_holds_is_suggested_and_what_it_lacks_is_gone(
    catalogue: Catalogue, actions: StubActions
) -> None:
    assert texts(catalogue, "الحاجات") == ["الحاجات"]
    actions.is_to.passages = [{**actions.is_to.passages[1], "heading": "التصدير", "text": "نص"}]
    assert texts(catalogue, "التصدير", later=True) == []  # the same version: nothing is asked
    actions.is_to.version = "v2"
    assert texts(catalogue, "التصدير", later=True) == ["التصدير"]
    assert texts(catalogue, "الحاجات") == []


def test_a_question_of_staff_is_suggested_once_it_is_answered_and_no_longer_when_it_is_undone(
    catalogue: Catalogue, member: Callable[..., Any]
) -> None:
    from web.teaching.models import Proposal

    proposal = approve(member, "كم فرصة عمل؟", "sme-roles/economic/jobs", is_followed=False)
    assert texts(catalogue, "فرصة") == []
    Proposal.objects.filter(pk=proposal.pk).update(taken_up_at=timezone.now())
    assert texts(catalogue, "فرصة", later=True) == ["كم فرصة عمل؟"]
    for changed in ({"trouble": "no such passage"}, {"trouble": "", "state": Proposal.State.UNDONE}):
        Proposal.objects.filter(pk=proposal.pk).update(**changed)
        assert texts(catalogue, "فرصة", later=True) == []


def test_what_a_visitor_asked_is_never_suggested_and_makes_its_passage_come_first(
    catalogue: Catalogue,
) -> None:
    from web.chat.models import Conversation, Message

    at = timezone.now()
    conversation = Conversation.objects.create(sender_id="web-1", started_at=at, last_at=at)
    Message.objects.create(
        conversation=conversation,
        at=at,
        text="كيف أحصل على الشغل عندكم؟",
        kind="point",
        answered=True,
        question_key="كيف احصل علي الشغل عندكم",
        passage_ids=["sme-roles/economic/jobs"],
    )
    assert texts(catalogue, "الشغل") == ["الشغل", "كيف تساهم في توفير مناصب الشغل؟"]
    assert texts(catalogue, "احصل") == []


def test_without_the_action_server_examples_remain(catalogue: Catalogue, actions: StubActions) -> None:
    actions.is_to.status = 503
    assert texts(catalogue, "الشغل") == ["كيف تساهم في توفير مناصب الشغل؟"]


def test_within_a_second_nothing_is_looked_at_again(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts(catalogue, "الشغل")
    looked = catalogue._looked_at
    for _ in range(20):
        texts(catalogue, "الشغل")
    assert catalogue._looked_at == looked
