"""Tables that are taken away: whole, masked, harmless, noted, and by those who may."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from tests.review.projected import NOON, forget_all, project_random
from tests.review.visitor import Visitor
from web.review.exports import BYTE_ORDER_MARK, ROWS_AT_ONCE
from web.review.filters import Filter
from web.review.filters.lists import conversations, messages
from web.review.models import AuditEntry, Conversation, Message, Tag, Tagging

DAYS = f"from={NOON.date().replace(day=1)}&to={NOON.date()}"


@pytest.fixture(autouse=True)
def log(database: None) -> Iterator[None]:
    """A log of eighty conversations."""
    cache.clear()
    project_random(5, 80)
    yield
    forget_all()
    cache.clear()


def table(visitor: Visitor, query: str) -> list[dict[str, str]]:
    answer = visitor.get(f"/review/export.csv?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="daleel-')
    text = answer.content.decode("utf-8")
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


@pytest.mark.parametrize("query", ["", "refused=yes", "channel=telegram&sort=longest", "intent=never"])
def test_a_list_is_exported_whole_and_in_its_order(signed_in: Any, query: str) -> None:
    visitor = signed_in("reviewer")
    filter = Filter(**dict(pair.split("=") for pair in query.split("&") if pair))
    rows = table(visitor, f"what=conversations&{query}")
    expected = {each.pk for each in conversations(filter, None)}  # type: ignore[arg-type]
    assert {row["conversation"] for row in rows} == expected
    assert len(rows) == len(expected)
    if "longest" in query:
        assert [int(row["messages"]) for row in rows] == sorted(
            (int(row["messages"]) for row in rows), reverse=True
        )
    of_messages = visitor.get(f"/review/export.json?what=messages&{query}").json()
    assert {row["message"] for row in of_messages} == {each.pk for each in messages(filter, None)}  # type: ignore[arg-type]


def test_more_rows_than_are_read_at_once_are_exported_each_once(signed_in: Any) -> None:
    forget_all()
    project_random(6, 260, most_messages=4)
    rows = signed_in("reviewer").get("/review/export.json?what=messages").json()
    assert len(rows) == Message.objects.count() > ROWS_AT_ONCE
    assert len({row["message"] for row in rows}) == len(rows)


def test_what_visitors_wrote_leaves_with_a_lead_alone_masked_and_harmless(signed_in: Any) -> None:
    message = Message.objects.order_by("pk").first()
    assert message
    message.text = "=HYPERLINK(1) اتصل بي 0550 12 34 56"
    message.save()
    reviewer, lead = signed_in("reviewer"), signed_in("lead")
    assert "text" not in table(reviewer, "what=messages")[0]
    for what in ("texts", "asked", "worst"):
        assert reviewer.get(f"/review/export.csv?what={what}").status_code == 403
    row = next(row for row in table(lead, "what=texts") if row["message"] == str(message.pk))
    assert row["text"].startswith("'=HYPERLINK(1) اتصل بي ")
    assert "0550 12 34 56" not in row["text"]


def test_a_tag_that_looks_like_a_formula_is_no_formula(signed_in: Any) -> None:
    visitor = signed_in("reviewer")
    from django.contrib.auth.models import User

    by = User.objects.get()
    tag = Tag.objects.create(name="@SUM(A1)", by=by)
    first = Conversation.objects.order_by("pk").first()
    assert first
    Tagging.objects.create(tag=tag, sender_id=first.pk, by=by)
    row = next(row for row in table(visitor, "what=conversations") if row["conversation"] == first.pk)
    assert row["tags"] == "'@SUM(A1)"


@pytest.mark.parametrize("what", ["days", "channels", "topics", "asked", "worst"])
def test_the_overview_s_tables_add_up(signed_in: Any, what: str) -> None:
    rows = table(signed_in("lead"), f"what={what}&{DAYS}")
    assert rows
    if what in ("asked", "worst"):
        assert all(int(row["asked"]) >= max(int(row["refused"]), int(row["thumbs_down"])) for row in rows)
        return
    questions = Message.objects.filter(is_question=True, at__date__gte=NOON.date().replace(day=1))
    assert sum(int(row["questions"]) for row in rows) == questions.filter(at__date__lte=NOON.date()).count()


def test_an_export_is_noted_without_what_was_searched_for(signed_in: Any) -> None:
    signed_in("lead").get("/review/export.json?what=texts&q=المنافسة&refused=yes")
    entry = AuditEntry.objects.order_by("-id").first()
    assert entry
    assert (entry.who, entry.action, entry.object) == ("lead", "table.exported", "table:texts")
    assert entry.after == {"form": "json", "conditions": ["q", "refused"]}


@pytest.mark.parametrize(
    "path", ["export.csv", "export.csv?what=passwords", "export.xls?what=days", "export.?what=days"]
)
def test_no_other_table_and_no_other_form(signed_in: Any, path: str) -> None:
    before = AuditEntry.objects.filter(action="table.exported").count()
    assert signed_in("administrator").get(f"/review/{path}").status_code == 404
    assert AuditEntry.objects.filter(action="table.exported").count() == before
