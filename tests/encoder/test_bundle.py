"""Reading the weights' file, on bundles of a few bytes whose values are known."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from encoder import EncoderError
from encoder.bundle import Shape, SpecialPieces, read_bundle

SIZES = (4, 1, 2, 8, 5, 16, 2)  # hidden, layers, heads, feed-forward, vocabulary, positions, types
PIECES = [("<s>", 0.0), ("</s>", 0.0), ("<pad>", 0.0), ("<unk>", 0.0), ("▁دور", -3.5)]
PLAIN = np.array([1.5, -2.0, 0.25, 8.0], dtype="<f4")


def block(scale: float, halves: list[int]) -> bytes:
    """Pack 32 values of 0..15: the low halves hold the first sixteen, the high halves the rest."""
    packed = bytes(low | high << 4 for low, high in zip(halves[:16], halves[16:], strict=True))
    return struct.pack("<e", scale) + packed


def bundle(
    *,
    magic: bytes = b"E5S1",
    version: int = 1,
    block_values: int = 32,
    tensors: dict[str, tuple[int, int, bytes]] | None = None,
) -> bytes:
    """Return a whole bundle; tensors are name → (type, elements, bytes)."""
    texts = [piece.encode() for piece, _ in PIECES]
    offsets = [sum(map(len, texts[:number])) for number in range(len(texts) + 1)]
    head = magic + struct.pack("<I7ifi", version, *SIZES, 1e-12, block_values)
    head += struct.pack("<5i", len(PIECES), 0, 1, 2, 3)
    head += struct.pack("<Q", offsets[-1]) + struct.pack(f"<{len(offsets)}I", *offsets)
    head += struct.pack(f"<{len(PIECES)}f", *(score for _, score in PIECES)) + b"".join(texts)
    entries = struct.pack("<IBI", 0xFEFB, 1, 0x644) + struct.pack("<IB2I", 0xFDF2, 2, 0x627, 0x644)
    head += struct.pack("<iI", 2, len(entries)) + entries
    parts = tensors if tensors is not None else {"plain": (0, 4, PLAIN.tobytes())}
    size = len(head) + 4 + sum(2 + len(name.encode()) + 21 for name in parts)
    directory, data = struct.pack("<i", len(parts)), b""
    for name, (kind, elements, content) in parts.items():
        directory += struct.pack("<H", len(name.encode())) + name.encode()
        directory += struct.pack("<BIQQ", kind, elements, size + len(data), len(content))
        data += content
    return head + directory + data


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "weights.bin"


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(EncoderError) as caught:
        read_bundle(path)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    assert path.name in message or "tensor" in message
    return message


def test_the_header_is_read(path: Path) -> None:
    path.write_bytes(bundle())
    read = read_bundle(path)
    assert read.shape == Shape(*SIZES, layer_norm_epsilon=np.float32(1e-12))
    assert read.special == SpecialPieces(bos=0, eos=1, pad=2, unk=3)
    assert read.pieces == tuple(PIECES)
    assert read.code_points == ((0xFEFB, (0x644,)), (0xFDF2, (0x627, 0x644)))


def test_a_float32_tensor_is_read_as_it_is(path: Path) -> None:
    path.write_bytes(bundle())
    np.testing.assert_array_equal(read_bundle(path).tensor("plain"), PLAIN)


def test_blocks_of_four_bits_are_decoded(path: Path) -> None:
    """Block one counts 0..15 in the low halves and 15..0 in the high ones; block two is all eights, zero."""
    counting = [*range(16), *range(15, -1, -1)]
    content = block(0.5, counting) + block(2.0, [8] * 32) + block(-1.0, [0] * 31 + [15])
    path.write_bytes(bundle(tensors={"blocked": (1, 96, content)}))
    values = read_bundle(path).tensor("blocked")
    up = [-4.0, -3.5, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5]
    assert values.dtype == np.float32
    assert values[:32].tolist() == up + up[::-1]
    assert values[32:64].tolist() == [0.0] * 32
    assert values[64:].tolist() == [8.0] * 31 + [-7.0]


def test_the_last_block_may_be_longer_than_its_tensor(path: Path) -> None:
    path.write_bytes(bundle(tensors={"odd": (1, 33, block(1.0, [9] * 32) + block(1.0, [10] * 32))}))
    assert read_bundle(path).tensor("odd").tolist() == [1.0] * 32 + [2.0]


def test_an_unknown_tensor_is_named(path: Path) -> None:
    path.write_bytes(bundle())
    with pytest.raises(EncoderError, match=r"'emb\.word'"):
        read_bundle(path).tensor("emb.word")


def test_another_magic_version_or_block_size_is_refused(path: Path) -> None:
    assert "E5S1" in refusal(path, bundle(magic=b"GGUF"))
    assert "version" in refusal(path, bundle(version=2)) or "x02" in refusal(path, bundle(version=2))
    assert "64" in refusal(path, bundle(block_values=64))


def test_a_bundle_cut_anywhere_is_refused(path: Path) -> None:
    whole = bundle(tensors={"plain": (0, 4, PLAIN.tobytes()), "blocked": (1, 32, block(1.0, [1] * 32))})
    for length in range(len(whole)):
        refusal(path, whole[:length])
    path.write_bytes(whole)
    assert read_bundle(path).tensor("blocked").tolist() == [-7.0] * 32


@pytest.mark.parametrize("kind, elements, size", [(0, 4, 12), (1, 32, 17), (1, 33, 18), (0, 5, 16)])
def test_a_tensor_whose_bytes_do_not_fit_its_elements_is_refused(
    path: Path, kind: int, elements: int, size: int
) -> None:
    message = refusal(path, bundle(tensors={"emb.word": (kind, elements, bytes(size))}))
    assert "'emb.word'" in message


def test_a_missing_file_says_where_it_should_be(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="gone"):
        read_bundle(tmp_path / "gone")
