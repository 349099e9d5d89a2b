"""Questions about a source: taught ones that move with their passage, those asked again, their numbers."""

from __future__ import annotations

import pytest

from tests.sources.conftest import PARAGRAPHS, text_of
from tests.sources.test_edits import change, holding
from tests.teaching.conftest import AT


@pytest.fixture
def lead(member):
    return member("lead", "layla")


def teach(lead, passage_id):
    """An approved curated question about a passage."""
    from web.teaching.models import Proposal, RegressionCase

    proposal = Proposal.objects.create(
        kind="curated", state="approved", theme_name="كم القرض؟", passage_id=passage_id, covered=1, by=lead
    )
    RegressionCase.objects.create(proposal=proposal, text="كم القرض؟", expects="passage", value=passage_id)
    return proposal


def about(proposal):
    proposal.refresh_from_db()
    assert proposal.cases.get().value == proposal.passage_id
    return proposal.passage_id


def test_taught_questions_move_with_their_words_or_are_listed_and_come_back(put, work, folder, lead):
    from web.sources import comparison, making, workflow
    from web.sources.taught import left_behind, would_be_left_behind
    from web.teaching.workflow import curated_version

    first = put()
    work()
    loan, tax = holding(first, "أربعين").id, holding(first, "الضريبة").id
    moving, going = teach(lead, loan), teach(lead, tax)
    version = curated_version()
    changed = PARAGRAPHS[1].replace("أربعين", "خمسين")
    second = workflow.replace(
        None, "founding", [text_of("مقدمة الدليل الجديد وفيها شرح موجز.", changed)], "f.txt"
    )
    work()
    found = comparison.compare(making.published_form(first), making.published_form(second))
    assert would_be_left_behind("founding", found) == [going]
    workflow.publish(None, "founding")
    work()
    assert about(moving) == holding(second, "خمسين").id
    assert about(going) == f"{tax}~1"
    assert list(left_behind("founding")) == [going]
    assert curated_version() > version
    workflow.publish(None, "founding", 1)
    work()
    assert (about(moving), about(going)) == (loan, tax)
    assert not left_behind("founding").exists()


def test_taught_questions_follow_an_edit(put, work, folder, lead):
    from web.sources import workflow

    version = put()
    work()
    passage = holding(version, "أربعين")
    proposal = teach(lead, passage.id)
    start = passage.text.index("أربعين")
    change(version, "word_corrected", start=passage.start, **{"from": start, "to": start + 6}, right="خمسين")
    workflow.publish(None, "founding")
    work()
    assert about(proposal) == holding(version, "خمسين").id


def test_questions_that_need_a_source_are_asked_again_once_the_index_has_it(
    put,
    work,
    folder,
    lead,
    asked,
    message,
    monkeypatch,
):
    from web.sources import asked_again
    from web.sources.models import AskedAgain
    from web.teaching.action_server import Passage
    from web.teaching.assistant import Answered
    from web.teaching.models import Proposal, Question

    theme = asked("كم مدة القرض؟", "أين البحر؟", first_id=7)
    for question in Question.objects.all():
        message(question.event_id, question.text)
    proposal = Proposal.objects.create(
        kind="new_source", state="approved", theme=theme, theme_name=theme.name, covered=2, by=lead
    )
    theme.questions.update(proposal=proposal)
    version = put()
    known, said = {}, []

    class Conversation:
        def __enter__(self):
            return self

        def __exit__(self, *error):
            return None

        def say(self, text):
            said.append(text)
            is_known = "القرض" in text
            return Answered("question", "point" if is_known else "none", ("founding/s1",) if is_known else ())

    monkeypatch.setattr(asked_again, "conversation", Conversation)
    monkeypatch.setattr(asked_again.action_server, "passages", lambda ids: known)
    work()
    assert asked_again.ask(version.pk) is False  # the running index is still the old one
    assert said == []
    for each in holding_all(version):
        known[each.id] = Passage(each.id, "", each.section, each.heading, each.text, each.kind)
    assert asked_again.ask(version.pk) is True
    assert asked_again.ask(version.pk) is True
    assert sorted(said) == ["أين البحر؟", "كم مدة القرض؟"]
    found = AskedAgain.objects.order_by("message_id").values_list(
        "message__text", "is_answered", "passage_ids"
    )
    assert list(found) == [("كم مدة القرض؟", True, ["founding/s1"]), ("أين البحر؟", False, [])]
    said.clear()
    other = put("tax.txt", text_of(PARAGRAPHS[2]))
    work()
    for each in holding_all(other):
        known[each.id] = Passage(each.id, "", each.section, each.heading, each.text, each.kind)
    assert asked_again.ask(other.pk) is True
    assert len(said) == 2  # it went live after they were asked
    other.refresh_from_db()
    type(other).objects.filter(pk=version.pk).update(published_at=other.published_at)
    AskedAgain.objects.filter(version=version).delete()
    assert asked_again.ask(version.pk) is True
    assert len(said) == 2  # asked for the other, when both were live
    assert AskedAgain.objects.filter(version=version, is_answered=True).count() == 1


def holding_all(version):
    from tests.sources.test_edits import passages

    return passages(version)


def test_quotations_are_counted_by_source_and_passage_and_erased_with_the_message(folder, message):
    from web.chat.record import Turn
    from web.sources.models import Quotation
    from web.sources.numbers import Numbers, note_quotations, of_passages, of_sources

    loan = message(1, "كم القرض؟", passage_ids=["founding/s1", "founding/s1/p1", "tax/s2"], feedback="up")
    again = message(2, "والقرض؟", passage_ids=["founding/s1/p1"], feedback="down")
    turns = [Turn(each, ()) for each in (loan, again)]
    for _ in range(2):  # written again, counted once
        note_quotations(None, turns)
    assert of_sources(["founding", "tax", "other"]) == {
        "founding": Numbers(2, 1, 1, AT),
        "tax": Numbers(1, 1, 0, AT),
        "other": Numbers(),
    }
    assert {id_: each.answers for id_, each in of_passages("founding").items()} == {
        "founding/s1": 1,
        "founding/s1/p1": 2,
    }
    loan.delete()
    assert Quotation.objects.count() == 1
