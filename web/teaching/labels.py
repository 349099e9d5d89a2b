"""What teaching's pages call the codes of proposals, replays and refusals."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from web.review.labels import Labels

# What can be done about unanswered questions.
KINDS: Labels = {
    "curated": _("This passage answers it"),
    "training": _("The right intent is…"),
    "out_of_scope": _("Out of scope"),
    "new_source": _("Needs a new source"),
    "nothing": _("Nothing"),
}

KIND_HINTS: Labels = {
    "curated": _(
        "Find the passage and choose it. Whoever asks in words near these gets it, in the source's own words."
    ),
    "training": _(
        "It was misunderstood: it becomes a training example of this intent at the next retraining."
    ),
    "out_of_scope": _(
        "Not the assistant's business: the index learns from it what the sources do not answer."
    ),
    "new_source": _(
        "A fair question without an answer in our sources: it goes on the list of sources needed."
    ),
    "nothing": _("Not worth any work: it leaves the list."),
}

# What became of a proposal.
STATES: Labels = {
    "proposed": _("Proposed"),
    "approved": _("Approved"),
    "refused": _("Refused"),
    "undone": _("Undone"),
}

DISTANCES: Labels = {
    "near": _("Near it"),
    "far": _("Far from it"),
}

# Why a question counts as unanswered.
WHY: Labels = {
    "refused": pgettext("answer", "Refused"),
    "unsure": _("Unsure answer"),
    "thumbs_down": _("Disliked"),
    "staff": _("Seen by a reviewer"),
}

# What a correction promises.
EXPECTED: Labels = {
    "passage": _("Answered from"),
    "intent": pgettext("promise", "Understood as"),
    "unanswered": _("Not answered"),
}

# Kinds of answers, in a few letters.
ANSWERS: Labels = {
    "point": _("Point"),
    "list": _("List"),
    "comparison": _("Comparison"),
    "related": _("Near"),
    "none": _("No answer"),
    "clarify": pgettext("changed answer", "Asked back"),
    "talk": pgettext("changed answer", "Small talk"),
    "failed": _("Failure"),
    "refused": _("Not taken"),
}

REPLAYS: Labels = {
    "running": _("Running"),
    "done": _("Done"),
    "given_up": _("Given up"),
}

# Why something cannot be done, by a TeachingError's code.
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

TABLES: Mapping[str, Labels] = {
    "kind": KINDS,
    "kind_hint": KIND_HINTS,
    "state": STATES,
    "distance": DISTANCES,
    "why": WHY,
    "expected": EXPECTED,
    "answer": ANSWERS,
    "replay": REPLAYS,
}
