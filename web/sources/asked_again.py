"""Questions that needed a new source, asked again once a version is live: what is answered now is listed."""

from __future__ import annotations

import logging

from contract.answer import QUOTING
from web.sources import making
from web.sources.models import AskedAgain, Version
from web.teaching import action_server
from web.teaching.assistant import Answered, conversation
from web.teaching.errors import UnreachableError
from web.teaching.models import Proposal, Question

logger = logging.getLogger(__name__)

TRIES, WAIT_SECONDS = 60, 10
MOST_QUESTIONS = 200  # the latest


def ask(version_id: int) -> bool:
    """Ask them of the running assistant; False where it does not answer, or not from this version yet."""
    version = Version.objects.select_related("source").filter(pk=version_id, state=Version.State.LIVE).first()
    if version is None:
        return True  # replaced meanwhile: that version's own questions are asked
    done = set(version.asked_again.values_list("message_id", flat=True))
    waiting = [each for each in waiting_questions()[:MOST_QUESTIONS] if each.event_id not in done]
    try:
        if waiting and not _is_answered_from(version):
            return False
        asked = _asked_since(version, waiting)
        for question in waiting:
            _note(version, question, asked.get(question.event_id) or _ask(question))
    except UnreachableError as error:
        logger.info("questions wait to be asked again: %s", error)
        return False
    return True


def waiting_questions() -> list[Question]:
    """The questions whose themes need a new source, the latest first."""
    found = Question.objects.filter(
        proposal__kind=Proposal.Kind.NEW_SOURCE,
        proposal__state__in=(Proposal.State.PROPOSED, Proposal.State.APPROVED),
    )
    return list(found.order_by("-event_id"))


def _is_answered_from(version: Version) -> bool:
    """Whether the running index holds this version's passages, word for word."""
    made = making.published_form(version, version.published_edit_count)
    known = action_server.passages(each.id for each in made.passages)
    return all(each.id in known and known[each.id].text == each.text for each in made.passages)


def _asked_since(version: Version, questions: list[Question]) -> dict[int, Answered]:
    """What was answered for another version since this one is live: many that go live together ask once."""
    since = AskedAgain.objects.filter(
        message_id__in=[each.event_id for each in questions], at__gte=version.published_at
    )
    return {each.message_id: Answered("", each.kind, tuple(each.passage_ids)) for each in since}


def _ask(question: Question) -> Answered:
    with conversation() as opened:
        return opened.say(question.text)


def _note(version: Version, question: Question, answered: Answered) -> None:
    AskedAgain.objects.get_or_create(
        version=version,
        message_id=question.event_id,
        defaults={
            "kind": answered.kind,
            "passage_ids": list(answered.passages),
            "is_answered": answered.kind in QUOTING,
        },
    )
