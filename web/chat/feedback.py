"""What a visitor thinks of an answer: checked, kept, changed, taken back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction

from web.api.errors import ApiError
from web.chat.conversation import turn_with_key
from web.chat.evidence import MAX_ANSWER_ID_CHARACTERS
from web.chat.models import Answer, Feedback, Session, Turn
from web.chat.models.feedback import MAX_COMMENT_CHARACTERS
from web.chat.reply import Judgement
from web.operations.metrics import record_feedback

TAKEN_BACK = "none"
VERDICTS = (*Feedback.Verdict.values, TAKEN_BACK)
REASONS = tuple(Feedback.Reason.values)
FIELDS = {"answer_id", "verdict", "reason", "comment"}
MAX_LATE_TURNS = 20  # the latest that failed; each is looked up in the log
_ANSWER_ID = re.compile(r"[A-Za-z0-9_-]+")
_KEPT_CONTROLS = "\n\t"


@dataclass(frozen=True, slots=True)
class JudgedAnswer(Judgement):
    """A judgement and the answer that it is about."""

    answer_id: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_judgement(form: Mapping[str, Any]) -> JudgedAnswer:
    """Return the judgement in a request's form; ApiError bad_form."""
    answer_id, verdict = form.get("answer_id"), form.get("verdict")
    reason, comment = form.get("reason"), form.get("comment")
    if set(form) - FIELDS or not isinstance(answer_id, str):
        raise ApiError("bad_form", 400)
    if not 0 < len(answer_id) <= MAX_ANSWER_ID_CHARACTERS or verdict not in VERDICTS:
        raise ApiError("bad_form", 400)
    if not (reason is None or reason in REASONS) or not (comment is None or isinstance(comment, str)):
        raise ApiError("bad_form", 400)
    if comment is not None and len(comment) > MAX_COMMENT_CHARACTERS:
        raise ApiError("bad_form", 400)
    if verdict == TAKEN_BACK:
        return JudgedAnswer(TAKEN_BACK, answer_id=answer_id)
    return JudgedAnswer(verdict, reason, _printable(comment or "") or None, answer_id)


def judge(session: Session, judged: JudgedAnswer) -> None:
    """Keep the last word about an answer; ApiError answer_unknown when it is not this session's.

    Queries the database: call it through web.database.in_database.
    """
    if not _ANSWER_ID.fullmatch(judged.answer_id):
        raise ApiError("answer_unknown", 404)
    try:
        with transaction.atomic():
            changed = _keep(session, judged)
    except IntegrityError as error:  # erased meanwhile
        raise ApiError("answer_unknown", 404) from error
    if changed:
        record_feedback(judged.verdict)


def _keep(session: Session, judged: JudgedAnswer) -> bool:
    """Write the judgement; return whether that is another verdict than before."""
    answer = Answer.objects.filter(answer_id=judged.answer_id, turn__session=session).first()
    answer = answer or _late_answer(session, judged.answer_id)
    if answer is None:
        raise ApiError("answer_unknown", 404)
    before = Feedback.objects.filter(answer=answer).first()
    if judged.verdict == TAKEN_BACK:
        Feedback.objects.filter(answer=answer).delete()
        return before is not None
    Feedback.objects.update_or_create(
        answer=answer,
        defaults={
            "verdict": judged.verdict,
            "reason": judged.reason or "",
            "comment": judged.comment or "",
        },
    )
    return before is None or before.verdict != judged.verdict


def _late_answer(session: Session, answer_id: str) -> Answer | None:
    """An answer that came when web had given up on its turn: the history shows it, so it can be judged."""
    open_turns = Turn.objects.filter(session=session).exclude(state=Turn.State.ANSWERED)
    for turn in open_turns.order_by("-created_at")[:MAX_LATE_TURNS]:
        found = turn_with_key(session.sender_id, turn.key)
        for reply in found.replies if found else ():
            if reply.answer_id == answer_id:
                return Answer.objects.create(answer_id=answer_id, turn=turn, kind=reply.kind or "")
    return None


def _printable(comment: str) -> str:
    """The comment without control characters and halves of surrogate pairs, which no database takes."""
    kept = (
        each for each in comment if each in _KEPT_CONTROLS or unicodedata.category(each) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()
