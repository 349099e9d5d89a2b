"""The training loop: seeded, resumable, its best weights an average over the last steps."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm

from reader.errors import ReaderError
from reader.training.batches import OTHERS, Batch, Batches
from reader.training.model import ReaderNetwork

LOG_STEPS = 25


@dataclass(frozen=True)
class Schedule:
    """How long and how fast to learn.

    The rate rises over `warmup` steps, stays, and falls to nothing over the last `falling` share of them. The
    joint layers begin as the encoder's and learn at `rate`; what is new learns at `rate` × `new_factor`.
    """

    steps: int = 6000
    rate: float = 1.5e-4
    new_factor: float = 4.0
    warmup: int = 50
    falling: float = 0.3
    average: float = 0.998  # of the weights, a step
    checkpoint_steps: int = 200

    def rate_at(self, step: int) -> float:
        """Return the share of the rate at a step."""
        rising = min(1.0, (step + 1) / self.warmup)
        left = max(0.0, 1.0 - step / self.steps) / max(self.falling, 1e-9)
        return rising * min(1.0, left)


def train(
    network: ReaderNetwork,
    batches: Batches,
    schedule: Schedule,
    folder: Path,
    validate: Callable[[ReaderNetwork], dict[str, float]] | None = None,
    validate_steps: int = 500,
) -> ReaderNetwork:
    """Train from the folder's checkpoint or from the start; return the averaged network.

    Each LOG_STEPS a line of losses goes to the folder's log.jsonl, and every validation.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network.to(device)
    averaged = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(schedule.average)
    )
    optimizer = _optimizer(network, schedule)
    step = _resume(folder, network, averaged, optimizer)
    folder.mkdir(parents=True, exist_ok=True)
    smoothed: dict[str, float] = {}
    began = time.monotonic()
    network.train()
    with (
        tqdm(total=schedule.steps, initial=step, desc="reader", unit="step") as progress,
        (folder / "log.jsonl").open("a", encoding="utf-8") as log,
    ):
        while step < schedule.steps:
            torch.manual_seed(step)
            for group in optimizer.param_groups:
                group["lr"] = schedule.rate * group["factor"] * schedule.rate_at(step)
            losses = _learn(network, batches[step], optimizer, device)
            averaged.update_parameters(network)
            step += 1
            progress.update()
            for name, value in losses.items():
                smoothed[name] = 0.98 * smoothed.get(name, value) + 0.02 * value
            if step % LOG_STEPS == 0:
                progress.set_postfix({name: f"{value:.3f}" for name, value in smoothed.items()})
                _write(log, {"step": step, "seconds": round(time.monotonic() - began), **smoothed})
            if validate is not None and (step % validate_steps == 0 or step == schedule.steps):
                _write(log, {"step": step, **validate(averaged.module)})
                network.train()
            if step % schedule.checkpoint_steps == 0 or step == schedule.steps:
                _save(folder, step, network, averaged, optimizer, schedule)
    learnt: ReaderNetwork = averaged.module.eval()
    return learnt


def losses_of(network: ReaderNetwork, batch: Batch) -> dict[str, Tensor]:
    """Return the three losses of a batch: does it answer, is it the one that answers, where."""
    logits, token_logits = network(*batch.inputs())
    logits, token_logits = logits.float(), token_logits.float()
    smoothed = batch.answers * 0.96 + 0.02
    answers = functional.binary_cross_entropy_with_logits(logits, smoothed, reduction="none")
    positives = batch.answers.sum().clamp(min=1.0)
    negatives = (1.0 - batch.answers).sum().clamp(min=1.0)
    weights = batch.answers / positives + (1.0 - batch.answers) / negatives
    groups = logits[: batch.groups * (1 + OTHERS)].view(batch.groups, 1 + OTHERS)
    with_answer = batch.tokens.sum(1) > 0
    spread = functional.log_softmax(token_logits[with_answer], -1)
    held = torch.logsumexp(spread.masked_fill(batch.tokens[with_answer] == 0, -1e4), -1)
    return {
        "answers": (answers * weights).sum() / 2,
        "first": functional.cross_entropy(
            groups, torch.zeros(batch.groups, dtype=torch.long, device=groups.device)
        ),
        "where": -held.mean() if len(held) else logits.sum() * 0.0,
    }


def _learn(
    network: ReaderNetwork, batch: Batch, optimizer: torch.optim.Optimizer, device: torch.device
) -> dict[str, float]:
    with torch.autocast(device.type, dtype=torch.bfloat16):
        losses = losses_of(network, batch.to(device))
    total = losses["answers"] + losses["first"] + 0.2 * losses["where"]
    total.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return {name: float(value.detach()) for name, value in losses.items()}


def _optimizer(network: ReaderNetwork, schedule: Schedule) -> torch.optim.Optimizer:
    known = list(network.layers.parameters())
    ids = {id(parameter) for parameter in known}
    new = [parameter for parameter in network.parameters() if id(parameter) not in ids]
    groups = [{"params": known, "factor": 1.0}, {"params": new, "factor": schedule.new_factor}]
    return torch.optim.AdamW(groups, lr=schedule.rate, weight_decay=0.01)


def _resume(folder: Path, network: ReaderNetwork, averaged: Any, optimizer: torch.optim.Optimizer) -> int:
    path = folder / "checkpoint.pt"
    if not path.is_file():
        return 0
    try:
        kept = torch.load(path, map_location="cpu", weights_only=True)
        network.load_state_dict(kept["network"])
        averaged.load_state_dict(kept["averaged"])
        optimizer.load_state_dict(kept["optimizer"])
        return int(kept["step"])
    except Exception as error:  # torch raises what pickle and zipfile do
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise ReaderError(f"cannot resume from {path}: {reason}; delete it to begin anew") from error


def _save(
    folder: Path,
    step: int,
    network: ReaderNetwork,
    averaged: Any,
    optimizer: torch.optim.Optimizer,
    schedule: Schedule,
) -> None:
    beside = folder / ".checkpoint.pt"
    kept = {
        "step": step,
        "network": network.state_dict(),
        "averaged": averaged.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": asdict(schedule),
    }
    torch.save(kept, beside)
    beside.replace(folder / "checkpoint.pt")


def _write(log: Any, entry: dict[str, float]) -> None:
    log.write(json.dumps({name: round(value, 5) for name, value in entry.items()}) + "\n")
    log.flush()
