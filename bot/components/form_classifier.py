"""What the form of a message tells by itself: emoji alone, a telephone or card number and little else."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from arabic import has_word, says_something
from arabic.forms import QUESTION_MARKS
from arabic.private import private_parts

REACT, SHARE_PERSONAL, ASK_HELP, ASK_QUESTION = (
    "react",
    "share_personal",
    "ask_help",
    "ask_question",
)  # intents
MAX_WORDS_AROUND = 4  # of "this is my number"; more may be a question, which the classifier knows


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FormClassifier(IntentClassifier, GraphComponent):
    """Sets the intent of what has a form of its own, over what the classifier before it read."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FormClassifier":
        """Return one; there is nothing to load."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking of the messages that have such a form."""
        for message in messages:
            text = message.get(TEXT) or ""
            guessed = (message.get(INTENT) or {}).get("name")
            if intent := intent_by_form(text):
                _set(message, intent, 1.0)
            elif guessed == SHARE_PERSONAL and not any(map(str.isalpha, text)):
                _set(message, ASK_QUESTION, 0.0)  # a number alone that tells nothing of a person
        return messages


def _set(message: Message, intent: str, confidence: float) -> None:
    told = {"name": intent, "confidence": confidence}
    others = [each for each in message.get("intent_ranking") or () if each["name"] != intent]
    ranking = [told, *({**each, "confidence": 0.0} for each in others)]
    message.set(INTENT, told, add_to_output=True)
    message.set("intent_ranking", ranking, add_to_output=True)


def intent_by_form(text: str) -> str:
    """The intent that a text's form tells; empty where it takes reading."""
    if not has_word(text):
        if all(each in QUESTION_MARKS or each.isspace() for each in text):
            return ASK_HELP if text.strip() else ""
        return REACT if says_something(text) else ""
    parts = private_parts(text)
    if not parts:
        return ""
    around = list(text)
    for part in parts:
        around[part.start : part.end] = " " * (part.end - part.start)
    words = [word for word in "".join(around).split() if has_word(word)]
    return SHARE_PERSONAL if len(words) <= MAX_WORDS_AROUND else ""
