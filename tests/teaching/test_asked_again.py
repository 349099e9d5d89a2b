"""Cases and replays ask the running assistant, in order and without anybody, and leave nothing in its log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings

from tests.web.conftest import FOLDER, SECRET
from tests.web.stub_rasa import StubRasa

JOBS = "sme-roles/economic/jobs"


def said(kind, *passages):
    """A message of the channel whose evidence is of this kind and cites these passages."""
    citations = [{"passage_id": passage} for passage in passages]
    evidence = {"answer_id": "a", "kind": kind, "citations": citations}
    return [{"text": "نص", "buttons": [], "metadata": {"evidence": evidence}}]


@pytest.fixture
def rasa(taught, actions, monkeypatch):
    """A stub in Rasa's place that logs into this process's tracker store."""
    with StubRasa(FOLDER / "tracker.db", SECRET) as stub:
        monkeypatch.setattr(settings, "DALEEL", replace(settings.DALEEL, rasa_urls=(stub.url,)))
        yield stub


@pytest.fixture
def logged(message):
    """A recorded message, its number by its place: logged("web-a", "كم؟", kind="none")."""
    from django.utils import timezone

    from web.review.models import Conversation, Message

    def log(sender_id, text, **fields):
        pressed = text.startswith("/")
        now = timezone.now()
        defaults = {"intent": "ask", "at": now, "is_press": pressed, "payload": text if pressed else ""}
        number = Message.objects.count() + 1
        made = message(number, text, sender_id=sender_id, **{**defaults, **fields})
        Conversation.objects.filter(pk=sender_id).update(last_at=now)
        return made

    return log


def replayed():
    from web.teaching.assistant import running
    from web.teaching.replaying import begin, go_on

    run = begin(running())
    assert go_on(run, 60, pause_seconds=0)
    run.refresh_from_db()
    return run


def test_what_is_answered_differently_is_listed_and_nothing_else(rasa, logged):
    logged("web-a", "كم فرصة؟", kind="none", passage_ids=[])
    logged("web-a", "نفس الجواب", kind="point", passage_ids=[JOBS], refused="")
    logged("web-b", "خلل", kind="failed", passage_ids=[], refused="")
    rasa.is_to.answer = lambda text: said("point", JOBS)
    run = replayed()
    assert (run.state, run.conversations, run.questions) == ("done", 2, 2)
    difference = run.differences.get()
    assert difference.text == "كم فرصة؟"
    assert (difference.before["kind"], difference.before["passages"]) == ("none", [])
    assert (difference.after["kind"], difference.after["passages"]) == ("point", [JOBS])


def test_a_conversation_is_replayed_whole_and_in_order_by_a_sender_of_its_own(rasa, logged):
    press = f'/show_passage{{"passage_id": "{JOBS}"}}'
    for text in ("أولا", press, "والثانية؟"):
        logged("web-a", text)
    logged("web-b", "غيره")
    replayed()
    received = [(each.sender_id, each.said) for each in rasa.received]
    assert [text for _, text in received] == ["أولا", press, "والثانية؟", "غيره"]
    assert len({sender for sender, _ in received[:3]}) == 1
    assert received[3][0] != received[0][0]
    assert all(sender.startswith("replay-") for sender, _ in received)


def test_a_replay_leaves_nothing_in_the_log_and_nothing_to_collect(rasa, logged):
    from web.chat.models import TrackerEvent

    logged("web-a", "كم فرصة؟")
    before = sorted(TrackerEvent.objects.values_list("pk", flat=True))
    replayed()
    assert len(rasa.received) == 1
    assert sorted(TrackerEvent.objects.values_list("pk", flat=True)) == before


def test_a_replay_that_was_cut_off_goes_on_where_it_was(rasa, logged):
    from web.teaching.assistant import running
    from web.teaching.models import Replay
    from web.teaching.replaying import begin, due, go_on

    for sender in ("web-a", "web-b", "web-c"):
        logged(sender, f"سؤال {sender}")
    run = begin(running())
    Replay.objects.filter(pk=run.pk).update(last_sender_id="web-a", conversations=1)
    left = due(running())
    assert left == run
    assert go_on(left, 60, pause_seconds=0)
    assert [each.said for each in rasa.received] == ["سؤال web-b", "سؤال web-c"]
    run.refresh_from_db()
    assert (run.state, run.conversations) == ("done", 3)
    assert due(running()) is None


def test_each_index_is_replayed_once_and_the_first_that_is_seen_is_not(rasa, actions, logged):
    from web.teaching.assistant import running
    from web.teaching.replaying import due, go_on

    logged("web-a", "كم فرصة؟")
    assert due(running()) is None
    assert due(running()) is None
    actions.is_to.version = "v2"
    run = due(running())
    assert run.index_version == "v2"
    assert go_on(run, 60, pause_seconds=0)
    assert due(running()) is None


def test_what_a_killed_replay_left_is_erased_once_it_is_old(rasa, taught):
    from django.utils import timezone

    from web.chat.models import TrackerEvent
    from web.teaching.assistant import erase_left_behind

    now = timezone.now().timestamp()
    for sender, age in (("replay-old", 7200), ("replay-young", 60), ("web-a", 7200)):
        TrackerEvent.objects.create(sender_id=sender, type_name="user", timestamp=now - age, data="{}")
    assert erase_left_behind() == 1
    assert set(TrackerEvent.objects.values_list("sender_id", flat=True)) == {"replay-young", "web-a"}


@pytest.fixture
def case(asked, actions, member):
    """The case of an approved curated question that the index has taken up."""
    from web.teaching.models import RegressionCase
    from web.teaching.plan import Plan
    from web.teaching.published import publish, take_up
    from web.teaching.workflow import approve, propose

    theme, lead = asked("كم فرصة؟"), member("lead")
    plan = Plan("curated", ("كم فرصة؟",), passage_id=JOBS)
    approve(lead, propose(lead, theme, [theme.questions.get().pk], plan).pk)
    publish()
    take_up()
    return RegressionCase.objects.get()


def test_a_case_holds_breaks_and_holds_again(rasa, actions, case):
    from web.teaching.assistant import running
    from web.teaching.case_run import broken_cases, due_cases, run_cases

    for version, answer, holds, broken in (
        ("v1", said("none"), False, 0),  # it never held yet
        ("v2", said("point", JOBS), True, 0),
        ("v3", said("point", "sme-roles/social/needs"), False, 1),
        ("v4", said("list", JOBS), True, 0),
    ):
        actions.is_to.version = version
        rasa.is_to.answer = lambda text, answer=answer: answer
        assert list(due_cases(running())) == [case]
        run_cases(due_cases(running()), pause_seconds=0)
        case.refresh_from_db()
        assert case.holds is holds
        assert broken_cases().count() == broken
        assert not due_cases(running()).exists()
    assert list(case.results.order_by("pk").values_list("index_version", "holds")) == [
        ("v1", False),
        ("v2", True),
        ("v3", False),
        ("v4", True),
    ]


@pytest.mark.parametrize(
    ("expects", "value", "answer", "holds"),
    [
        ("passage", JOBS, ("ask", "point", (JOBS, "b")), True),
        ("passage", JOBS, ("ask", "related", ()), False),
        ("intent", "greet", ("greet", "talk", ()), True),
        ("intent", "greet", ("ask", "talk", ()), False),
        ("unanswered", "", ("ask", "none", ()), True),
        ("unanswered", "", ("ask", "point", (JOBS,)), False),
        ("unanswered", "", ("greet", "talk", ()), False),
    ],
)
def test_what_each_case_expects(taught, expects, value, answer, holds):
    from web.teaching.assistant import Answered
    from web.teaching.case_run import case_holds
    from web.teaching.models import RegressionCase

    assert case_holds(RegressionCase(expects=expects, value=value), Answered(*answer)) is holds


def test_cases_are_golden_conversations_on_disk_and_leave_it_when_retired(case, curated):
    import yaml
    from django.utils import timezone

    from terminal.golden import SAID
    from web.teaching.case_files import export_cases
    from web.teaching.models import RegressionCase

    assert export_cases() == 1
    path = curated.parent / "cases" / f"{case.proposal_id}-{case.pk}.yml"
    turn = yaml.safe_load(path.read_text(encoding="utf-8"))["turns"][0]
    assert turn == {"user": "كم فرصة؟", "passage": JOBS}
    assert "user" in SAID
    RegressionCase.objects.update(retired_at=timezone.now() - timedelta(days=1))
    assert export_cases() == 0
    assert not path.exists()


def test_what_is_on_disk_is_stale_once_a_case_comes_retires_or_is_erased(case):
    from django.utils import timezone

    from web.teaching.case_files import cases_stamp
    from web.teaching.models import RegressionCase

    seen = [cases_stamp()]
    RegressionCase.objects.create(proposal=case.proposal, text="وداعا", expects="intent", value="goodbye")
    seen.append(cases_stamp())
    RegressionCase.objects.filter(pk=case.pk).update(retired_at=timezone.now())
    seen.append(cases_stamp())
    RegressionCase.objects.filter(pk=case.pk).delete()
    seen.append(cases_stamp())
    assert len(set(seen)) == 4
    assert cases_stamp() == seen[-1]
