"""What every component keeps to, whatever the text."""

from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import BotError
from bot.components.arabic_tokenizer import ArabicTokenizer
from bot.components.encoder_featurizer import IDENTITY_FILE, EncoderFeaturizer
from bot.components.linear_classifier import LinearIntentClassifier
from bot.components.search_key_featurizer import SearchKeyFeaturizer
from tests.bot.workshop import EXAMPLES, Pipeline, Workshop, examples

TEXTS = {
    "empty": "",
    "blanks": " \n\t ",
    "emoji only": "😀👍🏽 🇩🇿",
    "diacritics": "مَا دَوْرُ الْمُؤَسَّسَاتِ؟",
    "Latin": "What role do small enterprises play?",
    "Arabic-Indic digits": "٣ مؤسسات و ١٢٫٥ بالمئة",
    "mixed direction": "ما معنى \u202bSME\u202c (small) في النص؟",
    "10,000 characters": "مؤسسة صغيرة " * 833 + "نعم!",
    "marks alone": "\u064e\u0640\u200f",
    "a NUL": "سؤال\u0000 قصير",
}


@pytest.fixture(params=TEXTS.values(), ids=TEXTS.keys())
def text(request: pytest.FixtureRequest) -> str:
    """Each kind of text in turn."""
    return str(request.param)


def test_tokens_lie_in_the_text_in_order(workshop: Workshop, text: str) -> None:
    message = Message({"text": text})
    workshop.make(ArabicTokenizer).process([message])
    tokens = message.get("text_tokens")
    assert tokens
    end = 0
    for token in tokens:
        assert end <= token.start <= token.end <= len(text)
        end = token.end


def test_features_are_one_finite_row_each(pipeline: Pipeline, text: str) -> None:
    message = pipeline(text)
    assert message.get("text") == text
    (dense,) = [each.features for each in message.features if each.is_dense()]
    (sparse,) = [each.features for each in message.features if each.is_sparse()]
    assert (dense.shape[0], dense.dtype) == (1, np.float32)
    assert np.linalg.norm(dense) == pytest.approx(1, abs=1e-4)
    assert sparse.shape[0] == 1
    assert np.isfinite(sparse.data).all()
    assert np.linalg.norm(sparse.data) <= 2**0.5 + 1e-4
    assert {each.type for each in message.features} == {"sentence"}


def test_intents_are_ranked_by_probabilities(pipeline: Pipeline, text: str) -> None:
    message = pipeline(text)
    ranking = message.get("intent_ranking")
    confidences = [each["confidence"] for each in ranking]
    assert {each["name"] for each in ranking} == set(EXAMPLES)
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1, abs=1e-5)
    assert message.get("intent") == ranking[0]
    assert all(type(each) is float for each in confidences)  # numpy's would not go into the event's JSON


def test_words_lose_marks_and_keep_their_places(workshop: Workshop) -> None:
    message = Message({"text": "مَا دَوْرُ المؤسّـــسات، في 3.5% من SME؟ a.b@c.dz 😀"})
    workshop.make(ArabicTokenizer).process([message])
    tokens = message.get("text_tokens")
    assert [each.text for each in tokens] == ["ما", "دور", "المؤسسات", "في", "3.5", "من", "SME", "a.b@c.dz"]
    assert [each.lemma for each in tokens][:3] == ["ما", "دور", "الموسسات"]
    assert [message.get("text")[each.start : each.end] for each in tokens[1:3]] == ["دَوْرُ", "المؤسّـــسات"]


def test_spellings_of_one_word_have_the_same_terms(pipeline: Pipeline) -> None:
    rows = []
    for text in ("المؤسسات الصغيرة", "المُؤسّسات الصّغيرة", "الموسسات الصغيره", "المؤسسااات الصغيرة"):
        message = pipeline(text)
        rows.append(next(each.features for each in message.features if each.is_sparse()))
    assert rows[0].nnz > 10
    assert all((row != rows[0]).nnz == 0 for row in rows[1:3])


def test_marks_do_not_change_the_vector(pipeline: Pipeline) -> None:
    vectors = [pipeline(text).features[0].features for text in ("ما دور المؤسسات؟", "مَا دَوْرُ المـــؤسسات؟")]
    np.testing.assert_array_equal(*vectors)


def test_training_examples_are_told_apart(pipeline: Pipeline) -> None:
    for intent, texts in EXAMPLES.items():
        assert [pipeline(text).get("intent")["name"] for text in texts] == [intent] * len(texts)


def test_a_loaded_pipeline_predicts_like_the_trained_one(
    trained_workshop: Workshop, pipeline: Pipeline
) -> None:
    again = [
        trained_workshop.make(each, "load")
        for each in (EncoderFeaturizer, SearchKeyFeaturizer, LinearIntentClassifier)
    ]
    for text in TEXTS.values():
        messages = [Message({"text": text})]
        for part in again:
            messages = part.process(messages)
        assert messages[0].get("intent_ranking") == pipeline(text).get("intent_ranking")


def test_a_trained_featurizer_weighs_like_the_loaded_one(workshop: Workshop) -> None:
    trained = workshop.make(SearchKeyFeaturizer)
    trained.train(examples())
    loaded = workshop.make(SearchKeyFeaturizer, "load")
    for text in TEXTS.values():
        ours, theirs = Message({"text": text}), Message({"text": text})
        trained.process([ours])
        loaded.process([theirs])
        assert (ours.features[0].features != theirs.features[0].features).nnz == 0


def test_messages_without_a_text_pass_untouched(pipeline: Pipeline, trained_workshop: Workshop) -> None:
    for component in (EncoderFeaturizer, SearchKeyFeaturizer, LinearIntentClassifier):
        message = Message({"action_name": "utter_greet"})
        trained_workshop.make(component, "load").process([message])
        assert message.data == {"action_name": "utter_greet"}
        assert not message.features


def test_another_encoder_than_the_trained_one_is_refused(
    workshop: Workshop, encoder_directory: object
) -> None:
    featurizer = workshop.make(EncoderFeaturizer)
    resource = featurizer.train(examples())
    with workshop.storage.write_to(resource) as directory:
        (directory / IDENTITY_FILE).write_text("another", encoding="utf-8")
    with pytest.raises(BotError, match="trained on encoder another"):
        workshop.make(EncoderFeaturizer, "load")


def test_the_cache_of_vectors_is_bounded(workshop: Workshop, encoder_directory: object) -> None:
    featurizer = workshop.make(EncoderFeaturizer, cached_texts=2)
    featurizer.process([Message({"text": text}) for text in ("واحد", "اثنان", "واحد", "ثلاثة")])
    assert list(featurizer._vectors) == ["واحد", "ثلاثة"]


@pytest.mark.parametrize(
    ("component", "config"),
    [
        (SearchKeyFeaturizer, {"word_lengths": [2, 1]}),
        (SearchKeyFeaturizer, {"character_lengths": [0, 2]}),
        (LinearIntentClassifier, {"solver": "forest"}),
        (LinearIntentClassifier, {"C": 0}),
        (EncoderFeaturizer, {"cached_texts": 0}),
    ],
)
def test_settings_that_cannot_work_are_refused(
    workshop: Workshop, component: type[Any], config: dict[str, Any]
) -> None:
    with pytest.raises(BotError, match=next(iter(config))):
        workshop.make(component, **config)


@pytest.mark.parametrize("component", [SearchKeyFeaturizer, LinearIntentClassifier])
def test_training_without_examples_is_refused(workshop: Workshop, component: type[Any]) -> None:
    with pytest.raises(BotError, match="write examples under data/nlu"):
        workshop.make(component).train(TrainingData([]))
