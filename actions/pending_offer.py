"""What a reply offered: kept until the next message, which takes it, drops it or passes over it.

It is state, read from the buttons and responses that were uttered, so that "yes" and "no" have a meaning in
any language. What carries it out are rules of the decision table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from actions.message import cue_forms
from arabic import search_key
from arabic.lexicon import patterns
from contract.payload import ASK_HUMAN, PASS_ON_QUESTION, read_payload

# "press": the first choice is done; "choose": one of them; "first": the same, asked for the second time, so
# that yes takes the first; "ask": another question.
Wish = Literal["", "press", "choose", "first", "ask"]
WISHES: tuple[Wish, ...] = get_args(Wish)

WHICH = "utter_offer_which"
LACKING = "utter_missing_"  # refusals that show the staff's button among others, and do not ask
STAFF = (PASS_ON_QUESTION, ASK_HUMAN)
# Talk that invites nobody to go on.
CLOSED = frozenset(
    {
        "utter_goodbye",
        "utter_nothing_more",
        "utter_offer_declined",
        "utter_distress",
        "utter_grief",
        "utter_threat",
        "utter_erase",
        "utter_apology",
    }
)


@dataclass(frozen=True, slots=True)
class Offer:
    """`choices` are the payloads of buttons (contract/payload.py); none for a mere invitation to ask."""

    wish: Wish = ""
    choices: tuple[str, ...] = ()

    @classmethod
    def from_slot(cls, value: Any) -> Offer:
        """No offer for anything of another form."""
        if not isinstance(value, dict) or value.get("wish") not in WISHES:
            return cls()
        return cls(value["wish"], _known(_listed(value.get("choices"))))


NO_OFFER = Offer()


def offer_of(messages: Sequence[dict[str, Any]]) -> Offer:
    """What the messages of one turn offer, as an action utters them; staff, where they are, before topics."""
    choices = _known(button.get("payload") for message in messages for button in message.get("buttons") or ())
    responses = [message.get("response") or "" for message in messages]
    for_staff = tuple(choice for choice in choices if choice in STAFF)
    if for_staff and not any(response.startswith(LACKING) for response in responses):
        return Offer("press", for_staff[:1])
    if len(choices) == 1:
        return Offer("press", choices)
    if choices:
        return Offer("first" if WHICH in responses else "choose", choices)
    is_talk = bool(messages) and not any(message.get("answer") for message in messages)
    return Offer("ask") if is_talk and CLOSED.isdisjoint(responses) else NO_OFFER


def is_contented(asked: str) -> bool:
    """Whether nothing but contentment is said ("fine so"), which accepts no more of what is shown."""
    forms = [search_key(form) for form in cue_forms(asked)]
    return any(not patterns("contented")["contented"].sub(" ", form).strip() for form in forms if form)


def _known(payloads: Iterable[Any]) -> tuple[str, ...]:
    """The payloads that ask for a passage or for the staff, each once."""
    presses = (read_payload(payload) for payload in payloads)
    return tuple(dict.fromkeys(p.payload for p in presses if p and (p.passage_id or p.payload in STAFF)))


def _listed(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()
