"""A trained graph run node by node, in an order worked out once.

Rasa's `DaskGraphRunner.run` cuts the graph to what is needed and hands it to dask's scheduler, three times a
message, where nothing runs in parallel anyway: about 1.5 ms a message for a dozen function calls. The same
nodes get the same inputs here, one after the other, each once.
"""

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

from bot.rasa_version import require_supported_rasa

Plan = list[tuple[str, tuple[str, ...]]]


def install_planned_runs() -> None:
    """Replace how graphs are run in this process; BotError if Rasa is another version."""
    require_supported_rasa()
    DaskGraphRunner.run = run_planned


def run_planned(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """Return each target's output by its name."""
    wanted = tuple(targets or self._graph_schema.target_names)
    plans: dict[tuple[str, ...], Plan] = self.__dict__.setdefault("_plans", {})
    if wanted not in plans:
        plans[wanted] = plan_of(self._graph_schema, wanted)
    results = {name: (name, value) for name, value in (inputs or {}).items()}
    clashing = results.keys() & self._graph_schema.nodes.keys()
    if clashing:
        raise GraphRunError(f"Input value '{min(clashing)}' clashes with a node name.")
    try:
        for node, needs in plans[wanted]:
            results[node] = self._instantiated_nodes[node](*(results[need] for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(results[target] for target in wanted)


def plan_of(schema: GraphSchema, targets: tuple[str, ...]) -> Plan:
    """Return the nodes that the targets take, each after all that it needs, with those needs in its order."""
    plan: Plan = []
    done: set[str] = set()

    def add(name: str) -> None:
        if name in done or name not in schema.nodes:  # the latter is an input
            return
        done.add(name)
        needs = tuple(schema.nodes[name].needs.values())
        for need in needs:
            add(need)
        plan.append((name, needs))

    for target in targets:
        add(target)
    return plan
