"""What was asked is erased with the conversation that it was asked in."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from web.chat.erase import erasing
from web.teaching.models import Difference, Proposal, Question, Theme


def forget(sender: Any, *, sender_id: str, before_id: int | None = None, **_: object) -> Counter[str]:
    """Delete the questions of a conversation, or of its beginning; return how many rows went.

    What bore one of them as its name is called otherwise. What staff worded themselves is theirs and stays.
    """
    questions = _of(Question.objects.filter(sender_id=sender_id), before_id)
    names = set(questions.values_list("text", flat=True))
    removed = Counter(
        {
            Question._meta.db_table: questions.delete()[0],
            Difference._meta.db_table: _of(
                Difference.objects.filter(sender_id=sender_id), before_id
            ).delete()[0],
        }
    )
    for name in names - set(Question.objects.filter(text__in=names).values_list("text", flat=True)):
        removed[Theme._meta.db_table] += _rename(name)
    return removed


def _of(rows: QuerySet[Any], before_id: int | None) -> QuerySet[Any]:
    return rows if before_id is None else rows.filter(event_id__lt=before_id)


def _rename(name: str) -> int:
    """Call themes and proposals of this name by what is left of them; return how many themes had nothing."""
    emptied = 0
    for theme in Theme.objects.filter(name=name):
        if left := theme.questions.order_by("pk").first():
            Theme.objects.filter(pk=theme.pk).update(name=left.text)
        else:
            emptied += theme.delete()[0]
    for proposal in Proposal.objects.filter(theme_name=name):
        wording = proposal.wordings.order_by("place").first()
        Proposal.objects.filter(pk=proposal.pk).update(theme_name=wording.text if wording else "")
    return emptied


erasing.connect(forget, dispatch_uid="teaching")
