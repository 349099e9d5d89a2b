"""What teaching's pages call the codes of proposals, questions, answers and replays."""

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
