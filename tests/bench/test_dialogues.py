"""Dialogues with a system that answers from a script."""

from bench.dialogues import hold, misses_table, score
from bench.questions import Abstain, AllOf, Anything, Turn, parse_reply
from tests.bench.replies import answer

SCRIPT = {
    "مرحبا": answer("أهلا", None, intent="greet"),
    "ما الدور؟": answer("زيادة الادخار"),
    "من فاز؟": answer("زيادة الادخار"),
}
DIALOGUES = [
    (Turn("مرحبا", Anything()), Turn("ما الدور؟", AllOf((("الادخار",),)))),
    (Turn("من فاز؟", Abstain()), Turn("مرحبا", Abstain())),
]


def test_a_dialogue_is_right_when_every_turn_is():
    held = hold(DIALOGUES, lambda text, sender: parse_reply(SCRIPT[text]))
    assert score(held) == {"dialogues": 0.5, "turns": 0.75}


def test_a_dialogue_goes_on_after_a_miss_with_the_same_sender():
    senders = []

    def ask(text, sender):
        senders.append(sender)
        return parse_reply(SCRIPT[text])

    hold(DIALOGUES, ask)
    first, second, third, fourth = senders
    assert first == second != third == fourth


def test_a_miss_is_named_by_dialogue_and_turn():
    held = hold(DIALOGUES, lambda text, sender: parse_reply(SCRIPT[text]))
    ((place, text, *_, note),) = misses_table(held).rows
    assert (place, text, note) == ("2.1", "من فاز؟", "answered")
