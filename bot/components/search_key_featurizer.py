"""Words and pieces of words, weighted by how rare they are."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from arabic import reading_form, search_key
from bot.components.term_weights import TermWeights, letter_runs, word_runs
from bot.errors import BotError


@dataclass(frozen=True)
class Voice:
    """One kind of terms: runs of `shortest` to `longest` words or letters."""

    runs: Callable[[str, int, int], Iterator[str]]
    shortest: int
    longest: int
    min_texts: int

    def terms(self, key: str) -> Iterator[str]:
        """Yield the terms of a search key, repeated as often as they stand in it."""
        return self.runs(key, self.shortest, self.longest)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SearchKeyFeaturizer(SparseFeaturizer, GraphComponent):
    """Adds one sparse sentence feature, (1, terms) float32, for the message's text.

    It is the tf-idf (sublinear, each voice of unit length) of the search key's words and of the characters
    within them, side by side; Arabizi is read in Arabic letters. Terms that training did not see count for
    nothing.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what must stand before it; the words are parted anew, by the search key's spaces."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages that counting takes."""
        return ["numpy", "scipy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults; the lengths are the shortest and longest runs counted."""
        return {
            **SparseFeaturizer.get_default_config(),
            "word_lengths": [1, 2],
            "character_lengths": [2, 5],
            "min_character_count": 1,  # sentences that a run of characters must stand in
        }

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuse lengths that are no range."""
        for name in ("word_lengths", "character_lengths"):
            lengths = config.get(name, [1, 1])
            if len(lengths) != 2 or not 1 <= lengths[0] <= lengths[1]:
                raise BotError(f"{name} is {lengths}; it must be [shortest, longest], from 1 up")

    def __init__(self, config: dict[str, Any], name: str, storage: ModelStorage, resource: Resource) -> None:
        super().__init__(name, config)
        self._storage = storage
        self._resource = resource
        self._voices: list[tuple[Voice, TermWeights]] = []

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SearchKeyFeaturizer":
        """Return an untrained featurizer."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SearchKeyFeaturizer":
        """Return a featurizer with the terms and weights of training."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as directory:
            terms = json.loads((directory / "terms.json").read_text(encoding="utf-8"))
            with np.load(directory / "idf.npz", allow_pickle=False) as idf:
                component._voices = [
                    (voice, TermWeights({term: column for column, term in enumerate(terms[name])}, idf[name]))
                    for name, voice in component._all_voices().items()
                ]
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the terms and how rare each is."""
        keys = [
            search_key(reading_form(text))
            for message in training_data.training_examples
            if (text := message.get(TEXT))
        ]
        if not any(keys):
            raise BotError("no word in any training example; write examples under data/nlu")
        voices = self._all_voices()
        self._voices = [
            (voice, TermWeights.fit((voice.terms(key) for key in keys), voice.min_texts))
            for voice in voices.values()
        ]
        fitted = dict(zip(voices, (weights for _, weights in self._voices), strict=True))
        with self._storage.write_to(self._resource) as directory:
            terms = {name: list(weights.columns) for name, weights in fitted.items()}
            (directory / "terms.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
            np.savez(directory / "idf.npz", **{name: weights.idf for name, weights in fitted.items()})
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to every example with a text."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to every message with a text."""
        for message in messages:
            text = message.get(TEXT)
            if text is not None:
                self.add_features_to_message(None, self._features(text), TEXT, message)
        return messages

    def _features(self, text: str) -> scipy.sparse.csr_matrix:
        key = search_key(reading_form(text))
        columns, weights, width = [], [], 0
        for voice, term_weights in self._voices:
            found, values = term_weights.weigh(voice.terms(key))
            columns.append(found + width)
            weights.append(values)
            width += len(term_weights.idf)
        indices = np.concatenate(columns).astype(np.int32)
        return scipy.sparse.csr_matrix(
            (np.concatenate(weights), indices, [0, len(indices)]), shape=(1, width)
        )

    def _all_voices(self) -> dict[str, Voice]:
        letters = self._config["character_lengths"]
        return {
            "words": Voice(word_runs, *self._config["word_lengths"], min_texts=1),
            "letters": Voice(letter_runs, *letters, min_texts=self._config["min_character_count"]),
        }
