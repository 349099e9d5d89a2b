"""The latency benchmark's figures, ratios and tables, out of what was measured."""

from __future__ import annotations

import json
import os
import subprocess

from bench.command import BenchError
from bench.deployment import GREETING, RETRIEVAL, Deployment, Load
from bench.figures import Table

ENVIRONMENTS = {"rasa_embed_ms": ".venv/rasa/bin/python", "index_embed_ms": ".venv/app/bin/python"}
MEGABYTE = 1_000_000
LOAD_COLUMNS = (
    "deployment",
    "turns",
    "users",
    "p50 ms",
    "p95 ms",
    "messages/s",
    "rasa CPU ms",
    "actions CPU ms",
    "generator CPU ms",
    "answered",
    "failed",
)


def figures_of(deployment: Deployment) -> dict[str, float]:
    """Return the deployment's own figures, each key beginning with its name; greeting turns say so."""
    name = deployment.name
    values: dict[str, float] = {
        f"{name}_start_s": deployment.start_seconds,
        f"{name}_first_answer_s": deployment.first_answer_seconds,
        f"{name}_rasa_memory_mb": deployment.rasa_memory_bytes / MEGABYTE,
        f"{name}_actions_memory_mb": deployment.actions_memory_bytes / MEGABYTE,
        f"{name}_retrieval_share": deployment.retrieval_share,
        f"{name}_failed": sum(
            len(load.measured.failures) for loads in deployment.loads.values() for load in loads
        ),
    }
    for kind, prefix in ((RETRIEVAL, name), (GREETING, f"{name}_{GREETING}")):
        for load in deployment.loads[kind]:
            values |= {
                f"{prefix}_{key}_{load.stage.users}": value for key, value in _load_figures(load).items()
            }
        values[f"{prefix}_rasa_cpu_ms"] = cpu_per_message_ms(deployment.loads[kind], actions=False)
        values[f"{prefix}_cpu_ms"] = cpu_per_message_ms(deployment.loads[kind])
    return {key: round(value, 3) for key, value in values.items()}


def _load_figures(load: Load) -> dict[str, float]:
    measured = load.measured
    return {
        "p50_ms": measured.percentile_ms(0.50),
        "p95_ms": measured.percentile_ms(0.95),
        "throughput": measured.messages_per_second,
    }


def cpu_per_message_ms(loads: list[Load], *, actions: bool = True) -> float:
    """Return CPU milliseconds per answered message over all the loads: of rasa, with or without actions."""
    seconds = sum(load.rasa_cpu_seconds + (load.actions_cpu_seconds if actions else 0.0) for load in loads)
    return 1000 * seconds / sum(len(load.measured.latencies_ms) for load in loads)


def ratios(ours: Deployment, stock: Deployment) -> dict[str, float]:
    """Return ours / stock of the retrieval turns; CPU and memory are those of rasa and actions together."""
    our_loads, stock_loads = _by_users(ours), _by_users(stock)
    values = {f"p{part}_ratio_1": _p(our_loads[1], part) / _p(stock_loads[1], part) for part in (50, 95)}
    for users in (8, 32):
        mine, other = (loads[users].measured.messages_per_second for loads in (our_loads, stock_loads))
        values[f"throughput_ratio_{users}"] = mine / other
    values["cpu_ratio"] = cpu_per_message_ms(ours.loads[RETRIEVAL]) / cpu_per_message_ms(
        stock.loads[RETRIEVAL]
    )
    values["memory_ratio"] = _memory(ours) / _memory(stock)
    return {key: round(value, 4) for key, value in values.items()}


def _by_users(deployment: Deployment) -> dict[int, Load]:
    return {load.stage.users: load for load in deployment.loads[RETRIEVAL]}


def _p(load: Load, part: int) -> float:
    return load.measured.percentile_ms(part / 100)


def _memory(deployment: Deployment) -> int:
    return deployment.rasa_memory_bytes + deployment.actions_memory_bytes


def embed_figures() -> dict[str, float]:
    """Return the CPU milliseconds of embedding a ten-word question in each environment, on one thread."""
    return {key: _embed_ms(python) for key, python in ENVIRONMENTS.items()}


def _embed_ms(python: str) -> float:
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    ended = subprocess.run(
        [python, "-m", "bench.embed"], env=environment, capture_output=True, text=True, check=False
    )
    if ended.returncode != 0:
        last_line = (ended.stderr.strip().splitlines() or ["no message"])[-1]
        raise BenchError(f"{python} -m bench.embed ended with {ended.returncode}: {last_line}")
    return float(json.loads(ended.stdout)["embed_ms"])


def tables_of(values: dict[str, float], ours: Deployment, stock: Deployment) -> tuple[Table, ...]:
    """Return the tables of ratios, of every stage, and of both deployments."""
    ratio_rows = [(key, f"{value:.2f}") for key, value in values.items() if "_ratio" in key]
    load_rows = [
        _load_row(one.name, kind, load)
        for one in (ours, stock)
        for kind in one.loads
        for load in one.loads[kind]
    ]
    return (
        Table("Ratios, ours / stock, retrieval turns", ("figure", "ratio"), tuple(ratio_rows)),
        Table("Under load; CPU is per answered message", LOAD_COLUMNS, tuple(load_rows)),
        _deployments_table(ours, stock),
        Table(
            "Embedding a ten-word question, one thread",
            ("environment", "CPU ms"),
            tuple((key, f"{values[key]:.2f}") for key in ENVIRONMENTS),
        ),
    )


def _load_row(name: str, kind: str, load: Load) -> tuple[str, ...]:
    measured = load.measured
    answered = len(measured.latencies_ms)
    cpu = (load.rasa_cpu_seconds, load.actions_cpu_seconds, load.generator_cpu_seconds)
    return (
        name,
        kind,
        str(load.stage.users),
        f"{measured.percentile_ms(0.50):.0f}",
        f"{measured.percentile_ms(0.95):.0f}",
        f"{measured.messages_per_second:.1f}",
        *(f"{1000 * seconds / answered:.1f}" for seconds in cpu),
        str(answered),
        str(len(measured.failures)),
    )


def _deployments_table(ours: Deployment, stock: Deployment) -> Table:
    columns = (
        "deployment",
        "ready s",
        "first answer s",
        "rasa MB",
        "actions MB",
        "retrieval turns that retrieved",
    )
    rows = tuple(
        (
            one.name,
            f"{one.start_seconds:.1f}",
            f"{one.first_answer_seconds:.1f}",
            f"{one.rasa_memory_bytes / MEGABYTE:.0f}",
            f"{one.actions_memory_bytes / MEGABYTE:.0f}",
            f"{100 * one.retrieval_share:.0f} %",
        )
        for one in (ours, stock)
    )
    return Table("Deployments; resident memory after the load", columns, rows)
