"""The sentence's vector from the encoder that the index also searches with."""

import functools
import hashlib
import logging
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from arabic import encoder_form, reading_form
from bot import BotError
from contract.about import about
from encoder import OnnxEncoder
from encoder.layout import ONNX_FILES, PROMPTS_FILE, SENTENCEPIECE_FILE, TOKENIZER_FILE

logger = logging.getLogger(__name__)

IDENTITY_FILE = "encoder.sha256"
IDENTIFYING_FILES = (ONNX_FILES["int8"], SENTENCEPIECE_FILE, TOKENIZER_FILE, PROMPTS_FILE)
PROGRESS_EVERY = 2_000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class EncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one dense sentence feature, (1, dimensions) float32 of unit length, for the message's text.

    Nothing is learnt: training only writes down which encoder the classifier behind it was trained on, so
    that loading refuses another.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what must stand before it; the words themselves are not used."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages that a vector takes."""
        return ["onnxruntime", "sentencepiece"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults; DALEEL_ENCODER is the index's alone, as Rasa can run only an int8 file."""
        return {
            **DenseFeaturizer.get_default_config(),
            "directory": "models/encoder",  # a sentence-transformers directory
            "cached_texts": 4096,  # vectors kept in memory, 1.5 KB each
        }

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuse a cache that can hold nothing."""
        if config.get("cached_texts", 1) < 1:
            raise BotError(f"cached_texts is {config['cached_texts']}; it must be at least 1")

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Return the encoder's identity, so that another encoder trains everything behind it anew."""
        return encoder_identity(_directory(config))

    def __init__(self, config: dict[str, Any], name: str, storage: ModelStorage, resource: Resource) -> None:
        super().__init__(name, config)
        self._storage = storage
        self._resource = resource
        self._directory = _directory(config)
        self._encoder = OnnxEncoder.open(self._directory)
        self._vectors: OrderedDict[str, npt.NDArray[np.float32]] = OrderedDict()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EncoderFeaturizer":
        """Open the encoder; encoder.EncoderError says what is missing."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "EncoderFeaturizer":
        """Open the encoder, and refuse one that the model was not trained on."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as directory:
            trained_on = (directory / IDENTITY_FILE).read_text(encoding="utf-8")
        found = encoder_identity(component._directory)
        if found != trained_on:
            raise BotError(
                f"the model was trained on encoder {trained_on[:12]} "
                f"but {component._directory} holds {found[:12]}; train again with 'make train'"
            )
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Write down which encoder this is."""
        with self._storage.write_to(self._resource) as directory:
            (directory / IDENTITY_FILE).write_text(encoder_identity(self._directory), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to every example with a text, one by one, and say how far it is."""
        examples = training_data.training_examples
        for number, message in enumerate(examples, start=1):
            self._featurize(message)
            if number % PROGRESS_EVERY == 0:
                logger.info("%d of %d sentences embedded", number, len(examples))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to every message with a text."""
        for message in messages:
            self._featurize(message)
        return messages

    def _featurize(self, message: Message) -> None:
        text = message.get(TEXT)
        if text is not None:
            self.add_features_to_message(None, self._vector(text)[np.newaxis, :], TEXT, message)

    def _vector(self, text: str) -> npt.NDArray[np.float32]:
        key = encoder_form(reading_form(text, *about().own_names()))  # Arabizi in Arabic letters
        vector = self._vectors.pop(key, None)
        if vector is None:
            vector = self._encoder.embed_query(key).vector
        self._vectors[key] = vector
        if len(self._vectors) > self._config["cached_texts"]:
            self._vectors.popitem(last=False)
        return vector


def _directory(config: dict[str, Any]) -> Path:
    default = EncoderFeaturizer.get_default_config()["directory"]
    return Path(config.get("directory", default))


def encoder_identity(directory: Path) -> str:
    """Return the SHA-256 of the files that decide a vector, in hex; a missing file counts as empty."""
    stamps = tuple(_stamp(directory / name) for name in IDENTIFYING_FILES)
    return _digest(directory, stamps)


def _stamp(path: Path) -> tuple[int, int]:
    if not path.is_file():
        return (0, 0)
    status = path.stat()
    return (status.st_size, status.st_mtime_ns)


@functools.lru_cache(maxsize=8)
def _digest(directory: Path, stamps: tuple[tuple[int, int], ...]) -> str:
    """Hash the files; the stamps make a changed file miss the cache."""
    digest = hashlib.sha256()
    for name, stamp in zip(IDENTIFYING_FILES, stamps, strict=True):
        if stamp != (0, 0):
            digest.update((directory / name).read_bytes())
    return digest.hexdigest()
