"""Both libraries cut a text into the same pieces."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from encoder import OnnxEncoder

TEXTS = (
    "ما دور المؤسسات الصغيرة في التشغيل؟",
    "",
    " \t\n\u00a0",
    "😀🎉👍🏽",
    "How do small enterprises create jobs?",
    "هل توفر ٢٠٢٤ منصبا؟",
    "ما معنى startup و PME في ٢٠٢٤؟",
    "خ" * 300,
)


def test_both_tokenizers_cut_alike(encoder_directory: Path, copy: Path) -> None:
    encoder = OnnxEncoder.open(encoder_directory)
    (copy / "sentencepiece.model").unlink()
    other = OnnxEncoder.open(copy)
    for text in TEXTS:
        found, expected = other.embed_query(text), encoder.embed_query(text)
        np.testing.assert_array_equal(found.vector, expected.vector)
        np.testing.assert_array_equal(found.tokens, expected.tokens)
