"""The network: question and passage aligned softly, then read together by three of the encoder's layers.

The encoder's ninth-layer states of both sides come in as they are, frozen. Each token is told what it meets
on the other side and how well; then the encoder's last three layers, which training moves, read both sides as
one text. Without the alignment the same layers learnt nothing in 350 steps (docs/decisions).
"""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from encoder.layout import MIDDLE_LAYER
from reader.errors import ReaderError

DIMENSIONS = 384
HEADS = 12
FEED_FORWARD = 1536
LAYERS = 3
STATISTICS = 8
FAR = -1e4  # added to what must not be attended to


class JointLayer(nn.Module):  # type: ignore[misc]
    """One BERT layer: self-attention, feed-forward, layer norms after each."""

    def __init__(self, dimensions: int, heads: int, feed_forward: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.attended = nn.Linear(dimensions, 3 * dimensions)  # queries, keys, values
        self.attention_out = nn.Linear(dimensions, dimensions)
        self.attention_norm = nn.LayerNorm(dimensions, eps=1e-12)
        self.inner = nn.Linear(dimensions, feed_forward)
        self.outer = nn.Linear(feed_forward, dimensions)
        self.outer_norm = nn.LayerNorm(dimensions, eps=1e-12)
        self.dropout = dropout

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return states of the same shape (batch, tokens, dimensions); bias: (batch, 1, 1, tokens)."""
        batch, tokens, dimensions = states.shape
        parts = self.attended(states).view(batch, tokens, 3, self.heads, dimensions // self.heads)
        queries, keys, values = parts.permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: the fused kernel's backward pass is slower on a CPU at these lengths.
        weights = (queries * (dimensions // self.heads) ** -0.5) @ keys.transpose(2, 3)
        read = torch.softmax(weights.float() + bias, -1).to(values.dtype) @ values
        read = read.transpose(1, 2).reshape(batch, tokens, dimensions)
        states = self.attention_norm(states + self._dropped(self.attention_out(read)))
        made = self.outer(functional.gelu(self.inner(states)))
        return self.outer_norm(states + self._dropped(made))

    def _dropped(self, states: Tensor) -> Tensor:
        return functional.dropout(states, self.dropout, self.training)


class ReaderNetwork(nn.Module):  # type: ignore[misc]
    """Aligned states of question and passage to one logit, and one logit a passage token.

    question: (batch, n, dimensions), passage: (batch, m, dimensions); their masks are 1 for tokens and 0 for
    padding. Returns the logit that the passage answers, (batch,), and of each passage token that the answer
    holds it, (batch, m), FAR where padded.
    """

    def __init__(
        self,
        dimensions: int = DIMENSIONS,
        heads: int = HEADS,
        feed_forward: int = FEED_FORWARD,
        layers: int = LAYERS,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            JointLayer(dimensions, heads, feed_forward, dropout) for _ in range(layers)
        )
        self.side = nn.Parameter(torch.randn(2, dimensions) * 0.02)
        self.metric = nn.Linear(dimensions, dimensions, bias=False)
        self.aligned = nn.Linear(2 * dimensions, dimensions)  # what is met, and its product with the token
        self.met = nn.Linear(2, dimensions)
        self.sharpness = nn.Parameter(torch.tensor(12.0))
        self.head = nn.Sequential(
            nn.Linear(3 * dimensions + STATISTICS, 128), nn.GELU(), nn.Dropout(0.1), nn.Linear(128, 1)
        )
        self.statistics_head = nn.Linear(STATISTICS, 1)
        self.token_head = nn.Linear(dimensions, 1)
        self.register_buffer("mean", torch.zeros(2, dimensions))
        self.register_buffer("statistics_mean", torch.zeros(STATISTICS))
        self.register_buffer("statistics_scale", torch.ones(STATISTICS))
        nn.init.eye_(self.metric.weight)
        for layer, deviation in ((self.aligned, 0.01), (self.met, 0.2)):
            nn.init.normal_(layer.weight, std=deviation)
            nn.init.zeros_(layer.bias)

    def forward(
        self, question: Tensor, passage: Tensor, question_mask: Tensor, passage_mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return (batch,) logits and (batch, m) token logits."""
        likeness = self._unit(question, 0) @ self._unit(passage, 1).transpose(1, 2)
        absent_words = (passage_mask - 1.0)[:, None, :] * -FAR
        absent_asked = (question_mask - 1.0)[:, :, None] * -FAR
        met = torch.cat([(likeness + absent_words).amax(2), (likeness + absent_asked).amax(1)], 1)
        to_words = torch.softmax(likeness * self.sharpness + absent_words, 2) @ passage
        to_asked = torch.softmax(likeness * self.sharpness + absent_asked, 1).transpose(1, 2) @ question
        alone = torch.cat([question, passage], 1)
        aligned = torch.cat([to_words, to_asked], 1)
        sides = torch.cat(
            [self.side[:1].expand(question.shape[1], -1), self.side[1:].expand(passage.shape[1], -1)]
        )
        wide = 4.0 * (met - 0.5)
        states = alone + sides + self.aligned(torch.cat([aligned, alone * aligned], -1))
        states = states + self.met(torch.stack([wide, wide * wide], -1))
        bias = ((torch.cat([question_mask, passage_mask], 1) - 1.0) * -FAR)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, bias)
        asked, words = states[:, : question.shape[1]].float(), states[:, question.shape[1] :].float()
        token_logits = self.token_head(words)[..., 0] + (passage_mask - 1.0) * -FAR
        focus = torch.softmax(token_logits.float(), -1)
        statistics = _statistics(met.float(), focus, question_mask, passage_mask)
        statistics = (statistics - self.statistics_mean) / self.statistics_scale
        pooled = [_mean(asked, question_mask), (words * focus[..., None]).sum(1), _mean(words, passage_mask)]
        logit = self.head(torch.cat([*pooled, statistics], -1)) + self.statistics_head(statistics)
        return logit[:, 0], token_logits

    def standardize(self, pairs: tuple[Tensor, Tensor, Tensor, Tensor]) -> None:
        """Take mean and deviation of the statistics from these pairs, before the first step."""
        question, passage, question_mask, passage_mask = pairs
        with torch.no_grad():
            likeness = self._unit(question, 0) @ self._unit(passage, 1).transpose(1, 2)
            asked_met = (likeness + (passage_mask - 1.0)[:, None, :] * -FAR).amax(2)
            words_met = (likeness + (question_mask - 1.0)[:, :, None] * -FAR).amax(1)
            focus = passage_mask / passage_mask.sum(1, keepdim=True)
            found = _statistics(torch.cat([asked_met, words_met], 1), focus, question_mask, passage_mask)
            self.statistics_mean.copy_(found.mean(0))
            self.statistics_scale.copy_(found.std(0).clamp(min=0.02))

    def _unit(self, states: Tensor, side: int) -> Tensor:
        moved = self.metric(states - self.mean[side])
        return moved / moved.norm(dim=-1, keepdim=True).clamp(min=1e-6)


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    return (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1.0)


def _statistics(met: Tensor, focus: Tensor, question_mask: Tensor, passage_mask: Tensor) -> Tensor:
    """Return how well tokens are met, and how long both sides are, float32 (batch, STATISTICS).

    met: (batch, n + m), the question's tokens first. focus: (batch, m), each token's share of the answer.
    """
    asked_met, words_met = met[:, : question_mask.shape[1]], met[:, question_mask.shape[1] :]
    asked, words = question_mask.sum(1).clamp(min=1.0), passage_mask.sum(1).clamp(min=1.0)
    present = functional.pad(asked_met + (1.0 - question_mask) * 2.0, (0, 3), value=2.0)
    lowest = -torch.topk(-present, 3, dim=1).values
    lowest = torch.where(lowest > 1.5, lowest[:, :1], lowest)  # a question of one token has no third lowest
    columns = [
        (asked_met * question_mask).sum(1) / asked,
        lowest[:, 0],
        lowest.mean(1),
        lowest[:, 1],
        (words_met * focus).sum(1),
        (words_met * passage_mask).sum(1) / words,
        asked / 20,
        words / 150,
    ]
    return torch.stack(columns, -1)


def from_encoder(directory: Path, dropout: float = 0.0) -> ReaderNetwork:
    """Return a network whose joint layers begin as the encoder's last three."""
    from safetensors.torch import load_file

    path = directory / "model.safetensors"
    try:
        weights = load_file(path)
        layers = [_layer_weights(weights, MIDDLE_LAYER + place) for place in range(LAYERS)]
    except Exception as error:  # safetensors raises its own
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise ReaderError(f"cannot begin from the encoder's layers at {path}: {reason}") from error
    feed_forward, dimensions = layers[0]["inner.weight"].shape
    network = ReaderNetwork(dimensions, feed_forward=feed_forward, dropout=dropout)
    for layer, found in zip(network.layers, layers, strict=True):
        layer.load_state_dict(found)
    return network


def _layer_weights(weights: dict[str, Tensor], number: int) -> dict[str, Any]:
    found = next(
        name for name in weights if name.endswith(f"encoder.layer.{number}.attention.self.query.weight")
    )
    before = found.removesuffix("attention.self.query.weight")
    moved: dict[str, Tensor] = {}
    for kind in ("weight", "bias"):
        of = {name: weights[f"{before}attention.self.{name}.{kind}"] for name in ("query", "key", "value")}
        moved[f"attended.{kind}"] = torch.cat([of["query"], of["key"], of["value"]])
        moved[f"attention_out.{kind}"] = weights[f"{before}attention.output.dense.{kind}"]
        moved[f"attention_norm.{kind}"] = weights[f"{before}attention.output.LayerNorm.{kind}"]
        moved[f"inner.{kind}"] = weights[f"{before}intermediate.dense.{kind}"]
        moved[f"outer.{kind}"] = weights[f"{before}output.dense.{kind}"]
        moved[f"outer_norm.{kind}"] = weights[f"{before}output.LayerNorm.{kind}"]
    return moved
