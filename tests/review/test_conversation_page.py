"""The page of one conversation: what its user saw, and why."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from tests.review.said import HOSTILE, SENDER, follow_up, say
from tests.web.log_rows import Log
from tests.web.stub_answers import DOCUMENT, PARAGRAPH, QUOTE, SECTION, button, message

PAGE = f"/review/conversations/{SENDER}"


@pytest.fixture
def rim(signed_in):
    return signed_in("reviewer", name="rim")


def text_of(page: str) -> str:
    """What a page says, without its elements."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_transcript_is_what_the_public_history_shows(rim):
    from web.chat.conversation import turns_of

    say("مرحبا", "ما دور المؤسسات؟", "عدد أدوارها", "طقس اليوم")
    page = text_of(rim.get(PAGE).text)
    turns = turns_of(SENDER, 10).turns
    assert len(turns) == 4
    at = 0
    for turn in turns:
        at = page.index(turn.asked.text, at)
        for reply in turn.replies:
            at = page.index(" ".join(reply.body.split()), at)
    assert f"المصدر: {DOCUMENT} — {SECTION}" in page


def test_a_press_shows_what_the_button_showed(rim):
    log = Log(SENDER)
    offer = message("اختر:", [button("الدور الاقتصادي", "sme-roles/economic")])
    log.turn("ما الأدوار؟", [offer])
    log.press(offer["buttons"][0]["payload"], [message("جوابه")])
    page = text_of(rim.get(PAGE).text)
    assert "ضغط زرا الدور الاقتصادي" in page
    assert "show_passage{" not in page


def test_beside_each_message_stands_how_it_was_understood_and_found(rim):
    log = Log(SENDER)
    log.turn("والثانية؟", [follow_up("والثانية؟", "توزيع الصناعات")])
    page = rim.get(PAGE).text
    words = text_of(page)
    assert "سؤال ask_question 90%" in words  # the intent with its confidence
    assert "ثم يليها تحية 10%" in words
    assert "ما كُتب والثانية؟ ما بُحث عنه توزيع الصناعات بُحث عن غير ما كُتب" in words
    assert "الثقة 90%" in words
    assert "في البحث وحده 1 ms" in words
    assert "1 sme-roles/economic/p-1 عُرضت" in words
    assert "4.25 المعنى 0.91 الكلمات 7.50" in words
    assert "1.50 المعنى 0.88 الكلمات 2.25" in words


def test_the_rule_that_decided_is_told_in_the_readers_words(rim):
    told = follow_up("والثانية؟", "توزيع الصناعات")
    told["metadata"]["evidence"]["rule"] = "follow_up.position"
    Log(SENDER).turn("والثانية؟", [told])
    words = text_of(rim.get(PAGE).text)
    assert "حسمته القاعدة طُلبت نقطة بحسب موضعها في القائمة. follow_up.position" in words


def test_what_the_passages_found_do_not_hold_is_told_beside_the_rule(rim):
    told = follow_up("كم عددها؟", "توزيع الصناعات")
    told["metadata"]["evidence"].update(rule="asked_for_missing", missing="number")
    Log(SENDER).turn("كم عددها؟", [told])
    words = text_of(rim.get(PAGE).text)
    assert "asked_for_missing ما ليس في المصادر عدد أو مقدار number" in words


def test_the_cited_sentence_is_marked_inside_its_passage(rim):
    say("ما دور المؤسسات؟")
    page = rim.get(PAGE).text
    rest = PARAGRAPH.removeprefix(QUOTE)
    assert f"<mark>{QUOTE}</mark>{rest}</blockquote>" in page


def test_the_page_that_was_quoted_can_be_looked_at_where_the_file_has_pages(rim):
    from web.chat.page_pictures import picture_address

    told = follow_up("سؤال", "توزيع الصناعات")
    told["metadata"]["evidence"]["citations"][0]["page"] = 3
    Log(SENDER).turn("سؤال", [told])
    page = rim.get(PAGE).text
    assert "الصفحة 3</summary>" in page
    (address,) = re.findall(r'<img src="(/api/chat/pages/[^"]+)" alt="الصفحة 3"', page)
    assert address == picture_address(told["metadata"]["evidence"]["citations"][0]["passage_id"])


def test_without_pages_no_picture_is_offered(rim):
    say("ما دور المؤسسات؟")
    assert "/api/chat/pages/" not in rim.get(PAGE).text


def test_the_sentence_that_answers_is_marked_in_the_answer_and_in_its_passage(rim):
    text, mark = "قبله <b>. هو الجواب. بعده.", (10, 20)
    told = follow_up("سؤال", "سؤال")
    answer, found = told["metadata"]["answer"], told["metadata"]["evidence"]
    answer["parts"][0] |= {"text": text, "marks": [mark]}
    found["points"][0] |= {"text": text, "marks": [mark]}
    found["citations"][0]["quote"] = "هو الجواب."
    Log(SENDER).turn("سؤال", [told])
    page = rim.get(PAGE).text
    assert "جاء في المصدر:\n\n<mark>هو الجواب.</mark>\nقبله &lt;b&gt;. … بعده.</p>" in page
    assert "قبله &lt;b&gt;. <mark>هو الجواب.</mark> بعده.</blockquote>" in page


def test_what_the_user_thought_of_an_answer_stands_under_it(rim):
    from web.chat.models import BotMessage, Feedback

    say("ما دور المؤسسات؟")
    Feedback.objects.create(
        answer=BotMessage.objects.get(), verdict="down", reason="incomplete", comment="اتصل بي 0551234567"
    )
    words = text_of(rim.get(PAGE).text)
    assert "لم يعجبه الجواب ناقص اتصل بي" in words
    assert "0551234567" not in words


def test_a_message_that_a_lost_process_left_leaves_its_time(rim):
    from datetime import UTC, datetime

    from web.chat.models import PendingMessage, Session

    say("ما دور المؤسسات؟")
    session = Session.objects.create(sender_id=SENDER)
    PendingMessage.objects.create(
        session=session, key="lost", fingerprint="f", at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    words = text_of(rim.get(PAGE).text)
    assert words.count("ولم تُكتب في السجل") == 1
    PendingMessage.objects.all().delete()
    assert "ولم تُكتب في السجل" not in rim.get(PAGE).text


def test_a_message_without_an_answer_says_so(rim):
    Log(SENDER).turn("أين أنتم؟", [])
    assert "لم يصله جواب." in rim.get(PAGE).text


def test_a_long_conversation_comes_in_parts_that_leave_nothing_out(rim):
    ids = say(*[f"سؤال رقم {number}" for number in range(95)])
    seen: list[int] = []
    address = PAGE + "?kind=point"
    while address:
        page = rim.get(address).text
        seen = [int(each) for each in re.findall(r'id="message-(\d+)"', page)] + seen
        earlier = re.search(r'rel="prev" href="(\?kind=point&amp;before_message=\d+)"', page)
        address = PAGE + earlier[1].replace("&amp;", "&") if earlier else ""
    assert seen == ids


def test_a_link_to_a_message_opens_the_part_that_it_is_in(rim):
    ids = say(*[f"سؤال رقم {number}" for number in range(95)])
    page = rim.get(f"{PAGE}?at={ids[20]}").text
    shown = [int(each) for each in re.findall(r'id="message-(\d+)"', page)]
    assert ids[20] in shown
    assert len(shown) == 30
    assert "إلى آخر المحادثة" in page


def test_next_and_previous_stay_within_the_lists_filter(rim):
    for number, first in enumerate(("طقس", "ما الدور؟", "طقس", "طقس")):
        log = Log(f"web-{number}")
        for _ in range(number * 10):
            next(log.seconds)  # each begins later than the one before
        log.turn(first)
    page = rim.get("/review/conversations/web-2?refused=yes").text
    links = dict(re.findall(r'rel="(prev|next)" data-key="[jk]" href="([^"]+)"', page))
    assert links == {
        "prev": "/review/conversations/web-3?refused=yes",
        "next": "/review/conversations/web-0?refused=yes",
    }
    assert 'href="/review/conversations?refused=yes"' in page


@pytest.mark.parametrize(
    "sender", ["nobody", "a/b/c", "%00", "..%2F..%2Fstaff", "x" * 600, "%D8%A7%20", "%F0%9F%98%80"]
)
def test_a_conversation_that_there_is_not_is_not_found(rim, sender):
    answer = rim.get(f"/review/conversations/{sender}")
    assert answer.status_code == 404
    assert "لا شيء في هذا العنوان" in answer.text


@pytest.mark.parametrize(
    "query", ["at=abc", "at=-1", "at=" + "9" * 30, "before_message=%00", "from=x&sort=y&%00=1"]
)
def test_what_cannot_be_read_in_the_address_does_no_harm(rim, query):
    say("ما دور المؤسسات؟")
    assert rim.get(f"{PAGE}?{query}").status_code == 200


def test_strange_senders_have_a_page_too(rim):
    for sender in ("web/a b?c#d", "تونس", "😀", "a&b=c", "<b>"):
        Log(sender).turn("ما الدور؟")
        page = rim.get(f"/review/conversations/{quote(sender)}")
        assert page.status_code == 200, sender
        assert "ما الدور؟" in page.text
        assert rim.get("/review/conversations").status_code == 200


def test_whatever_people_and_logs_say_is_shown_and_not_run(rim):
    log = Log(SENDER)
    evil = follow_up(HOSTILE, HOSTILE)
    found = evil["metadata"]["evidence"]
    found["hits"][0]["parts"] = {HOSTILE: 1.0}
    found.update(rule=HOSTILE, index_version=HOSTILE, hits=[*found["hits"], {"id": HOSTILE, "score": 2}])
    for each in (*found["citations"], *found["points"]):
        each.update({name: HOSTILE for name in each if isinstance(each[name], str)})
    evil["text"] = HOSTILE
    evil["buttons"] = [{"title": HOSTILE, "payload": "/x"}]
    log.turn(HOSTILE, [evil], key=HOSTILE)
    page = rim.get(PAGE).text
    assert "<script>window" not in page
    assert "<img src=x" not in page
    assert "{{ 7|add:7 }}" in page  # as it was said, never a template
    assert page.count("window.__xss=1") >= 8


@pytest.mark.parametrize("odd", [None, 7, "text", [], [None], {"x": 1}, True, float("1e308"), -1])
def test_damaged_evidence_still_has_a_page(rim, odd):
    log = Log(SENDER)
    for name in ("hits", "points", "citations", "confidence", "query", "asked", "milliseconds", "kind"):
        broken = follow_up("سؤال", "سؤال")
        broken["metadata"]["evidence"][name] = odd
        log.turn("سؤال", [broken])
    damaged = follow_up("سؤال", "سؤال")
    damaged["metadata"]["evidence"]["hits"] = [{"id": odd, "score": odd, "rank": odd, "parts": odd}]
    log.turn("سؤال", [damaged])
    assert rim.get(PAGE).status_code == 200


def test_the_mask_lies_on_everything_that_was_said(rim):
    log = Log(SENDER)
    secret = "0551234567"
    log.turn(f"رقمي {secret}", [follow_up(f"رقمي {secret}", f"بحث {secret}")])
    log.turn("كرره", [message(f"رقمك {secret}", [{"title": secret, "payload": "/x"}])])
    assert secret not in rim.get(PAGE).text
