"""An NLU model of config.yml's pipeline, trained by Rasa in a temporary folder."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import logging
import os
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.model_training import train_nlu
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.utils.log_utils import configure_structlog

from bench.command import BenchError
from bench.labelled import Labelled

FALLBACK = "nlu_fallback"


class TrainedIntents:
    """Predicts labels. Rasa reads a slash in an intent's name as a retrieval intent, so it sees numbers."""

    def __init__(self, agent: Agent, labels: Sequence[str]) -> None:
        self._agent = agent
        self._labels = labels

    @classmethod
    def train(cls, examples: Sequence[tuple[str, str]], config: Path) -> TrainedIntents:
        """Train on (text, label) pairs as 'rasa train nlu' does, from nothing: no cache of an earlier run."""
        _be_quiet()
        labels = sorted({label for _, label in examples})
        with tempfile.TemporaryDirectory() as folder:
            os.environ["RASA_CACHE_DIRECTORY"] = f"{folder}/cache"
            data = Path(folder, "nlu.json")
            data.write_text(
                json.dumps(_training_data(examples, labels), ensure_ascii=False), encoding="utf-8"
            )
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    model = train_nlu(str(config), str(data), folder, fixed_model_name="intents")
                    agent = Agent.load(str(model))
            except Exception as error:
                raise BenchError(
                    f"{config} cannot be trained: {(str(error) or repr(error)).splitlines()[0]}"
                ) from error
        return cls(agent, labels)

    def predict(self, texts: Sequence[str]) -> list[str]:
        """Return each text's likeliest label, the one that was too unsure to act upon included."""
        return [label for label, _ in self.predict_surely(texts)]

    def predict_surely(self, texts: Sequence[str]) -> list[tuple[str, float]]:
        """Return each text's likeliest label with its confidence, 0 to 1."""
        return asyncio.run(self._predict(texts))

    async def _predict(self, texts: Sequence[str]) -> list[tuple[str, float]]:
        return [await self._label(text) for text in texts]

    async def _label(self, text: str) -> tuple[str, float]:
        parsed = await self._agent.processor.parse_message(UserMessage(text.lstrip("/ ")))
        best = next(each for each in parsed["intent_ranking"] if each["name"] != FALLBACK)
        return self._labels[int(best["name"])], float(best["confidence"])


def own_examples(folder: Path) -> tuple[Labelled, ...]:
    """Return the bot's own examples, as Rasa reads them."""
    messages = load_data(str(folder)).intent_examples
    return tuple(Labelled(message.get(INTENT), message.get(TEXT)) for message in messages)


def _training_data(examples: Sequence[tuple[str, str]], labels: Sequence[str]) -> dict[str, object]:
    numbers = {label: str(number) for number, label in enumerate(labels)}
    rows = [{"text": text.lstrip("/ "), "intent": numbers[label]} for text, label in examples]
    return {"rasa_nlu_data": {"common_examples": rows}}


def _be_quiet() -> None:
    warnings.simplefilter("ignore")
    logging.getLogger("bot").setLevel(logging.INFO)  # how many sentences are embedded
    configure_structlog(logging.WARNING)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
