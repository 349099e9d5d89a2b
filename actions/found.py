"""What a rule came to: a reply, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from actions.answer_policy import Verdict
from actions.compose import Reply
from contract.answer import REFUSING
from index import SearchResult


@dataclass(frozen=True, slots=True)
class Found:
    """A reply, the search that it rests on, and what it answers in words where nothing was searched.

    `part` is the question that it answers, where the message asked several; `rule` is the one that decided.
    `missing` is what a near refusal lacks (contract/evidence.py). `asked` is the question that stays the last
    one, where that is not the message.
    """

    reply: Reply
    result: SearchResult | None = None
    query: str = ""
    passage_ids: tuple[str, ...] = ()
    part: str = ""
    rule: str = ""
    missing: str = ""
    asked: str | None = None

    @property
    def is_refusal(self) -> bool:
        return self.reply.kind in REFUSING

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.reply.kind, self.passage_ids)


def all_refused(found: Iterable[Found]) -> bool:
    return all(one.is_refusal for one in found)
