"""The audit log: written once, by everything that changes something, and never again."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection, transaction

from tests.review.both import either_database, postgresql_url  # noqa: F401  (fixtures)


def record(**values):
    from web.review import audit

    return audit.record(None, **{"action": "tag.made", "thing": "tag:1", **values})


def test_an_entry_is_changed_and_deleted_by_nobody(either_database):  # noqa: F811
    from web.review.models import AppendOnlyError, AuditEntry

    entry = record(after={"name": "ضرائب"})
    entry.action = "nothing"
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.filter(pk=entry.pk).delete,
        lambda: AuditEntry.objects.filter(pk=entry.pk).update(action="nothing"),
        lambda: AuditEntry.objects.bulk_update([entry], ["action"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    assert AuditEntry.objects.get(pk=entry.pk).action == "tag.made"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE review_auditentry SET who = 'somebody else' WHERE id = {id}",
        "DELETE FROM review_auditentry WHERE id = {id}",
        "DELETE FROM review_auditentry",
    ],
)
def test_the_database_itself_refuses_it(either_database, statement):  # noqa: F811
    from web.review.models import AuditEntry

    entry = record()
    with (
        pytest.raises(DatabaseError, match="the audit log is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(id=entry.pk))
    assert AuditEntry.objects.get(pk=entry.pk).who == ""


def test_no_entry_takes_the_place_of_another(either_database):  # noqa: F811
    from web.review.models import AuditEntry

    entry = record()
    forged = AuditEntry(pk=entry.pk, action="nothing")
    with pytest.raises(DatabaseError), transaction.atomic():
        forged.save(force_insert=True)
    if either_database == "sqlite":
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO review_auditentry (id, at, who, action, object, request_id) "
                "VALUES (%s, '2026-01-01', 'x', 'x', 'x', '')",
                [entry.pk],
            )
    else:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute("TRUNCATE review_auditentry")
    assert AuditEntry.objects.get(pk=entry.pk).action == "tag.made"


def test_what_fails_leaves_no_line(signed_in):
    from web.review.models import AuditEntry

    amal = signed_in("administrator", name="amal")
    before = AuditEntry.objects.count()
    assert amal.post("/review/staff/add", {"name": "amal", "role": "lead"}).status_code == 422
    assert amal.post("/review/staff/amal/disable").status_code == 422
    assert amal.post("/review/staff/nobody-here/disable").status_code == 404
    assert AuditEntry.objects.count() == before


def test_a_lead_reads_it_newest_first_and_pages_through_it(signed_in):
    rim = signed_in("lead", name="rim")
    for number in range(120):
        record(thing=f"tag:{number}", action="tag.made")
    first = rim.get("/review/audit?action=tag.made")
    assert "tag:119" in first.text
    assert "tag:70" in first.text
    assert "tag:69<" not in first.text
    older = next(part for part in first.text.split('href="') if "before=" in part).partition('"')[0]
    second = rim.get("/review/audit" + older.replace("&amp;", "&"))
    assert "tag:69<" in second.text
    assert "tag:119" not in second.text


def test_it_is_filtered_by_who_what_on_what_and_when(signed_in):
    rim = signed_in("lead", name="rim")
    record(thing="tag:777", action="tag.made", before={"name": "قديم"}, after={"name": "جديد"})
    today = f"{record().at:%Y-%m-%d}"

    def rows(query: str) -> int:
        return rim.get(f"/review/audit?{query}").text.count('<tr id="entry-')

    assert rows("object=tag:777") == 1
    assert "قديم" in rim.get("/review/audit?object=tag:777").text
    assert rows("who=rim&action=staff.signed_in&object=staff:rim") >= 1
    assert rows("who=-&object=tag:777") == 1
    assert rows("who=rim&object=tag:777") == 0
    assert rows(f"object=tag:777&from={today}&until={today}") == 1
    assert rows("object=tag:777&until=2020-01-01") == 0
    assert rows("object=tag:777&from=2999-01-01") == 0


@pytest.mark.parametrize(
    "query",
    [
        "from=yesterday&until=2026-13-45",
        "before=" + "9" * 40,
        "before=-1",
        "before=\u0661",
        "object=%00",
        "who=%00",
        "action=%FF",
        "from=0001-01-01",
        "from=9999-12-31&until=9999-12-31",
    ],
)
def test_what_cannot_be_read_in_the_address_does_no_harm(signed_in, query):
    assert signed_in("lead").get(f"/review/audit?{query}").status_code == 200


def test_hostile_values_are_shown_and_not_run(signed_in):
    from tests.review.said import HOSTILE

    record(thing="tag:" + HOSTILE[:80], after={"name": HOSTILE, HOSTILE: [HOSTILE]})
    page = signed_in("lead").get("/review/audit").text
    assert "<script>window" not in page
    assert "onerror=&quot;" in page
    assert json.dumps([HOSTILE]).count("script") == 2


def test_everything_the_staff_do_has_a_name():
    import re
    from pathlib import Path

    from web.review.labels import ACTIONS

    said = set()
    for file in (*Path("web/review").rglob("*.py"), *Path("web/teaching").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if "audit.record" in text:
            said |= set(re.findall(r'"((?:[a-z]+)\.(?:[a-z_]+))"', text))
    said = {name for name in said if not name.endswith((".html", ".csv", ".json", ".jsonl", ".py"))}
    assert len(said) > 15
    assert said - set(ACTIONS) == set()
