"""Rasa's parts around a single component, and a few examples to train it on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

Pipeline = Callable[[str], Message]

EXAMPLES = {
    "greet": ("السلام عليكم", "مرحبا بك", "صباح الخير", "أهلا وسهلا", "hello there", "مساء الخير"),
    "thank": ("شكرا جزيلا", "مشكور على المساعدة", "يعطيك الصحة", "شكرا لك", "thank you", "بارك الله فيك"),
    "ask_question": (
        "ما دور المؤسسات في التشغيل؟",
        "كيف تساهم في تعبئة الموارد المالية",
        "ما علاقتها بالابتكار",
        "هل تنوع الهيكل الصناعي؟",
        "ما أثرها في المنافسة",
        "how do they create jobs",
    ),
}


class Workshop:
    """Makes, trains and loads single components, as Rasa's graph does."""

    def __init__(self, folder: Path) -> None:
        self.storage = LocalModelStorage(folder)

    def make(self, component: type[Any], method: str = "create", **config: Any) -> Any:
        """Create the component, or load it as it was trained with this workshop."""
        arguments = (
            {**component.get_default_config(), **config},
            self.storage,
            Resource(component.__name__),
            ExecutionContext(GraphSchema({}), node_name=component.__name__),
        )
        return getattr(component, method)(*arguments)


def examples() -> TrainingData:
    """A few examples of three intents, without features."""
    return TrainingData(
        [Message({"text": text, "intent": intent}) for intent, texts in EXAMPLES.items() for text in texts]
    )
