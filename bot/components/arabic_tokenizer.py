"""Words of an Arabic sentence, without the marks that writers leave out."""

import re
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from arabic import encoder_form, search_key

_WORD = re.compile(
    r"\w(?:"
    r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"  # with marks
    r"|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff](?=\w)"  # joiners and marks of direction
    r"|[.,:/@'\u2019\u066b\u066c-](?=[0-9A-Za-z\u0660-\u0669])(?<=[0-9A-Za-z\u0660-\u0669].)"  # 3.5, a@b.c
    r")*"
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class ArabicTokenizer(Tokenizer):
    """Splits at whatever is no letter, digit or mark; keeps numbers, addresses and ids together.

    A token's text is its word's encoder form and its lemma the search key, while start and end are offsets in
    the message as it was written. A message without any word is one token, as Rasa's own tokenizers have it.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings that every Rasa tokenizer has."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the attribute's words in order; they never overlap."""
        text = message.get(attribute)
        tokens = [token for match in _WORD.finditer(text) if (token := _token(match))]
        return self._apply_token_pattern(tokens or [Token(text, 0)])


def _token(match: re.Match[str]) -> Token | None:
    word = encoder_form(match.group())
    if not word:
        return None
    return Token(word, match.start(), match.end(), lemma=search_key(word) or word)
