"""What a conversation holds on to."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from actions.answer_policy import Verdict
from actions.compose import compose
from actions.follow_up.memory import MAX_HISTORY, Memory, Shown, remember

ECONOMIC, SOCIAL = "sme-roles/economic", "sme-roles/social"
CADRES, COMPETITION, NEEDS = f"{ECONOMIC}/local-cadres", f"{ECONOMIC}/competition", f"{SOCIAL}/needs"


def held(library, *steps):
    """The memory after answers of these kinds about these passages."""
    memory = Memory()
    for kind, *ids in steps:
        memory = remember(memory, compose(Verdict(kind, tuple(ids)), library), f"q {ids}")
    return memory


def test_a_list_then_one_of_its_points(library):
    memory = held(library, ("list", ECONOMIC), ("point", COMPETITION))
    assert memory == Memory(
        "point",
        (ECONOMIC,),
        (CADRES, COMPETITION),
        COMPETITION,
        (ECONOMIC, COMPETITION),
        f"q {[COMPETITION]}",
        seen=(CADRES, COMPETITION),
        answers=(
            Shown("list", (CADRES, COMPETITION), read=(CADRES, COMPETITION)),
            Shown("point", (COMPETITION,), read=(COMPETITION,)),
        ),
    )
    assert memory.shown == (COMPETITION,)


def test_a_point_of_elsewhere_drops_the_list(library):
    memory = held(library, ("list", ECONOMIC), ("point", NEEDS))
    assert (memory.listed, memory.focus, memory.sections) == ((), NEEDS, (SOCIAL,))


def test_a_failure_drops_the_focus_keeps_the_history_and_offers_its_topics(library):
    memory = held(library, ("point", COMPETITION), ("related", NEEDS, CADRES))
    assert (memory.focus, memory.shown, memory.failures) == ("", (), 1)
    assert (memory.listed, memory.history) == ((NEEDS, CADRES), (COMPETITION,))
    assert held(library, ("none",), ("none",)).failures == 2
    assert held(library, ("none",), ("none",), ("point", NEEDS)).failures == 0


def test_the_history_is_short_and_has_no_passage_twice(library):
    memory = held(library, *[("point", id_) for id_ in (CADRES, NEEDS, COMPETITION) * 9])
    assert memory.history == (CADRES, NEEDS, COMPETITION)
    many = replace(memory, history=tuple(f"sme-roles/economic/{n}" for n in range(MAX_HISTORY)))
    assert len(remember(many, compose(Verdict("point", (NEEDS,)), library), "").history) == MAX_HISTORY


def test_the_slot_is_json_and_comes_back_as_it_was(library):
    memory = held(library, ("list", ECONOMIC), ("point", COMPETITION))
    assert Memory.from_slot(json.loads(json.dumps(memory.to_slot()))) == memory
    assert len(json.dumps(memory.to_slot())) < 1000


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["kind", "ids", "x"]) | st.text(), inner),
)


@given(json_values, st.dictionaries(st.sampled_from([*Memory().to_slot()]), json_values))
def test_a_slot_of_any_other_form_is_forgotten_or_mended(slot, partial):
    assert Memory.from_slot(slot) == Memory()
    mended = Memory.from_slot({**partial, "version": 2})
    assert Memory.from_slot(mended.to_slot()) == mended


def test_an_older_slot_is_forgotten():
    assert Memory.from_slot({"kind": "point", "ids": [COMPETITION]}) == Memory()
