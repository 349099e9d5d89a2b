"""Reading in a process of its own: what it may not do, and what its caller hears whatever happens to it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import arabic_reshaper
import pytest
from bidi.algorithm import get_display
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from documents import extraction_json, sandbox
from documents.errors import SourceError
from documents.pages import ocr
from documents.passage import Rectangle
from documents.pictures import page_picture
from documents.reading import read
from documents.sandbox import DRAWING, Limits, draw_safely, read_safely
from tests.missing import missing

pytestmark = pytest.mark.process

TEXT = "تساهم المؤسسات الصغيرة والمتوسطة في التشغيل."


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "made.txt"
    path.write_text(f"الدور\n\n{TEXT}\n", encoding="utf-8")
    return path


@pytest.fixture
def heavy(tmp_path: Path) -> Path:
    """Takes more than a second to read."""
    path = tmp_path / "heavy.html"
    path.write_text("<p>كلمة <b>ثانية</b></p>" * 120_000, encoding="utf-8")
    return path


def refused(path: Path, **options) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_safely(path, path.name, **options)
    assert _children() == []
    return caught.value


@pytest.fixture(autouse=True)
def _others() -> Iterator[None]:
    """Processes that other tests' fixtures keep in this process are none of ours."""
    _OTHERS.update(_children())
    yield
    _OTHERS.clear()


_OTHERS: set[int] = set()


def _children() -> list[int]:
    """The child processes that this test has left."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [int(each) for each in listed.split() if int(each) not in _OTHERS]


def confined(code: str, limits: str = "Limits()") -> str:
    """What a confined process prints."""
    begin = f"from documents.confinement import *\nimport os, socket, ctypes, subprocess\nconfine({limits})\n"
    done = subprocess.run([sys.executable, "-c", begin + code], capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_a_file_is_read_as_in_this_process(small: Path):
    assert read_safely(small, "made.txt") == read(small, "made.txt")
    assert _children() == []


def test_a_refusal_keeps_its_code_and_fields(tmp_path: Path):
    path = tmp_path / "made.docx"
    path.write_bytes(b"{\\rtf1}")
    error = refused(path)
    assert (error.code, error.fields) == ("not_read", {"name": "made.docx", "kind": "RTF"})
    assert str(error) == "made.docx: a RTF file, which is not read; save it as PDF or docx"


def test_a_page_is_drawn_as_in_this_process_and_within_the_limits(tmp_path: Path):
    path = a_page(tmp_path)
    marks = [Rectangle(1, 0.1, 0.1, 0.9, 0.2)]
    assert draw_safely(path, 1, 300, marks) == page_picture(path, 1, 300, marks)
    for page, limits, code in (
        (2, DRAWING, "no_such_page"),
        (1, replace(DRAWING, memory_megabytes=150), "too_much_memory"),
        (1, replace(DRAWING, output_megabytes=0), "too_much_output"),
        (1, replace(DRAWING, seconds=0), "too_slow"),
    ):
        with pytest.raises(SourceError) as caught:
            draw_safely(path, page, 4_000, (), limits)
        assert caught.value.code in (code, "crashed")  # out of memory, it may have no words left
    assert _children() == []


def test_what_is_no_picture_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for said in ("PHNjcmlwdD4=", "not base 64"):
        monkeypatch.setattr(sandbox, "_result", lambda *_, said=said: said)
        monkeypatch.setattr(sandbox, "_start", lambda *_: None)
        with pytest.raises(SourceError) as caught:
            draw_safely(tmp_path / "made.pdf", 1, 300)
        assert caught.value.code == "crashed"


def a_page(folder: Path) -> Path:
    canvas = Canvas(str(folder / "page.pdf"))
    canvas.drawString(72, 700, "Small enterprises create employment in every region.")
    canvas.showPage()
    canvas.save()
    return folder / "page.pdf"


def test_more_time_than_allowed_ends_it(heavy: Path):
    assert refused(heavy, limits=Limits(cpu_seconds=1)).code == "too_slow"
    begun = time.monotonic()
    assert refused(heavy, limits=Limits(seconds=1)).code == "too_slow"
    assert refused(heavy, limits=Limits(stall_seconds=1)).code == "too_slow"
    assert time.monotonic() - begun < 20


def test_more_memory_than_allowed_ends_it(heavy: Path):
    assert refused(heavy, limits=Limits(memory_megabytes=250)).code in ("too_much_memory", "crashed")


def test_more_output_than_allowed_ends_it(small: Path):
    small.write_text(TEXT * 50_000, encoding="utf-8")
    assert refused(small, limits=Limits(output_megabytes=1)).code == "too_much_output"


def a_scan(path: Path) -> None:
    """Write a page that is nothing but a picture of TEXT."""
    try:
        font = ImageFont.truetype(
            "DejaVuSans.ttf", 56, layout_engine=ImageFont.Layout.BASIC
        )  # looked for among the system's
    except OSError:
        missing("no font DejaVu Sans; install fonts-dejavu-core")
    picture = Image.new("L", (1240, 1754), "white")
    shown = get_display(arabic_reshaper.reshape(TEXT))
    for number in range(6):
        ImageDraw.Draw(picture).text((1200, 150 + 96 * number), shown, fill="black", font=font, anchor="ra")
    picture.convert("RGB").save(path, "PDF", resolution=150)


def test_a_scanned_page_is_read_in_there(tmp_path: Path):
    if not ocr.is_installed():
        missing("no Tesseract that reads Arabic; install tesseract-ocr-ara")
    path = tmp_path / "scan.pdf"
    a_scan(path)
    extraction = read_safely(path, "scan.pdf")
    assert [page.verdict for page in extraction.pages] == ["scanned"]
    assert "الصغيرة" in extraction.text  # the rest is Tesseract's affair
    assert extraction == read(path, "scan.pdf")


def test_pages_of_a_pdf_are_told_as_they_are_read(tmp_path: Path):
    canvas = Canvas(str(tmp_path / "made.pdf"))
    for _ in range(3):
        canvas.drawString(72, 700, "Small enterprises create employment in every region.")
        canvas.showPage()
    canvas.save()
    told: list[tuple[int, int]] = []
    read_safely(tmp_path / "made.pdf", "made.pdf", lambda page, pages: told.append((page, pages)))
    assert told == [(1, 3), (2, 3), (3, 3)]


TELLS = """
import sys
for page in (1, 2):
    print('{"page": %d, "pages": 2}' % page, flush=True)
sys.stdout.write('{"result": "{')
sys.stdout.flush()
sys.exit(3)
"""


def test_pages_are_told_as_they_are_read_and_half_an_answer_is_none(
    small: Path, monkeypatch: pytest.MonkeyPatch
):
    def start(*_: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", TELLS], start_new_session=True, stdout=subprocess.PIPE)

    monkeypatch.setattr(sandbox, "_start", start)
    told: list[tuple[int, int]] = []
    assert refused(small, progress=lambda page, pages: told.append((page, pages))).code == "crashed"
    assert told == [(1, 2), (2, 2)]


def test_what_its_caller_raises_ends_the_reading(small: Path):
    def give_up() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_safely(small, "made.txt", is_stopped=give_up)
    assert _children() == []


def test_it_can_be_stopped(heavy: Path):
    assert refused(heavy, is_stopped=lambda: True).code == "stopped"


def test_a_process_killed_from_outside_is_a_refusal(heavy: Path):
    def kill() -> bool:
        for child in _children():
            os.kill(child, 9)
        return False

    assert refused(heavy, is_stopped=kill).code == "too_much_memory"


def test_it_is_given_no_secret(small: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DALEEL_SECRET_KEY", "a-secret")
    process = sandbox._start(small, "made.txt", Limits())
    try:
        environment = Path(f"/proc/{process.pid}/environ").read_bytes()
        assert b"PYTHONPATH" in environment and b"a-secret" not in environment
    finally:
        sandbox._kill(process)


def test_it_has_no_network():
    for code in (
        "socket.create_connection(('127.0.0.1', 9), 1)",
        "socket.socket()",
        "socket.getaddrinfo('example.org', 80)",
    ):
        assert confined(code).startswith("PermissionError: socket.")


def test_the_system_has_cut_its_network_too():
    listed = confined("print(open('/proc/self/net/dev').read().count(':'))")
    if os.geteuid() != 0 and listed != "1":
        pytest.skip("this system lets no process leave its network")
    assert listed == "1"  # its own loopback, which is down


def test_it_makes_no_files(tmp_path: Path):
    path = tmp_path / "new"
    assert confined(f"open({str(path)!r}, 'w')").startswith("PermissionError: writing")
    assert confined(f"os.open({str(path)!r}, os.O_CREAT | os.O_WRONLY)").startswith(
        "PermissionError: writing"
    )
    assert confined(f"os.mkdir({str(path)!r})").startswith("PermissionError: os.mkdir")
    kept = tmp_path / "kept"
    kept.write_bytes(b"kept")
    assert confined(f"os.remove({str(kept)!r})").startswith("PermissionError: os.remove")
    # Past Python, the system holds it: not one byte is written.
    past = f"c = ctypes.CDLL(None); f = c.creat({str(path).encode()!r}, 0o600); print(c.write(f, b'x', 1))"
    assert confined(past) in ("-1", "") or not path.exists() or path.read_bytes() == b""
    assert kept.read_bytes() == b"kept"


def test_it_starts_nothing_but_the_reader_of_pictures():
    assert confined("subprocess.run(['ls'])").startswith("PermissionError: starting 'ls'")
    assert confined("os.system('ls')").startswith("PermissionError: os.system")
    started = confined("print(subprocess.run(['tesseract', '--version'], stdout=-3).returncode)")
    assert started == "0" or started.startswith("FileNotFoundError")


def test_its_memory_is_held_by_the_system():
    assert confined("bytearray(400_000_000)", "Limits(memory_megabytes=300)") == "MemoryError"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"rubbish",
        b"[]",
        b"{}",
        b'{"page": "1", "pages": 2}',
        b'{"result": 3}',
        b'{"code": 1, "fields": {}}',
        b"\xff",
    ],
)
def test_what_a_taken_over_process_says_is_not_believed(line: bytes):
    with pytest.raises(SourceError) as caught:
        sandbox._message(line, "made.pdf")
    assert caught.value.code == "crashed"


def test_an_unknown_code_or_wrong_fields_are_not_believed():
    for told in ({"code": "none", "fields": {}}, {"code": "not_read", "fields": {"x": 1}}):
        assert sandbox._refused(told, "made.pdf").code == "crashed"


@pytest.mark.parametrize(
    "change",
    [
        {
            "blocks": [
                {"kind": "row", "start": 0, "end": 999, "level": 0, "head": [], "places": [], "skipped": []}
            ]
        },
        {"text": None},
        {"repairs": [{"wrong": "x", "right": "y", "start": -5}]},
        {"pages": 3},
        {"title": 7},
    ],
)
def test_an_extraction_that_points_outside_its_text_is_refused(small: Path, change: dict):
    fields = json.loads(extraction_json.dumps(read(small, "made.txt")))
    with pytest.raises(SourceError):
        extraction_json.loads(json.dumps(fields | change))
