"""The sentence encoder that Rasa and the index share, run without torch where questions come in."""

from encoder.embedding import Embedding, QueryEncoder
from encoder.errors import EncoderError
from encoder.onnx import OnnxEncoder

__all__ = ["Embedding", "EncoderError", "OnnxEncoder", "QueryEncoder"]
