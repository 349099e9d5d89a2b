"""How far two reviewers agree: the share of messages that both judged alike, and Cohen's kappa.

kappa = (p_o - p_e) / (1 - p_e), with p_e the agreement that their own frequencies would give by chance
(J. Cohen, A Coefficient of Agreement for Nominal Scales, 1960). The raters of a pair are who judged the
message first and who judged it after.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from web.review.models import Verdict


@dataclass(frozen=True, slots=True)
class Agreement:
    """`share` and `kappa` are None where nothing was judged twice; `kappa` too where chance explains all."""

    messages: int
    share: float | None
    kappa: float | None


def agreement(event_ids: Iterable[int]) -> Agreement:
    """Return the agreement of the two latest reviewers of each of these messages. Queries the database."""
    return agreement_of(pairs(Verdict.objects.filter(event_id__in=event_ids).order_by("id").iterator()))


def pairs(verdicts: Iterable[Verdict]) -> list[tuple[str, str]]:
    """The judgements of each message's two latest reviewers; verdicts come oldest first."""
    newest: dict[int, dict[int, Verdict]] = defaultdict(dict)
    for verdict in verdicts:
        newest[verdict.event_id][verdict.by_id] = verdict
    found = []
    for each in newest.values():
        latest = sorted(each.values(), key=lambda verdict: verdict.pk)[-2:]
        if len(latest) == 2:
            found.append((str(latest[0].judgement), str(latest[1].judgement)))
    return found


def agreement_of(judged: Sequence[tuple[str, str]]) -> Agreement:
    """Return the agreement within pairs of judgements."""
    if not judged:
        return Agreement(0, None, None)
    total = len(judged)
    share = sum(first == second for first, second in judged) / total
    firsts, seconds = Counter(first for first, _ in judged), Counter(second for _, second in judged)
    chance = sum(firsts[name] * seconds[name] for name in firsts) / total**2
    kappa = None if chance == 1 else (share - chance) / (1 - chance)
    return Agreement(total, share, kappa)
