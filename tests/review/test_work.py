"""What the staff add to a conversation: by a form, by htmx, and what is left in the audit log."""

from __future__ import annotations

import pytest

from tests.review.said import HOSTILE, SENDER, say

PAGE = f"/review/conversations/{SENDER}"
PARTIAL = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{PAGE}?kind=point"}


@pytest.fixture
def event():
    (event_id,) = say("ما دور المؤسسات؟")
    return str(event_id)


@pytest.fixture
def rim(signed_in):
    return signed_in("reviewer", name="rim")


@pytest.fixture
def audited(database):
    """What was done in this test, as lines of the audit log: audited("who", "action")."""
    from web.review.models import AuditEntry

    last = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0

    def since(*names: str) -> list[tuple]:
        found = AuditEntry.objects.filter(id__gt=last).exclude(action__startswith="staff.")
        return list(found.order_by("id").values_list(*names))

    return since


def test_a_form_goes_back_to_its_page_and_htmx_gets_the_part(rim, event):
    form = {"sender": SENDER, "event": event, "name": "ضرائب", "next": f"{PAGE}?kind=point"}
    answer = rim.post("/review/work/tag", form)
    assert answer.headers["location"] == f"{PAGE}?kind=point#message-{event}"
    part = rim.post("/review/work/tag", {**form, "name": "مهم"}, **PARTIAL)
    assert part.status_code == 200
    assert part.text.startswith(f'<div class="marks" id="marks-{event}">')
    assert "ضرائب" in part.text
    assert "مهم" in part.text
    assert f'name="next" value="{PAGE}?kind=point"' in part.text
    nothing = rim.post("/review/work/reviewed", {"sender": SENDER, "part": "none"}, **PARTIAL)
    assert (nothing.status_code, nothing.headers["hx-trigger"]) == (204, "review:changed")


def test_a_tag_is_made_once_put_on_once_and_taken_off(rim, event, audited):
    from web.review.models import Tag, Tagging

    for name in ("ضرائب", " ضرائب ", "ضرائب"):
        rim.post("/review/work/tag", {"sender": SENDER, "event": event, "name": name})
    rim.post("/review/work/tag", {"sender": SENDER, "name": "ضرائب"})
    assert Tag.objects.count() == 1
    tagging, whole = Tagging.objects.order_by("id")
    assert (tagging.event_id, whole.event_id) == (int(event), None)
    rim.post("/review/work/untag", {"tagging": tagging.pk})
    assert rim.post("/review/work/untag", {"tagging": tagging.pk}, **PARTIAL).status_code == 404
    assert list(Tagging.objects.values_list("pk", flat=True)) == [whole.pk]
    assert audited("who", "action", "object") == [
        ("rim", "tag.made", f"tag:{whole.tag_id}"),
        ("rim", "message.tagged", f"message:{event}"),
        ("rim", "conversation.tagged", f"conversation:{SENDER}"),
        ("rim", "message.untagged", f"message:{event}"),
    ]


def test_a_flag_is_raised_with_a_reason_and_lowered(rim, event, audited):
    from web.review.models import Flag

    part = rim.post("/review/work/flag", {"sender": SENDER, "event": event, "reason": "خطأ بيّن"}, **PARTIAL)
    assert "خطأ بيّن" in part.text
    assert "رفعها <bdi>rim</bdi>" in part.text
    flag = Flag.objects.get()
    part = rim.post("/review/work/unflag", {"flag": flag.pk}, **PARTIAL)
    assert "خطأ بيّن" not in part.text
    assert not Flag.objects.exists()
    assert audited("action", "before", "after") == [
        ("flag.raised", None, None),
        ("flag.lowered", {"by": "rim"}, None),
    ]


def test_a_note_is_put_right_by_another_and_both_are_kept(rim, event, audited, signed_in):
    from web.review.models import Note

    form = {"sender": SENDER, "event": event}
    rim.post("/review/work/note", {**form, "text": "ملاحظة أولى\r\nسطر ثان"})
    first = Note.objects.get()
    assert first.text == "ملاحظة أولى\nسطر ثان"
    part = rim.post("/review/work/note", {**form, "text": "ملاحظة ثانية", "instead_of": first.pk}, **PARTIAL)
    assert "ملاحظة ثانية" in part.text
    assert "ملاحظات صُحّحت" in part.text
    sami = signed_in("reviewer", name="sami")
    second = Note.objects.get(instead_of=first)
    refused = sami.post("/review/work/note", {**form, "text": "لي", "instead_of": second.pk}, **PARTIAL)
    assert refused.status_code == 404
    assert Note.objects.count() == 2
    assert audited("action", "after") == [
        ("note.written", {"note": first.pk, "characters": 19}),
        ("note.corrected", {"note": second.pk, "characters": 12}),
    ]


def test_two_verdicts_stand_beside_each_other_and_none_is_overwritten(rim, event, audited, signed_in):
    from web.review.models import Verdict

    sami = signed_in("reviewer", name="sami")
    form = {"sender": SENDER, "event": event}
    rim.post("/review/work/verdict", {**form, "judgement": "right"})
    part = sami.post("/review/work/verdict", {**form, "judgement": "wrong", "reason": "ناقص"}, **PARTIAL).text
    assert "مختلفان" in part
    assert "ناقص" in part
    part = rim.post("/review/work/verdict", {**form, "judgement": "wrong"}, **PARTIAL).text
    assert "متفقان" in part
    assert "أحكام سابقة" in part
    rim.post("/review/work/verdict", {**form, "judgement": "wrong"})
    assert list(Verdict.objects.order_by("id").values_list("by__username", "judgement", "reason")) == [
        ("rim", "right", ""),
        ("sami", "wrong", "ناقص"),
        ("rim", "wrong", ""),
    ]
    side = rim.post("/review/work/tag", {"sender": SENDER, "name": "مهم"}, **PARTIAL).text
    assert '<bdi class="number" dir="ltr">100%</bdi> · رسالة حكم عليها اثنان' in side
    assert audited("who", "before", "after")[2] == (
        "rim",
        {"verdict": "right", "has_reason": False},
        {"verdict": "wrong", "has_reason": False},
    )


def test_reviewed_counts_until_the_conversation_goes_on(rim, event, audited):
    from web.review.models import Reviewed

    assert "راجعتَها" in rim.post("/review/work/reviewed", {"sender": SENDER}, **PARTIAL).text
    rim.post("/review/work/reviewed", {"sender": SENDER})
    assert Reviewed.objects.count() == 1
    say("سؤال آخر")
    page = rim.get(PAGE).text
    assert "وزادت بعد ذلك" in page
    assert "راجعتَها" not in page
    assert "راجعتَها" in rim.post("/review/work/reviewed", {"sender": SENDER}, **PARTIAL).text
    assert (
        "لم يراجعها أحد بعد"
        in rim.post("/review/work/reviewed", {"sender": SENDER, "on": "0"}, **PARTIAL).text
    )
    assert audited("action") == [
        ("conversation.reviewed",),
        ("conversation.reviewed",),
        ("conversation.unreviewed",),
    ]


def test_a_reviewer_takes_and_gives_up_and_a_lead_gives_to_anybody(rim, event, audited, signed_in):
    from web.review.models import Assignment

    lead = signed_in("lead", name="lead")
    signed_in("reviewer", name="sami")
    form = {"sender": SENDER}
    assert rim.post("/review/work/assign", {**form, "to": "rim"}, **PARTIAL).status_code == 200
    assert rim.post("/review/work/assign", {**form, "to": "sami"}, **PARTIAL).status_code == 403
    assert rim.post("/review/work/assign", {**form, "to": ""}, **PARTIAL).status_code == 200
    assert lead.post("/review/work/assign", {**form, "to": "sami"}, **PARTIAL).status_code == 200
    assert rim.post("/review/work/assign", {**form, "to": "rim"}, **PARTIAL).status_code == 403
    assert lead.post("/review/work/assign", {**form, "to": "nobody-here"}, **PARTIAL).status_code == 422
    current = Assignment.objects.get(is_current=True)
    assert (current.to.username, current.by.username) == ("sami", "lead")
    assert audited("who", "before", "after") == [
        ("rim", {"to": None}, {"to": "rim"}),
        ("rim", {"to": "rim"}, {"to": None}),
        ("lead", {"to": None}, {"to": "sami"}),
    ]


@pytest.mark.parametrize(
    ("action", "form", "status", "says"),
    [
        ("tag", {"name": " "}, 422, "اكتب اسم الوسم"),
        ("tag", {"name": "و" * 41}, 422, "أطول من المسموح"),
        ("note", {"text": "\0 \n"}, 422, "اكتب الملاحظة أولا"),
        ("note", {"text": "م" * 4001}, 422, "أطول من المسموح"),
        ("flag", {"reason": "ر" * 501}, 422, "أطول من المسموح"),
        ("verdict", {"judgement": "maybe"}, 422, "اختر حكما"),
        ("verdict", {"judgement": "right", "event": ""}, 404, "لم يعد هذا موجودا"),
        ("tag", {"sender": "nobody", "name": "x"}, 404, "لم يعد هذا موجودا"),
        ("tag", {"sender": "\0", "name": "x"}, 404, "لم يعد هذا موجودا"),
        ("tag", {"event": "999999", "name": "x"}, 404, "لم يعد هذا موجودا"),
        ("tag", {"event": "9" * 40, "name": "x"}, 404, "لم يعد هذا موجودا"),
        ("untag", {"tagging": "x"}, 404, "لم يعد هذا موجودا"),
        ("unflag", {"flag": "9" * 30}, 404, "لم يعد هذا موجودا"),
    ],
)
def test_what_cannot_be_done_changes_nothing_and_says_why(rim, event, audited, action, form, status, says):
    answer = rim.post(f"/review/work/{action}", {"sender": SENDER, "event": event, **form}, **PARTIAL)
    assert answer.status_code == status
    assert says in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    plain = rim.post(f"/review/work/{action}", {"sender": SENDER, "event": event, **form, "next": PAGE})
    assert plain.headers["location"] == PAGE
    assert says in rim.get(PAGE).text
    assert audited("action") == []


def test_hostile_words_of_colleagues_are_shown_and_not_run(rim, event):
    form = {"sender": SENDER, "event": event}
    rim.post("/review/work/tag", {**form, "name": HOSTILE[:40]})
    rim.post("/review/work/flag", {**form, "reason": HOSTILE})
    rim.post("/review/work/note", {**form, "text": HOSTILE})
    rim.post("/review/work/note", {"sender": SENDER, "text": HOSTILE})
    rim.post("/review/work/verdict", {**form, "judgement": "wrong", "reason": HOSTILE})
    page = rim.get(PAGE).text
    assert "<script>window" not in page
    assert "<img src=x" not in page
    assert page.count("window.__xss=1") >= 4


def test_a_next_page_is_never_outside(rim, event):
    form = {"sender": SENDER, "next": "https://evil.example/"}
    assert rim.post("/review/work/reviewed", form).headers["location"] == "/review/"


def test_what_is_erased_takes_the_staffs_words_along(rim, event):
    from web.chat.erase import delete_everything
    from web.review.models import Flag, Note, Tagging, Verdict

    form = {"sender": SENDER, "event": event}
    for action, more in (
        ("tag", {"name": "x"}),
        ("flag", {}),
        ("note", {"text": "x"}),
        ("verdict", {"judgement": "right"}),
    ):
        assert rim.post(f"/review/work/{action}", {**form, **more}, **PARTIAL).status_code == 200
    delete_everything(SENDER)
    assert [model.objects.count() for model in (Flag, Note, Tagging, Verdict)] == [0, 0, 0, 0]
    assert rim.get(PAGE).status_code == 404
