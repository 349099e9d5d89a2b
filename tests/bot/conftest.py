"""Rasa's parts around the components under test, and a server to talk to."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.arabic_tokenizer import ArabicTokenizer
from bot.components.encoder_featurizer import EncoderFeaturizer
from bot.components.linear_classifier import LinearIntentClassifier
from bot.components.search_key_featurizer import SearchKeyFeaturizer
from tests.bot.action_server import FakeActionServer
from tests.bot.bot_server import BotServer, train_small_bot
from tests.bot.workshop import Pipeline, Workshop, examples

ENCODER = Path("models/encoder")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Rasa keeps what it trained in one folder, which two workers would make at once."""
    os.environ["RASA_CACHE_DIRECTORY"] = str(tmp_path_factory.mktemp("rasa-cache"))


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """An empty workshop."""
    return Workshop(tmp_path)


@pytest.fixture(scope="session")
def encoder_directory() -> Path:
    """The built encoder; without it tests skip, and fail in CI."""
    if not (ENCODER / "onnx/model_int8.onnx").is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"no encoder at {ENCODER}; build it with 'make model'")
        pytest.skip(f"no encoder at {ENCODER}; build it with 'make model'")
    return ENCODER


@pytest.fixture(scope="session")
def trained_workshop(encoder_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """All components trained on the examples, one after the other."""
    workshop = Workshop(tmp_path_factory.mktemp("workshop"))
    data = workshop.make(ArabicTokenizer).process_training_data(examples())
    for component in (EncoderFeaturizer, SearchKeyFeaturizer):
        featurizer = workshop.make(component)
        featurizer.train(data)
        data = featurizer.process_training_data(data)
    workshop.make(LinearIntentClassifier).train(data)
    return workshop


@pytest.fixture(scope="session")
def pipeline(trained_workshop: Workshop) -> Pipeline:
    """The trained components as loaded from storage: text in, processed message out."""
    parts = [
        trained_workshop.make(ArabicTokenizer),
        *(trained_workshop.make(each, "load") for each in (EncoderFeaturizer, SearchKeyFeaturizer)),
        trained_workshop.make(LinearIntentClassifier, "load"),
    ]

    def process(text: str) -> Message:
        messages = [Message({"text": text})]
        for part in parts:
            messages = part.process(messages)
        return messages[0]

    return process


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained bot with rules and keywords, no encoder: enough for the channel."""
    return train_small_bot(tmp_path_factory.mktemp("small-bot"))


@pytest.fixture(scope="module")
def action_server() -> Iterator[FakeActionServer]:
    """An action server on loopback that answers as it is told."""
    with FakeActionServer() as server:
        yield server


@pytest.fixture(scope="module")
def bot(
    small_model: Path, action_server: FakeActionServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BotServer]:
    """The small bot behind our channel, on loopback, with a tracker store of its own."""
    with BotServer(
        small_model, action_server.url, tmp_path_factory.mktemp("tracker") / "tracker.db"
    ) as server:
        yield server


@pytest.fixture(autouse=True)
def _well_behaved(request: pytest.FixtureRequest) -> None:
    """Make the action server answer well again before each test that uses it."""
    if "action_server" in request.fixturenames:
        request.getfixturevalue("action_server").answer_well()
