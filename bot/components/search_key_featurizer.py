"""Words and pieces of words, weighted by how rare they are."""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
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
from bot import BotError
from contract.about import about


@dataclass(frozen=True)
class TermWeights:
    """The terms that training saw and how rare each is.

    idf = 1 + ln((1 + texts) / (1 + texts with the term)). The formula is scikit-learn's (TfidfVectorizer with
    sublinear_tf), written out because that class takes a millisecond for a single short text.
    """

    columns: dict[str, int]
    idf: npt.NDArray[np.float32]

    @classmethod
    def fit(cls, texts: Iterable[Iterable[str]], min_texts: int) -> "TermWeights":
        """Learn from each text's terms; a term in fewer than `min_texts` texts is left out."""
        frequencies: Counter[str] = Counter()
        count = 0
        for terms in texts:
            frequencies.update(set(terms))
            count += 1
        kept = sorted(term for term, frequency in frequencies.items() if frequency >= min_texts)
        idf = [1 + math.log((1 + count) / (1 + frequencies[term])) for term in kept]
        return cls({term: column for column, term in enumerate(kept)}, np.array(idf, dtype=np.float32))

    def weigh(self, terms: Iterable[str]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """Return columns, ascending, and weights of unit length in all; both empty if no term is known."""
        find = self.columns.get
        counts = Counter(column for term in terms if (column := find(term)) is not None)
        columns = np.array(sorted(counts), dtype=np.int32)
        if not len(columns):
            return columns, np.zeros(0, dtype=np.float32)
        weights = self.idf[columns] * (1 + np.log([counts[column] for column in columns.tolist()]))
        return columns, (weights / np.linalg.norm(weights)).astype(np.float32)


@dataclass(frozen=True)
class TermKind:
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

    It is the tf-idf (sublinear, each kind of unit length) of the search key's words and of the characters
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
        self._weighed: list[tuple[TermKind, TermWeights]] = []

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
                component._weighed = [
                    (kind, TermWeights({term: column for column, term in enumerate(terms[name])}, idf[name]))
                    for name, kind in component._kinds().items()
                ]
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the terms and how rare each is."""
        keys = [
            search_key(reading_form(text, *about().own_names()))
            for message in training_data.training_examples
            if (text := message.get(TEXT))
        ]
        if not any(keys):
            raise BotError("no word in any training example; write examples under data/nlu")
        kinds = self._kinds()
        self._weighed = [
            (kind, TermWeights.fit((kind.terms(key) for key in keys), kind.min_texts))
            for kind in kinds.values()
        ]
        fitted = dict(zip(kinds, (weights for _, weights in self._weighed), strict=True))
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
        key = search_key(reading_form(text, *about().own_names()))
        columns, weights, width = [], [], 0
        for kind, term_weights in self._weighed:
            found, values = term_weights.weigh(kind.terms(key))
            columns.append(found + width)
            weights.append(values)
            width += len(term_weights.idf)
        indices = np.concatenate(columns).astype(np.int32)
        return scipy.sparse.csr_matrix(
            (np.concatenate(weights), indices, [0, len(indices)]), shape=(1, width)
        )

    def _kinds(self) -> dict[str, TermKind]:
        letters = self._config["character_lengths"]
        return {
            "words": TermKind(word_runs, *self._config["word_lengths"], min_texts=1),
            "letters": TermKind(letter_runs, *letters, min_texts=self._config["min_character_count"]),
        }


def word_runs(key: str, shortest: int, longest: int) -> Iterator[str]:
    """Yield runs of neighbouring words."""
    words = key.split()
    for length in range(shortest, longest + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def letter_runs(key: str, shortest: int, longest: int) -> Iterator[str]:
    """Yield runs of letters within each word, a space on both sides of it; a shorter word as a whole."""
    for word in key.split():
        padded = f" {word} "
        for length in range(shortest, longest + 1):
            if length >= len(padded):
                yield padded
                break
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]
