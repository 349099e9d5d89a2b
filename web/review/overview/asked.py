"""Questions that were asked in the same words, and how they were served.

Words are the same when their search keys are (arabic.search_key): spelling, marks and digits' forms aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from web.review.filters.conditions import QUESTION
from web.review.models import Message
from web.review.overview.counted import condition_of

MOST = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """`text` is as it was typed last, `before` how often in the days compared with.

    `badly`: how often it was refused, or answered with a thumb down.
    """

    key: str
    text: str
    count: int
    before: int
    refused: int
    down: int
    badly: int

    @property
    def is_new(self) -> bool:
        return self.before == 0


def most_asked(rows: QuerySet[Message], before: QuerySet[Message], most: int = MOST) -> list[Asked]:
    """The questions asked most often, those first."""
    return _asked(rows, before, ("-of_all", "question_key"), Q(), most)


def worst_served(rows: QuerySet[Message], before: QuerySet[Message], most: int = MOST) -> list[Asked]:
    """The questions that were most often refused or answered with a thumb down, those first."""
    return _asked(rows, before, ("-of_badly", "-of_down", "-of_all", "question_key"), Q(of_badly__gt=0), most)


def _asked(
    rows: QuerySet[Message], before: QuerySet[Message], order: tuple[str, ...], having: Q, most: int
) -> list[Asked]:
    found = list(_groups(rows).filter(having).order_by(*order)[:most])
    texts = dict(Message.objects.filter(pk__in=[each["last"] for each in found]).values_list("pk", "text"))
    earlier = before.filter(QUESTION, question_key__in=[each["question_key"] for each in found])
    counts = dict(earlier.values_list("question_key").annotate(number=Count("pk")))
    return [
        Asked(
            key=each["question_key"],
            text=texts.get(each["last"], ""),
            count=each["of_all"],
            before=counts.get(each["question_key"], 0),
            refused=each["of_refused"],
            down=each["of_down"],
            badly=each["of_badly"],
        )
        for each in found
    ]


def _groups(rows: QuerySet[Message]) -> Any:
    """The questions by their keys, counted; `last` is the id of the one asked last."""
    refused, down = condition_of("refused"), condition_of("down")
    questions = rows.filter(QUESTION).exclude(question_key="").values("question_key")
    return questions.annotate(
        of_all=Count("pk"),
        of_refused=Count("pk", filter=refused),
        of_down=Count("pk", filter=down),
        of_badly=Count("pk", filter=refused | down),
        last=Max("event_id"),
    )
