"""What a visitor thinks of an answer: checked, kept, changed, taken back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction

from contract.evidence import MAX_ANSWER_ID_CHARACTERS
from web.api import ApiError
from web.chat.conversation import Judgement
from web.chat.models import MAX_COMMENT_CHARACTERS, BotMessage, Feedback, Session
from web.chat.record import note_feedback
from web.operations.metrics import record_feedback

TAKEN_BACK = "none"
VERDICTS = (*Feedback.Verdict.values, TAKEN_BACK)
REASONS = tuple(Feedback.Reason.values)
FIELDS = {"answer_id", "verdict", "reason", "comment"}
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


def is_answer_id(text: str) -> bool:
    """Whether an answer may be called so: a database is asked for nothing else."""
    return len(text) <= MAX_ANSWER_ID_CHARACTERS and bool(_ANSWER_ID.fullmatch(text))


def judge(session: Session, judged: JudgedAnswer) -> None:
    """Keep the last word about an answer; ApiError answer_unknown when it is not this session's.

    Queries the database: call it through web.database.in_database.
    """
    if not is_answer_id(judged.answer_id):
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
    answers = BotMessage.objects.filter(message__conversation_id=session.sender_id)
    answer = answers.select_related("message").filter(answer_id=judged.answer_id).first()
    if answer is None:
        raise ApiError("answer_unknown", 404)
    before = Feedback.objects.filter(answer=answer).first()
    if judged.verdict == TAKEN_BACK:
        Feedback.objects.filter(answer=answer).delete()
    else:
        Feedback.objects.update_or_create(
            answer=answer,
            defaults={
                "verdict": judged.verdict,
                "reason": judged.reason or "",
                "comment": judged.comment or "",
            },
        )
    note_feedback([answer.message])
    said_before = before.verdict if before else TAKEN_BACK
    return said_before != judged.verdict


def _printable(comment: str) -> str:
    """The comment without control characters and halves of surrogate pairs, which no database takes."""
    kept = (
        each for each in comment if each in _KEPT_CONTROLS or unicodedata.category(each) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()
