"""Vectors are kept by text and encoder, and can always be had without what was kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from encoder.sentence import open_query_encoder
from index.vector_cache import VectorCache
from tests.index.curated.counting import CountingEncoder

TEXTS = ["القمح", "الزيتون", "القمح"]


@pytest.fixture
def encoder(tiny_encoder: Path) -> CountingEncoder:
    return CountingEncoder(open_query_encoder(str(tiny_encoder)))


def test_each_text_is_embedded_once_and_the_vectors_are_the_encoders(
    encoder: CountingEncoder, tmp_path: Path
) -> None:
    cache = VectorCache(tmp_path / "folder/vectors", threads=2)
    first = cache.vectors(encoder, TEXTS)
    assert sorted(encoder.embedded) == ["الزيتون", "القمح"]
    again = VectorCache(tmp_path / "folder/vectors").vectors(encoder, TEXTS)
    assert len(encoder.embedded) == 2
    expected = np.stack([encoder.encoder.embed_query(text).vector for text in TEXTS])
    np.testing.assert_array_equal(first, expected)
    np.testing.assert_array_equal(again, expected)


def test_slips_that_a_search_repairs_are_repaired_here_too(encoder: CountingEncoder) -> None:
    VectorCache().vectors(encoder, ["المؤسساات"])
    assert encoder.embedded == ["المؤسسات"]


def test_only_what_is_named_is_kept(encoder: CountingEncoder, tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors")
    cache.vectors(encoder, TEXTS)
    cache.keep_only(encoder, ["الزيتون"])
    assert cache.count_new(encoder, TEXTS) == 1
    assert cache.count_new(encoder, ["الزيتون"]) == 0


def test_no_texts_have_no_vectors(encoder: CountingEncoder) -> None:
    assert VectorCache().vectors(encoder, []).shape == (0, encoder.dimensions)


def test_a_file_that_cannot_be_written_is_done_without(
    encoder: CountingEncoder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = VectorCache(tmp_path / "file/vectors")
    assert cache.vectors(encoder, TEXTS).shape == (3, encoder.dimensions)
    assert cache.vectors(encoder, TEXTS).shape == (3, encoder.dimensions)
    assert len(caplog.records) == 1
