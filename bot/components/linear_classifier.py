"""Which intent a message has."""

import logging
from typing import Any

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import BotError
from bot.components.linear_head import SOLVERS, FeatureJoiner, LinearHead

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Classifies by the text's sentence features, sparse and dense joined; see FeatureJoiner and LinearHead.

    Sets `intent` and `intent_ranking` (best first). Confidences are calibrated on training examples kept
    aside, so that about 80 of 100 intents with confidence 0.8 are right, for text that is like the examples.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what must stand before it."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages that fitting takes."""
        return ["sklearn", "scipy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults."""
        return {
            "solver": "svc",  # "svc" (linear, one against the rest) or "logistic"
            "C": 0.6,  # the higher, the closer to the examples
            "max_iter": 1000,
            "dense_weight": 1.0,  # length of the dense part beside the sparse part's
            "calibration_folds": 5,
            "ranking_length": 10,
        }

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuse settings that cannot be fitted."""
        if config.get("solver", SOLVERS[0]) not in SOLVERS:
            raise BotError(f"solver is {config['solver']!r}; it must be one of {', '.join(SOLVERS)}")
        for name in ("C", "max_iter", "ranking_length"):
            if config.get(name, 1) <= 0:
                raise BotError(f"{name} is {config[name]}; it must be above 0")

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self.validate_config(config)
        self._config = config
        self._storage = storage
        self._resource = resource
        self._joiner: FeatureJoiner | None = None
        self._head: LinearHead | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntentClassifier":
        """Return an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearIntentClassifier":
        """Return the classifier as training left it."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as directory:
            component._joiner = FeatureJoiner.load(directory)
            component._head = LinearHead.load(directory)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every example that has an intent and a text."""
        examples = [each for each in training_data.intent_examples if each.get(INTENT) and each.get(TEXT)]
        if not examples:
            raise BotError("no example with an intent; write examples under data/nlu")
        parts = [_sentence_features(message) for message in examples]
        self._joiner = FeatureJoiner.fit(parts, self._config["dense_weight"])
        self._head = LinearHead.fit(
            self._joiner.join(parts),
            [message.get(INTENT) for message in examples],
            solver=self._config["solver"],
            C=self._config["C"],
            folds=self._config["calibration_folds"],
            max_iter=self._config["max_iter"],
        )
        with self._storage.write_to(self._resource) as directory:
            self._joiner.save(directory)
            self._head.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking of every message with a text."""
        if self._joiner is None or self._head is None:
            raise BotError("the intent classifier is not trained; train it with 'make train'")
        for message in messages:
            if message.get(TEXT) is not None:
                self._classify(message, self._joiner, self._head)
        return messages

    def _classify(self, message: Message, joiner: FeatureJoiner, head: LinearHead) -> None:
        probabilities = head.probabilities(joiner.join([_sentence_features(message)]))[0]
        order = np.argsort(-probabilities, kind="stable")[: self._config["ranking_length"]]
        ranking = [{"name": head.classes[i], "confidence": float(probabilities[i])} for i in order]
        message.set(INTENT, dict(ranking[0]), add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)


def _sentence_features(message: Message) -> list[scipy.sparse.csr_matrix | np.ndarray[Any, Any]]:
    """Return the text's sentence features in the pipeline's order, each (1, width)."""
    return [
        feature.features
        for feature in message.features
        if feature.attribute == TEXT and feature.type == FEATURE_TYPE_SENTENCE
    ]
