"""How many conversations each choice of a filter would leave, the other filters as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, Max, OuterRef, Q, Sum, When

from web.review.filters.conditions import NOBODY, OF_CONVERSATION, OF_MESSAGE, is_reviewed
from web.review.filters.filter import Filter
from web.review.filters.lists import Viewer, conversations, messages
from web.review.models import Assignment, Flag, Tagging

Counts = dict[str, dict[str, int]]  # of a filter's attribute: of its choices

GROUPED = {"intent": "intent", "kind": "kind", "topic": "section"}
JUDGED = ("answered", "refused", "feedback", "follow_up", "person", "pass_on")


def counts(filter: Filter, viewer: Viewer) -> Counts:
    """Return the number of conversations for each choice; one that is not named would leave none."""
    found: Counts = {}
    for attribute, column in GROUPED.items():
        grouped = messages(filter.but(**{attribute: ""}), viewer).values_list(column)
        found[attribute] = _named(grouped.annotate(Count("conversation", distinct=True)))
    for base, attributes in _bases(filter):
        found |= _judged(base, viewer, attributes)
    channels = conversations(filter.but(channel=""), viewer).values_list("channel")
    found["channel"] = _named(channels.annotate(Count("pk")))
    flagged = Exists(Flag.objects.filter(sender_id=OuterRef("pk")))
    found["flag"] = _yes_and_no(filter.but(flag=""), viewer, flagged)
    found["reviewed"] = _yes_and_no(filter.but(reviewed=""), viewer, is_reviewed())
    found["tag"] = _tags(filter.but(tag=""), viewer)
    found["assigned"] = _assigned(filter.but(assigned=""), viewer)
    return found


def _bases(filter: Filter) -> Iterator[tuple[Filter, tuple[str, ...]]]:
    """The filters without one condition, and whose choices each counts; what is not set shares one."""
    is_set = {name for name in JUDGED if getattr(filter, name)}
    yield filter, tuple(name for name in JUDGED if name not in is_set)
    for name in sorted(is_set):
        yield filter.but(**{name: ""}), (name,)


def _judged(base: Filter, viewer: Viewer, attributes: tuple[str, ...]) -> Counts:
    met = {key: condition for key, condition in OF_MESSAGE.items() if key[0] in attributes}
    unmet = {key: Q(**columns) for key, columns in OF_CONVERSATION.items() if key[0] in attributes}
    with_one = {
        f"with_{name}_{value}": Max(Case(When(condition, then=1), default=0, output_field=IntegerField()))
        for (name, value), condition in met.items()
    }
    each = messages(base, viewer).values("conversation").annotate(**with_one)
    found = each.aggregate(**{f"all_{key}": Sum(key) for key in with_one})
    without = conversations(base, viewer).aggregate(
        **{
            f"none_{name}_{value}": Count("pk", filter=condition)
            for (name, value), condition in unmet.items()
        }
    )
    numbers: Counts = {name: {} for name in attributes}
    for name, value in met:
        numbers[name][value] = found[f"all_with_{name}_{value}"] or 0
    for name, value in unmet:
        numbers[name][value] = without[f"none_{name}_{value}"]
    return numbers


def _yes_and_no(base: Filter, viewer: Viewer, condition: Exists) -> dict[str, int]:
    found = conversations(base, viewer).aggregate(every=Count("pk"), met=Count("pk", filter=Q(condition)))
    return {"yes": found["met"], "no": found["every"] - found["met"]}


def _tags(base: Filter, viewer: Viewer) -> dict[str, int]:
    tagged = Tagging.objects.filter(sender_id__in=conversations(base, viewer).values("pk"))
    return _named(tagged.values_list("tag__name").annotate(Count("sender_id", distinct=True)))


def _assigned(base: Filter, viewer: Viewer) -> dict[str, int]:
    """Of each colleague, of nobody, and of the viewer once more as "me"."""
    found = conversations(base, viewer)
    current = Assignment.objects.filter(is_current=True, to__isnull=False, sender_id__in=found.values("pk"))
    numbers = _named(current.values_list("to__username").annotate(Count("sender_id", distinct=True)))
    numbers["me"] = numbers.get(viewer.get_username(), 0)
    numbers[NOBODY] = found.count() - sum(count for name, count in numbers.items() if name != "me")
    return numbers


def _named(rows: Any) -> dict[str, int]:
    return {name: count for name, count in rows if name}
