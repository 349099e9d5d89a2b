"""Files that harm, or are no documents: each is refused by a code whose sentence says what to do."""

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from documents.errors import SourceError
from documents.reading import plain_name, read
from documents.refusals import SENTENCES
from tests.documents.formats.packed import repacked

TEXT = "تساهم المؤسسات الصغيرة والمتوسطة في التشغيل."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def refused(path: Path, name: str | None = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(path, path.name if name is None else name)
    assert caught.value.code in SENTENCES
    assert str(caught.value) == SENTENCES[caught.value.code].format(**caught.value.fields)
    return caught.value


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def a_docx(folder: Path) -> Path:
    document = Document()
    document.add_paragraph(TEXT)
    document.save(folder / "made.docx")
    return folder / "made.docx"


def an_xlsx(folder: Path) -> Path:
    workbook = Workbook()
    workbook.active.append(["الولاية", "العدد"])
    workbook.active.append(["الجزائر", 12])
    workbook.save(folder / "made.xlsx")
    return folder / "made.xlsx"


GARBAGE = random.Random(13).randbytes(20_000)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.docx", b"", "empty"),
        ("blank.txt", b" \n\t\r\n", "no_text"),
        ("marks.txt", "… — ؟".encode(), "no_text"),
        ("noise.bin", GARBAGE, "unknown_format"),
        ("noise.txt", b"\0" * 5000, "unknown_format"),
        ("noise.docx", b"PK\x03\x04" + GARBAGE, "damaged"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + GARBAGE, "not_read"),
        ("rich.docx", b"{\\rtf1\\ansi hello}", "not_read"),
        ("old.doc", OLE + b"Word.Document.8", "old_office"),
        ("locked.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + GARBAGE, "encrypted"),
        ("one-line.txt", b"a" * 100_000_000, "too_large"),
        ("one-line.html", b"<p>" + b"a" * 15_000_000, "too_much_text"),
        ("deep.html", b"<div>" * 1_000_000 + b"text", "nested_too_deep"),
        ("scripts.html", b"<html><script>document.write('x')</script></html>", "no_text"),
        ("deep.md", b">" * 500_000 + b" text", "no_text"),
    ],
)
def test_what_is_no_document_is_refused(name: str, data: bytes, code: str, tmp_path: Path):
    assert refused(write(tmp_path, name, data)).code == code


def test_a_file_of_more_than_the_limit_is_refused_unread(tmp_path: Path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    error = refused(path)
    assert (error.code, error.fields["megabytes"]) == ("too_large", 3000)


@pytest.mark.parametrize("make", [a_docx, an_xlsx])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_off_is_damaged(make: Callable[[Path], Path], kept: float, tmp_path: Path):
    data = make(tmp_path).read_bytes()
    assert refused(write(tmp_path, "cut.docx", data[: int(len(data) * kept)])).code == "damaged"


@pytest.mark.parametrize("make", [a_docx, an_xlsx])
def test_a_file_with_a_byte_changed_is_read_or_refused(make: Callable[[Path], Path], tmp_path: Path):
    data, chance = make(tmp_path).read_bytes(), random.Random(13)
    for _ in range(60):
        changed = bytearray(data)
        changed[chance.randrange(len(data))] = chance.randrange(256)
        path = write(tmp_path, "changed.docx", bytes(changed))
        try:
            assert read(path, path.name).text
        except SourceError as error:
            assert error.code in SENTENCES


def test_a_part_under_a_password_is_encrypted(tmp_path: Path):
    data = bytearray(a_docx(tmp_path).read_bytes())
    at = data.index(b"PK\x01\x02")  # the directory's first entry
    data[at + 8] |= 1
    assert refused(write(tmp_path, "locked.docx", bytes(data))).code == "encrypted"


def test_a_bomb_is_refused_by_its_ratio_before_it_is_unpacked(tmp_path: Path):
    path = a_docx(tmp_path)
    repacked(path, {"word/document.xml": lambda data: data + b" " * 50_000_000})
    assert path.stat().st_size < 200_000
    assert refused(path).code == "unpacks_too_large"


def test_a_bomb_of_many_parts_is_refused_by_its_total(tmp_path: Path):
    path = a_docx(tmp_path)
    noise = random.Random(1).randbytes(10_000) * 500
    repacked(path, {}, {f"word/media/{number}.bin": noise for number in range(60)})
    assert refused(path).code == "unpacks_too_large"


def test_too_many_parts_are_refused(tmp_path: Path):
    path = a_docx(tmp_path)
    repacked(path, {}, {f"word/{number}": b"" for number in range(10_001)})
    assert refused(path).code == "too_many_parts"


def test_a_directory_that_lies_about_sizes_gives_no_more_than_it_says(tmp_path: Path):
    path = a_docx(tmp_path)
    repacked(
        path, {"word/document.xml": lambda data: data.replace(b"<w:body>", b"<w:body>" + b" " * 5_000_000)}
    )
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at + 1)) > 0:
        if data[at + 46 :].startswith(b"word/document.xml"):
            data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert refused(write(tmp_path, "lies.docx", bytes(data))).code == "damaged"


@pytest.mark.parametrize("prologue", [ENTITIES, EXTERNAL])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "docProps/core.xml"]
)
def test_declared_entities_are_refused_in_every_part(
    prologue: bytes, encoding: str, part: str, tmp_path: Path
):
    path = a_docx(tmp_path)
    repacked(
        path, {part: lambda data: (prologue.decode() + data.decode().partition("?>")[2]).encode(encoding)}
    )
    assert refused(path).code == "declares_entities"


def test_an_odt_with_entities_is_refused(tmp_path: Path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", EXTERNAL + b"<d>&x;</d>")
    assert refused(write(tmp_path, "made.odt", data.getvalue())).code == "declares_entities"


def test_references_to_elsewhere_are_not_followed(tmp_path: Path):
    path = a_docx(tmp_path)
    relation = (
        b'<Relationship Id="rId77" TargetMode="External" Target="http://127.0.0.1:9/template.dotm" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
        b'<Relationship Id="rId78" TargetMode="External" Target="file:///etc/passwd" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    repacked(path, {"word/_rels/document.xml.rels": lambda data: data.replace(b"</Relationships>", relation)})
    assert read(path, path.name).text == TEXT


def test_a_part_that_climbs_out_of_its_folder_writes_nothing(tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    path = a_docx(folder)
    repacked(path, {}, {"../../escaped.txt": b"x", "/tmp/escaped-daleel.txt": b"x"})
    before = sorted(tmp_path.rglob("*"))
    assert read(path, path.name).text == TEXT
    assert sorted(tmp_path.rglob("*")) == before and not Path("/tmp/escaped-daleel.txt").exists()


@pytest.mark.parametrize("name", ["made.pdf", "made.txt", "made", "made.xlsx"])
def test_a_wrong_extension_changes_nothing(name: str, tmp_path: Path):
    assert read(a_docx(tmp_path).rename(tmp_path / name), name).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "cp1256"])
def test_a_text_in_another_encoding_is_read(encoding: str, tmp_path: Path):
    made = f"{TEXT}\r\n\r\nالقانون رقم 17-02 (SME).\r\n"
    path = write(tmp_path, "made.txt", made.encode(encoding))
    assert read(path, path.name).text == made.replace("\r\n", "\n")


def test_macros_of_a_workbook_are_left_alone(tmp_path: Path):
    path = an_xlsx(tmp_path)
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macros = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    repacked(
        path, {"[Content_Types].xml": lambda data: data.replace(main, macros)}, {"xl/vbaProject.bin": OLE}
    )
    assert "الجزائر\t12" in read(path, "made.xlsm").text


def test_a_row_far_below_is_reached_within_the_limit_of_cells(tmp_path: Path):
    path = an_xlsx(tmp_path)
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    repacked(path, {"xl/worksheets/sheet1.xml": lambda data: data.replace(b"</sheetData>", far)})
    assert "الجزائر\t12" in read(path, path.name).text
    endless = far.replace(b'r="1048576"', b'r="99999999999"')
    repacked(path, {"xl/worksheets/sheet1.xml": lambda data: data.replace(far, endless)})
    assert refused(path).code in ("too_many_cells", "damaged")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\win.ini", "win.ini"),
        ("..", "file"),
        ("", "file"),
        ("a\0b\n\u202egnp.exe", "abgnp.exe"),
        ("x" * 400 + ".docx", "x" * 115 + ".docx"),
    ],
)
def test_a_name_is_a_name_and_no_path(name: str, shown: str, tmp_path: Path):
    assert plain_name(name) == shown
    assert refused(write(tmp_path, "made", b""), name).fields["name"] == shown


def test_the_same_content_twice_is_read_alike(tmp_path: Path):
    path = a_docx(tmp_path)
    copy = write(tmp_path, "copy.docx", path.read_bytes())
    assert read(path, path.name) == read(copy, copy.name)


def test_a_folder_or_a_missing_file_is_refused(tmp_path: Path):
    assert refused(tmp_path / "none.docx").code == "damaged"
    assert refused(tmp_path, "folder").code == "damaged"
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").code == "empty"
