"""Why something cannot be done: a code with its values, and its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from web.review.labels import ROLES, Labels

# By a TeachingError's code.
ERRORS: Labels = {
    "unknown_kind": _("Nothing is called {kind}."),
    "no_passage": _("Choose the passage that answers the question."),
    "no_intent": _("Choose the right intent."),
    "unknown_intent": _("No intent is called {intent}."),
    "no_distance": _("Say how far the question is from our subject."),
    "no_wording": _("Write one wording at least."),
    "wording_too_long": _("A wording of {count} characters; {most} are taken."),
    "too_many_wordings": _("{count} wordings; {most} are taken."),
    "no_questions": _("Choose at least one open question."),
    "no_theme": _("No group has the number {theme}."),
    "no_proposal": _("No proposal has the number {proposal}."),
    "taken": _("{who} was first: these questions are in proposal {proposal}."),
    "taught_elsewhere": _(
        "“{text}” is taught for another passage ({passage_id}) in proposal {proposal}. Undo that first."
    ),
    "contradicts": _("“{text}” is an example of another intent ({intent})."),
    "already_proposed": _("Proposal {proposal} waits for approval."),
    "already_approved": _("{who} approved proposal {proposal} before you."),
    "already_refused": _("{who} refused proposal {proposal} before you."),
    "already_undone": _("{who} undid proposal {proposal} before you."),
    "would_be_answered": _("Questions without an answer would have this one ({count}); look first."),
    "spoilt": _("It would spoil other answers ({count})."),
    "busy": _("A colleague is at this now. Try again."),
    "not_allowed": _("This is for the role {role}."),
    "unreachable": _(
        "The assistant does not answer now, so the proposal cannot be checked. Try again in a moment."
    ),
    "grouping_failed": _("The questions were not grouped: {why}"),
    "passage_unknown": _("The index has no passage {passage_id} now."),
    "no_user": _("No active user is called {who}; 'manage.py staff list' shows them."),
}


class TeachingError(Exception):
    """`code` names a sentence of ERRORS, `values` what stands in it."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code, self.values = code, values


class SpoiltError(TeachingError):
    """A curated question would take other questions away from their answers; they are in `spoilt`.

    `may_be_answered`: none of them has an answer so far, so that a lead may let them have this one.
    """

    def __init__(self, spoilt: Sequence[Any]) -> None:
        self.spoilt = tuple(spoilt)
        self.may_be_answered = all(each.expected is None for each in self.spoilt)
        code = "would_be_answered" if self.may_be_answered else "spoilt"
        super().__init__(code, count=len(spoilt))


class UnreachableError(TeachingError):
    """The action server or Rasa did not answer as it should; str() says how, for the log."""

    def __init__(self, why: str) -> None:
        super().__init__("unreachable")
        self.why = why

    def __str__(self) -> str:
        return self.why


def sentence(error: TeachingError) -> str:
    """A refusal in words."""
    values = dict(error.values)
    if error.code == "not_allowed":
        values["role"] = ROLES[values["role"]]
    return str(ERRORS[error.code]).format(**values)
