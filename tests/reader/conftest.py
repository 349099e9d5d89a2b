"""The tiny encoder of tests/index, which gives the states that the reader reads."""

from tests.index.conftest import tiny_encoder

__all__ = ["tiny_encoder"]
