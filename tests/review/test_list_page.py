"""The list as a page: what it says of its address, what is done with the selected, what is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache

from tests.review.projected import forget_all, project_random
from web.review.models import Assignment, AuditEntry, Conversation, Message, Reviewed, SavedFilter, Tagging
from web.review.views import conversations as list_views

LIST = "/review/conversations"
HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}'


@pytest.fixture(autouse=True)
def log(database: None) -> Iterator[None]:
    """A log of seventy conversations."""
    cache.clear()
    project_random(9, 70)
    yield
    forget_all()
    cache.clear()


def some_senders(number: int) -> list[str]:
    return list(Conversation.objects.order_by("pk").values_list("pk", flat=True)[:number])


def test_what_a_form_makes_of_it_is_sent_to_the_filter_s_one_address(signed_in: Any) -> None:
    visitor = signed_in("reviewer")
    answer = visitor.get(f"{LIST}?q=&from=&channel=&sort=newest&refused=yes")
    assert (answer.status_code, answer.headers["location"]) == (302, f"{LIST}?refused=yes")
    assert visitor.get(f"{LIST}?q=&channel=").headers["location"] == LIST
    part = visitor.get(f"{LIST}?q=&channel=&refused=yes", **{"HX-Request": "true"})
    assert part.headers["hx-push-url"] == f"{LIST}?refused=yes"
    assert "<html" not in part.text


def test_conditions_that_cannot_be_read_are_named_and_the_rest_holds(signed_in: Any) -> None:
    page = signed_in("reviewer").get(f"{LIST}?refused=yes&kind={quote(HOSTILE)}&colour=blue&after=lost")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    text = unescape(page.text)
    assert f"kind={HOSTILE}" in text
    assert "colour=blue" in text
    assert "تعذّر الوصول إلى ذلك الموضع" in text
    refused = Conversation.objects.filter(refused_count__gt=0).count()
    assert f'data-number="{refused}"' in page.text


@pytest.mark.parametrize("place", [LIST, f"{LIST}-by-message"])
def test_what_visitors_and_colleagues_wrote_is_shown_and_never_run(signed_in: Any, place: str) -> None:
    message = Message.objects.order_by("at").first()
    assert message
    message.text, message.section, message.intent = HOSTILE, HOSTILE, HOSTILE[:64]
    message.is_question, message.question_key = True, "x"
    message.save()
    visitor = signed_in("reviewer")
    visitor.post(
        "/review/selected", {"sender": message.conversation_id, "action": "tag", "tag": HOSTILE[:40]}
    )
    visitor.post("/review/filters/save", {"name": HOSTILE, "query": f"q={quote(HOSTILE)}"})
    page = visitor.get(f"{place}?sort=oldest&same=x").text
    assert "<script>alert" not in page
    assert HOSTILE in unescape(page)


def test_numbers_of_persons_are_masked_in_both_lists(signed_in: Any) -> None:
    message = Message.objects.filter(is_question=True).order_by("at").first()
    assert message
    message.text, message.question_key = "هاتفي 0550 12 34 56", "alone"
    message.save()
    visitor = signed_in("administrator")
    for place in (LIST, f"{LIST}-by-message"):
        page = visitor.get(f"{place}?same=alone").text
        assert "هاتفي" in page
        assert "0550 12" not in page


def test_of_many_conversations_the_choices_are_counted_after_the_page(
    signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = signed_in("reviewer")
    counted = re.compile(r"تلغرام \((\d+)\)")
    at_once = counted.search(visitor.get(LIST).text)
    monkeypatch.setattr(list_views, "COUNTED_AT_ONCE", 10)
    page = visitor.get(LIST).text
    assert not counted.search(page)
    assert 'hx-get="/review/counts"' in page
    after = counted.search(visitor.get("/review/counts").text)
    of_telegram = Conversation.objects.filter(channel="telegram").count()
    assert at_once and after
    assert int(at_once[1]) == int(after[1]) == of_telegram > 0


def test_what_is_done_with_the_selected_is_done_with_each_and_noted(signed_in: Any) -> None:
    visitor, senders = signed_in("lead"), some_senders(3)
    form = {"sender": senders, "next": f"{LIST}?refused=yes"}
    answer = visitor.post("/review/selected", {**form, "action": "reviewed"})
    assert (answer.status_code, answer.headers["location"]) == (302, f"{LIST}?refused=yes")
    visitor.post("/review/selected", {**form, "action": "tag", "tag": "عاجل"})
    visitor.post("/review/selected", {**form, "action": "assign", "to": "lead"})
    assert set(Reviewed.objects.values_list("sender_id", flat=True)) == set(senders)
    assert set(Tagging.objects.values_list("sender_id", "tag__name")) == {(each, "عاجل") for each in senders}
    assert Assignment.objects.filter(is_current=True, to__username="lead").count() == 3
    for action in ("conversation.reviewed", "conversation.tagged", "conversation.assigned"):
        noted = AuditEntry.objects.filter(
            action=action, object__in=[f"conversation:{each}" for each in senders]
        )
        assert set(noted.values_list("who", flat=True)) == {"lead"}
        assert noted.count() == 3
    visitor.post("/review/selected", {**form, "action": "unreviewed"})
    assert not Reviewed.objects.exists()


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"action": "reviewed"}, 422),
        ({"action": "erase", "sender": "KNOWN"}, 400),
        ({"action": "tag", "tag": " ", "sender": "KNOWN"}, 422),
        ({"action": "reviewed", "sender": ["KNOWN", "web-unknown"]}, 404),
        ({"action": "assign", "to": "nobody-here", "sender": "KNOWN"}, 422),
    ],
)
def test_what_cannot_be_done_with_all_is_done_with_none(
    signed_in: Any, form: dict[str, Any], status: int
) -> None:
    visitor, (known,) = signed_in("lead"), some_senders(1)
    senders = form.get("sender", [])
    given = [
        known if each == "KNOWN" else each for each in ([senders] if isinstance(senders, str) else senders)
    ]
    before = AuditEntry.objects.count()
    answer = visitor.post("/review/selected", {**form, "sender": given}, **{"HX-Request": "true"})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert not Reviewed.objects.exists()
    assert not Tagging.objects.exists()
    assert AuditEntry.objects.count() == before


def test_htmx_gets_the_rows_as_they_are_now(signed_in: Any) -> None:
    visitor, senders = signed_in("reviewer"), some_senders(2)
    form = {"sender": senders, "action": "reviewed", "query": "refused=yes"}
    answer = visitor.post("/review/selected", form, **{"HX-Request": "true"})
    assert answer.text.count('hx-swap-oob="true"') == 2
    assert answer.text.count("is-reviewed") == 2
    assert answer.text.count("?refused=yes") == 2


def test_filters_are_kept_shared_and_deleted_by_those_who_may(signed_in: Any) -> None:
    owner, other, chief = signed_in("lead", name="rim"), signed_in("reviewer"), signed_in("administrator")
    noted = AuditEntry.objects.count()
    for name, shared in (("لي", ""), ("للكل", "yes")):
        answer = owner.post(
            "/review/filters/save", {"name": name, "shared": shared, "query": "refused=yes&after=x"}
        )
        assert answer.headers["location"] == f"{LIST}?refused=yes"
    owner.post("/review/filters/save", {"name": "لي", "query": "refused=no"})  # in the place of the first
    assert set(SavedFilter.objects.values_list("name", "query", "shared")) == {
        ("لي", "refused=no", False),
        ("للكل", "refused=yes", True),
    }
    own, shared = (SavedFilter.objects.get(name=name).pk for name in ("لي", "للكل"))
    assert "للكل" in other.get(LIST).text
    assert "refused=no" not in other.get(LIST).text
    assert other.post(f"/review/filters/{shared}/delete").status_code == 403
    assert other.post(f"/review/filters/{own}/delete").status_code == 404
    assert chief.post(f"/review/filters/{own}/delete").status_code == 404
    assert chief.post(f"/review/filters/{shared}/delete").status_code == 302
    assert owner.post(f"/review/filters/{own}/delete").status_code == 302
    assert not SavedFilter.objects.exists()
    actions = AuditEntry.objects.filter(action__startswith="filter.").order_by("id")
    actions = actions.filter(pk__in=AuditEntry.objects.order_by("id").values("pk")[noted:])
    assert list(actions.values_list("who", "action")) == [
        *[("rim", "filter.saved")] * 3,
        ("administrator", "filter.deleted"),
        ("rim", "filter.deleted"),
    ]
    assert "refused" in (actions[0].after or {})["conditions"]


def test_a_filter_without_a_name_or_without_conditions_is_not_kept(signed_in: Any) -> None:
    visitor = signed_in("reviewer")
    visitor.post("/review/filters/save", {"name": " \0 ", "query": "refused=yes"})
    visitor.post("/review/filters/save", {"name": "x", "query": "after=1&colour=blue"})
    assert not SavedFilter.objects.exists()
