"""Questions that needed a new source, asked again once a version is live: what is answered now is listed."""

from __future__ import annotations

import logging

from contract.answer import QUOTING
from web.sources import making
from web.sources.models import AskedAgain, Version
from web.teaching import action_server
from web.teaching.assistant import conversation
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
        for question in waiting:
            _ask(version, question)
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
    known = action_server.passages()
    made = making.published_form(version, version.published_edit_count)
    return all(each.id in known and known[each.id].text == each.text for each in made.passages)


def _ask(version: Version, question: Question) -> None:
    with conversation() as opened:
        answered = opened.say(question.text)
    AskedAgain.objects.get_or_create(
        version=version,
        message_id=question.event_id,
        defaults={
            "kind": answered.kind,
            "passage_ids": list(answered.passages),
            "is_answered": answered.kind in QUOTING,
        },
    )
