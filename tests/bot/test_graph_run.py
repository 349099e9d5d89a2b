"""Runs of a trained graph beside dask's."""

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema, SchemaNode
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.graph_run import plan_of, run_planned


@pytest.fixture(scope="module")
def agent(small_model: Path) -> Agent:
    """The small bot, loaded."""
    return Agent.load(str(small_model))


@pytest.fixture(scope="module")
def run_by_dask() -> Any:
    """Rasa's method as Rasa wrote it, whatever has been installed: its module, imported once more."""
    name = "rasa.engine.runner.dask"
    installed = sys.modules.pop(name)
    try:
        return importlib.import_module(name).DaskGraphRunner.run
    finally:
        sys.modules[name] = installed


def conversation(agent: Agent, text: str) -> DialogueStateTracker:
    tracker = DialogueStateTracker("user", agent.domain.slots)
    intent = {"name": "greet", "confidence": 1.0}
    for event in (ActionExecuted("action_listen"), UserUttered(text, intent, parse_data={"intent": intent})):
        tracker.update(event, agent.domain)
    return tracker


@pytest.mark.parametrize("text", ["سلام", "كلام غريب", "/greet", ""])
def test_a_message_is_parsed_as_by_dask(agent: Agent, run_by_dask: Any, text: str) -> None:
    def parsed(run: Any) -> dict[str, Any]:
        inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: conversation(agent, text)}
        target = agent.processor.model_metadata.nlu_target
        result = run(agent.processor.graph_runner, inputs=inputs, targets=[target])
        assert list(result) == [target]
        return dict(result[target][0].as_dict(only_output_properties=True))

    assert parsed(run_planned) == parsed(run_by_dask)


def test_an_action_is_predicted_as_by_dask(agent: Agent, run_by_dask: Any) -> None:
    def predicted(run: Any) -> Any:
        target = agent.processor.model_metadata.core_target
        tracker = conversation(agent, "سلام")
        return run(agent.processor.graph_runner, inputs={PLACEHOLDER_TRACKER: tracker}, targets=[target])[
            target
        ]

    ours, dasks = predicted(run_planned), predicted(run_by_dask)
    assert (ours.probabilities, ours.policy_name) == (dasks.probabilities, dasks.policy_name)
    assert agent.domain.action_names_or_texts[ours.max_confidence_index] == "utter_greet"


def test_a_shared_need_runs_once_and_before_those_that_need_it() -> None:
    needs = {
        "last": {"a": "left", "b": "right"},
        "left": {"x": "first"},
        "right": {"x": "first", "y": "input"},
    }
    nodes = {name: _node(needs.get(name, {})) for name in ("last", "left", "right", "first", "unneeded")}
    plan = plan_of(GraphSchema(nodes), ("last",))
    assert plan == [
        ("first", ()),
        ("left", ("first",)),
        ("right", ("first", "input")),
        ("last", ("left", "right")),
    ]


def test_an_input_named_like_a_node_is_refused(agent: Agent) -> None:
    target = agent.processor.model_metadata.nlu_target
    with pytest.raises(GraphRunError, match="clashes"):
        run_planned(agent.processor.graph_runner, inputs={target: "x"}, targets=[target])


def _node(needs: dict[str, str]) -> SchemaNode:
    return SchemaNode(needs=needs, uses=object, constructor_name="create", fn="run", config={})
