"""The training examples of other intents nearest to what is to be taught: what it may be taken for."""

from __future__ import annotations

from web.teaching.index_command import run_index
from web.teaching.intents import own_examples
from web.teaching.models import Proposal, Wording

LOOKED_AT = 10  # nearest examples of any intent
SHOWN = 3
AT_ONCE = 50
State = Proposal.State


def find_neighbours() -> int:
    """Find those of wordings that have not been looked at yet; return how many there were."""
    new = list(
        Wording.objects.filter(
            proposal__kind=Proposal.Kind.TRAINING,
            proposal__state__in=(State.PROPOSED, State.APPROVED),
            neighbours__isnull=True,
        ).select_related("proposal")[:AT_ONCE]
    )
    examples = list(own_examples()) if new else []
    if not examples:
        return 0
    lines = run_index(
        "nearest",
        "-k",
        str(LOOKED_AT),
        questions={wording.pk: wording.text for wording in new},
        among={place: example.text for place, example in enumerate(examples)},
    )
    near = {int(line["id"]): line["near"] for line in lines}
    for wording in new:
        others = [
            {"text": example.text, "intent": example.intent, "likeness": one["likeness"]}
            for one in near[wording.pk]
            if (example := examples[int(one["id"])]).intent != wording.proposal.intent
        ]
        Wording.objects.filter(pk=wording.pk).update(neighbours=others[:SHOWN])
    return len(new)
