"""What is collected from the record, and how it comes into themes."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from tests.teaching.conftest import AT


def collected():
    from web.teaching.models import Question

    return dict(Question.objects.values_list("event_id", "why"))


def test_refused_unsure_and_disliked_questions_are_collected(message):
    from web.teaching.collect import collect

    answered = {"kind": "point", "refused": "", "answered": True}
    message(1, "كم الضريبة؟", refused="none")
    message(2, "قريب", refused="related", kind="related")
    message(3, "بلا ثقة", confidence=0.3, **answered)
    message(4, "واثق", confidence=0.9, **answered)
    message(5, "لم يعجب", confidence=0.9, feedback="down", **answered)
    message(6, "زر", is_press=True, refused="none", is_question=False)
    message(7, "مرحبا", kind="talk", refused="", is_question=False)
    assert collect(AT + timedelta(hours=1)) == 4
    assert collected() == {1: "refused", 2: "refused", 3: "unsure", 5: "thumbs_down"}
    assert collect(AT + timedelta(hours=1)) == 0


def test_a_thumb_that_comes_late_is_seen_and_nothing_is_collected_twice(message):
    from web.review.models import Message
    from web.teaching.collect import collect

    message(1, "كم الضريبة؟", refused="none")
    message(2, "واثق", kind="point", refused="", answered=True, confidence=0.9)
    assert collect(AT) == 1
    Message.objects.update(feedback="down")
    assert collect(AT) == 1
    assert collected() == {1: "thumbs_down", 2: "thumbs_down"}


def test_an_answer_that_may_still_come_is_waited_for(message):
    from web.review.models import Message
    from web.teaching.collect import collect

    message(1, "قبله", refused="none")
    message(2, "تحت الإجابة", refused="", kind="failed", answered_at=None)
    message(3, "بعده", refused="none")
    assert collect(AT + timedelta(seconds=5)) == 1
    Message.objects.filter(pk=2).update(refused="none", kind="none", answered_at=AT)
    assert collect(AT + timedelta(seconds=6)) == 2
    assert collected() == {1: "refused", 2: "refused", 3: "refused"}


def test_a_lost_answer_holds_nothing_up_for_ever(message):
    from web.teaching.collect import collect

    message(1, "ضاع", refused="", kind="failed", answered_at=None)
    message(2, "بعده", refused="none")
    assert collect(AT + timedelta(minutes=5)) == 1


def test_what_another_process_took_meanwhile_is_left_to_it(message, monkeypatch):
    from web.teaching import collect as collecting
    from web.teaching.models import Collection

    message(1, "كم الضريبة؟", refused="none")

    def overtaken(found):
        Collection.objects.update(event_id=1)
        return "refused"

    monkeypatch.setattr(collecting, "reason", overtaken)
    assert collecting.collect(AT) == 0
    monkeypatch.undo()
    assert collecting.collect(AT) == 0  # not a second time
    assert collected() == {}


def test_what_is_erased_while_it_is_read_does_not_come_back(message, monkeypatch):
    from web.review.models import Message
    from web.teaching import collect as collecting

    message(1, "كم الضريبة؟", refused="none")
    message(2, "أين المكتب؟", refused="none")
    reason = collecting.reason

    def erased(found):
        Message.objects.filter(pk=1).delete()
        return reason(found)

    monkeypatch.setattr(collecting, "reason", erased)
    assert collecting.collect(AT) == 1
    assert collected() == {2: "refused"}


def test_what_is_erased_is_forgotten_here_too(message, asked, member):
    from web.chat.erase import delete_everything
    from web.teaching.collect import collect
    from web.teaching.models import Question

    message(1, "كم الضريبة؟", sender_id="web-gone")
    message(2, "أين المكتب؟", sender_id="web-stays")
    collect(AT)
    delete_everything("web-gone")
    assert list(Question.objects.values_list("text", flat=True)) == ["أين المكتب؟"]


def test_what_bore_an_erased_question_as_its_name_is_called_otherwise(asked, member):
    from web.chat.erase import delete_everything
    from web.teaching.models import Proposal, Question, Theme
    from web.teaching.plan import Plan
    from web.teaching.workflow import propose

    kept, emptied = asked("اسمي فلان، كم الضريبة؟", "كم الضريبة؟"), asked("هاتفي معك، أين المكتب؟")
    plan = Plan("curated", ("ما الضريبة؟",), passage_id="sme-roles/economic/jobs")
    named = propose(member("lead"), kept, [kept.questions.order_by("pk")[0].pk], plan)
    senders = [theme.questions.order_by("pk").first().sender_id for theme in (kept, emptied)]
    removed = sum((delete_everything(sender_id) for sender_id in senders), Counter())
    assert (removed["teaching_question"], removed["teaching_theme"]) == (2, 1)
    assert list(Theme.objects.values_list("pk", "name")) == [(kept.pk, "كم الضريبة؟")]
    assert list(Question.objects.values_list("text", flat=True)) == ["كم الضريبة؟"]
    assert Proposal.objects.get(pk=named.pk).theme_name == "ما الضريبة؟"


@pytest.fixture
def grouped(monkeypatch):
    """Stand where the process would be: each set of texts is a group, its first text the central one."""
    from web.teaching import grouping

    def group_as(*sets):
        def run(texts):
            by_text = {text: event_id for event_id, text in texts.items()}
            return [
                {"group": number, "id": str(by_text[text]), "central": text == texts_of_one[0]}
                for number, texts_of_one in enumerate(sets)
                for text in texts_of_one
                if text in by_text
            ]

        monkeypatch.setattr(grouping, "run_group", run)
        monkeypatch.setattr(grouping, "KEPT", timedelta(days=36500))
        return grouping.group()

    return group_as


def themes():
    from web.teaching.models import Theme

    return {
        theme.name: (theme.pk, sorted(theme.questions.values_list("pk", flat=True)))
        for theme in Theme.objects.all()
    }


def test_a_theme_keeps_its_place_while_most_of_its_questions_stay(message, grouped):
    from web.teaching.collect import collect

    for event_id, text in ((1, "الضريبة"), (2, "كم الضريبة"), (3, "المكتب"), (4, "الضّريبة!")):
        message(event_id, text)
    collect(AT)
    grouped(("الضريبة", "كم الضريبة"), ("المكتب",))
    before = themes()
    assert before["الضريبة"][1] == [1, 2, 4]  # one that reads alike comes with its like
    message(5, "ما نسبة الضريبة")
    collect(AT)
    grouped(("كم الضريبة", "الضريبة", "ما نسبة الضريبة"), ("المكتب",))
    after = themes()
    assert after["كم الضريبة"] == (before["الضريبة"][0], [1, 2, 4, 5])
    assert after["المكتب"] == before["المكتب"]
    grouped(("كم الضريبة", "ما نسبة الضريبة", "المكتب"), ("الضريبة",))
    assert len(themes()) == 2


def test_the_list_counts_by_day_channel_and_reason(message, grouped):
    from web.teaching.collect import collect
    from web.teaching.overview import rows_of
    from web.teaching.overview import themes as listed

    message(1, "الضريبة", at=AT - timedelta(days=1))
    message(2, "الضريبة", sender_id="telegram-b")
    message(3, "المكتب")
    collect(AT)
    grouped(("الضريبة",), ("المكتب",))
    rows = rows_of(list(listed()), AT)
    assert [(row.theme.name, row.count, row.trend[-3:]) for row in rows] == [
        ("الضريبة", 2, (0, 1, 1)),
        ("المكتب", 1, (0, 0, 1)),
    ]
    assert sorted(rows[0].channels) == ["telegram", "web"]
    assert [theme.name for theme in listed(channel="telegram")] == ["الضريبة"]
    assert [theme.name for theme in listed(words="المكتب")] == ["المكتب"]


@pytest.mark.process
def test_the_real_command_groups_by_meaning(message, index_directory, encoder_directory, monkeypatch):
    from web.teaching import grouping
    from web.teaching.collect import collect

    monkeypatch.setattr(grouping, "KEPT", timedelta(days=36500))
    texts = ("كم نسبة الضريبة على المؤسسات؟", "ما هي نسبة الضريبة على المؤسسات الصغيرة؟", "أين يقع مكتبكم؟")
    for event_id, text in enumerate(texts, start=1):
        message(event_id, text)
    collect(AT)
    assert grouping.group() == 2
    assert sorted(ids for _, ids in themes().values()) == [[1, 2], [3]]


@pytest.mark.process
def test_a_command_that_fails_is_told_and_changes_nothing(message, monkeypatch):
    from web.teaching import grouping
    from web.teaching.collect import collect
    from web.teaching.errors import TeachingError

    monkeypatch.setattr(grouping, "KEPT", timedelta(days=36500))
    monkeypatch.setenv("DALEEL_ENCODER", "models/no-such-encoder")
    message(1, "الضريبة")
    collect(AT)
    with pytest.raises(TeachingError) as raised:
        grouping.group()
    assert raised.value.code == "grouping_failed"
    assert themes() == {}
