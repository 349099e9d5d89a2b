"""No sentence of data/responses is read by a program: reworded, a message says the same as data."""

from __future__ import annotations

import pytest

from contract.channel import read_message
from tests.reworded import BUTTON, actions_messages, as_written, ids_of, reworded, said_both_ways

PAIRS = said_both_ways()


def test_every_kind_of_answer_is_among_the_messages():
    kinds = {written["metadata"].get("evidence", {}).get("kind") for written, _ in PAIRS}
    assert kinds == {"point", "list", "comparison", "clarify", "related", "none", None}


def test_every_response_is_reworded():
    texts = as_written()
    others = reworded(texts)
    assert others.keys() == texts.keys() > actions_messages().keys()
    kept = [name for name, text in texts.items() if text in others.values()]
    assert [name for name in kept if not name.startswith(BUTTON)] == []


@pytest.mark.parametrize(("written", "other"), PAIRS, ids=ids_of(PAIRS))
def test_answer_evidence_and_buttons_do_not_hang_on_the_words(written, other):
    said, said_otherwise = read_message(written), read_message(other)
    assert said.text != said_otherwise.text
    assert (said.evidence, said.buttons) == (said_otherwise.evidence, said_otherwise.buttons)
    if said.answer is None or said_otherwise.answer is None:
        assert said.answer is said_otherwise.answer
        return
    assert said.answer.frame != said_otherwise.answer.frame
    assert said.answer.closing != said_otherwise.answer.closing
    assert (said.answer.parts, said.answer.places) == (
        said_otherwise.answer.parts,
        said_otherwise.answer.places,
    )
