"""Arabic text in the encodings that people still save it in."""

from pathlib import Path

import pytest

from documents.errors import SourceError
from documents.formats.encoding import decode

SOURCE = Path("data/sources/sme-roles.txt").read_text(encoding="utf-8")
WORDS = SOURCE.split()
STRETCHES = [" ".join(WORDS[place : place + 10]) for place in range(0, len(WORDS) - 9, 10)]


@pytest.mark.parametrize(
    "encoding", ["cp1256", "mac_arabic", "cp720", "iso8859_6", "utf-16-le", "utf-16-be", "utf-8"]
)
def test_each_stretch_is_read_as_it_was_written(encoding: str):
    texts = []
    for each in (SOURCE, *STRETCHES):
        try:
            texts.append((each, each.encode(encoding)))
        except UnicodeEncodeError:
            continue
    assert len(texts) >= 15
    # The Macintosh's spaces are of another kind; how wide they are says nothing.
    wrong = [text for text, data in texts if decode(data, "x").split() != text.split()]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le développement des petites entreprises à l'échelle régionale, né d'une volonté.", "cp1252"),
        ("Der Größe nach geordnet: kleine Unternehmen in Österreich.", "cp1252"),
        ("Малые и средние предприятия играют важную роль в экономике страны.", "cp1251"),
    ],
)
def test_other_alphabets_are_not_taken_for_arabic(text: str, encoding: str):
    assert decode(text.encode(encoding), "x") == text


def test_one_damaged_letter_does_not_change_the_encoding():
    data = SOURCE.encode()
    assert decode("كلمة ".encode() + b"\xff" + data, "x") == f"كلمة \ufffd{SOURCE}"
    assert decode(data[:-1], "x")[:-1] == SOURCE[:-1]


def test_a_declaration_counts_only_where_the_bytes_agree():
    assert decode(SOURCE.encode("cp1256"), "x", declared="utf-8") == SOURCE
    assert decode(SOURCE.encode("cp1256"), "x", declared="windows-1252") == SOURCE
    assert decode(SOURCE.encode("cp1256"), "x", declared="no-such") == SOURCE
    assert decode("مرحبا".encode("cp1256"), "x", declared="windows-1256") == "مرحبا"


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02" * 1000, b"GIF\x00\x00\x01" * 100])
def test_what_is_no_text_is_refused(data: bytes):
    with pytest.raises(SourceError) as caught:
        decode(data, "x")
    assert caught.value.code in ("unknown_format", "no_encoding")
