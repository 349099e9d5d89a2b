"""What is kept and copied of a conversation, beside what Rasa works out anew."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    Event,
    FollowupAction,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import AnySlot, TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot import applied_events, recent_states, tracker_copy
from bot.recent_states import longest_rule, prediction_states, recent_turns

LISTEN = "action_listen"
INTENTS = ("greet", "restart_word", "show_passage", "nlu_fallback")


def rasas(method: str) -> Any:
    """Return Rasa's method as Rasa wrote it, whatever has been installed."""
    module = {"applied_events": applied_events, "copy": tracker_copy, "states": recent_states}[method]
    return module._as_rasa_wrote_it


def slots() -> list[Any]:
    return [AnySlot("last_answer", mappings=[], influence_conversation=False)]


def turn(number: int, intent: str = "greet") -> list[Event]:
    return [
        UserUttered(f"سؤال {number}", {"name": intent, "confidence": 1.0}),
        ActionExecuted("utter_greet" if intent == "greet" else "action_answer_question"),
        BotUttered(f"جواب {number}"),
        SlotSet("last_answer", {"number": number}),
        ActionExecuted(LISTEN),
    ]


def conversation(turns: int, intents: tuple[str, ...] = ("greet",)) -> DialogueStateTracker:
    tracker = DialogueStateTracker("user", slots())
    for event in [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted(LISTEN)]:
        tracker.update(event)
    for number in range(turns):
        for event in turn(number, intents[number % len(intents)]):
            tracker.update(event)
    return tracker


def random_events(seed: int) -> Iterator[list[Event]]:
    """Yield what comes at a time: turns mostly, and now and then an event that takes something back."""
    choice = random.Random(seed)
    for number in range(40):
        kind = choice.random()
        if kind < 0.7:
            yield turn(number, choice.choice(INTENTS))
        else:
            yield [
                choice.choice(
                    [
                        ActionReverted(),
                        UserUtteranceReverted(),
                        FollowupAction("utter_greet"),
                        Restarted(),
                        SessionStarted(),
                        ActionExecuted(LISTEN),
                        SlotSet("last_answer", number),
                    ]
                )
            ]


def state_of(tracker: DialogueStateTracker) -> tuple[Any, ...]:
    return (
        list(tracker.events),
        tracker.current_slot_values(),
        [slot.has_been_set for slot in tracker.slots.values()],
        tracker.latest_message,
        tracker.latest_action,
        tracker.latest_bot_utterance,
        tracker.followup_action,
        tracker.active_loop,
        tracker.is_paused(),
        (tracker.model_id, tracker.assistant_id, tracker.sender_id, tracker.is_rule_tracker),
    )


@pytest.mark.parametrize("seed", range(20))
def test_applied_events_are_rasas_after_every_event(seed: int) -> None:
    tracker = conversation(1)
    for events in random_events(seed):
        for event in events:
            tracker.update(event)
        assert applied_events.applied_events(tracker) == rasas("applied_events")(tracker)


def test_a_callers_list_of_applied_events_is_its_own() -> None:
    tracker = conversation(3)
    applied_events.applied_events(tracker).clear()
    assert applied_events.applied_events(tracker) == rasas("applied_events")(tracker) != []


def test_events_put_in_the_place_of_others_are_noticed() -> None:
    tracker = conversation(3)
    before = applied_events.applied_events(tracker)
    tracker.events.pop()
    tracker.events.append(ActionExecuted("utter_greet"))
    tracker.events.append(ActionExecuted(LISTEN))
    assert applied_events.applied_events(tracker) == rasas("applied_events")(tracker) != before
    tracker.events.clear()
    assert applied_events.applied_events(tracker) == []


def test_a_bounded_history_and_a_loop_are_left_to_rasa() -> None:
    bounded = DialogueStateTracker("user", slots(), max_event_history=7)
    looping = conversation(2)
    for number in range(4):
        for event in turn(number):
            bounded.update(event)
            assert applied_events.applied_events(bounded) == rasas("applied_events")(bounded)
    applied_events.applied_events(looping)
    for event in [ActiveLoop("form"), ActionExecuted("form"), *turn(9), ActionExecuted("form")]:
        looping.update(event)
        assert applied_events.applied_events(looping) == rasas("applied_events")(looping)
    assert applied_events.has_loops(looping)
    assert not applied_events.has_loops(conversation(2))


@pytest.mark.parametrize("seed", range(20))
def test_a_copy_is_rasas_copy_after_every_event(seed: int) -> None:
    tracker = conversation(1)
    tracker.model_id, tracker.assistant_id = "model", "assistant"
    for events in random_events(seed):
        for event in events:
            tracker.update(event)
            assert state_of(tracker_copy.copy_of(tracker)) == state_of(rasas("copy")(tracker))


def test_what_is_written_on_a_copy_stays_there() -> None:
    tracker = conversation(3)
    applied_events.applied_events(tracker)
    before = state_of(tracker)
    copied = tracker_copy.copy_of(tracker)
    for event in turn(7, "show_passage"):
        copied.update(event)
    assert state_of(tracker) == before
    assert len(copied.events) == len(tracker.events) + 5
    assert applied_events.applied_events(copied) == rasas("applied_events")(copied)
    assert applied_events.applied_events(tracker) == rasas("applied_events")(tracker)


@pytest.fixture(scope="module")
def agent(small_model: Path) -> Agent:
    """The small bot, loaded."""
    return Agent.load(str(small_model))


@pytest.fixture(scope="module")
def policy(agent: Agent) -> RulePolicy:
    """The small bot's trained policy."""
    nodes = agent.processor.graph_runner._instantiated_nodes.values()
    return next(node._component for node in nodes if isinstance(node._component, RulePolicy))


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("by_text", [True, False])
def test_the_states_are_the_end_of_rasas(agent: Agent, policy: RulePolicy, seed: int, by_text: bool) -> None:
    tracker = conversation(12, INTENTS)
    for events in random_events(seed):
        for event in events:
            tracker.update(event)
            ours = prediction_states(policy, tracker, agent.domain, by_text)
            whole = rasas("states")(policy, tracker, agent.domain, by_text)
            assert ours == whole[-len(ours) :]
            assert len(ours) == len(whole) or len(ours) > longest_rule(policy)


def test_of_a_long_conversation_few_states_are_read(agent: Agent, policy: RulePolicy) -> None:
    assert longest_rule(policy) == 2
    assert len(rasas("states")(policy, conversation(200), agent.domain)) == 402
    assert len(prediction_states(policy, conversation(200), agent.domain)) == 3


def test_actions_are_predicted_as_from_the_whole_conversation(
    agent: Agent, policy: RulePolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def predicted() -> list[Any]:
        found = []
        tracker = conversation(6, INTENTS)
        for intent in INTENTS:
            for event in turn(1, intent):
                tracker.update(event)
                prediction = policy.predict_action_probabilities(tracker, agent.domain)
                found.append((prediction.probabilities, prediction.hide_rule_turn))
        return found

    monkeypatch.setattr(RulePolicy, "_prediction_states", rasas("states"))
    whole = predicted()
    monkeypatch.setattr(RulePolicy, "_prediction_states", prediction_states)
    assert predicted() == whole


def test_a_slot_that_influences_the_conversation_is_left_to_rasa() -> None:
    tracker = DialogueStateTracker("user", [TextSlot("name", mappings=[], influence_conversation=True)])
    for number in range(30):
        for event in turn(number):
            if not isinstance(event, SlotSet):
                tracker.update(event)
    assert recent_turns(tracker, 3) == (tracker, 0)
