"""The notation of curated documents, and how it complains."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.curated import SourceError, load_document
from documents.curated.inline import escape, parse_inline, published
from documents.curated.markup import parse_curated
from documents.passage import SectionNames

HEAD = "---\ntitle: ع\nlanguage: ar\norigin: هنا\n---\n"


def complaint(text: str) -> str:
    with pytest.raises(SourceError) as error:
        parse_curated(text, "x.md")
    assert "\n" not in str(error.value)
    return str(error.value)


def test_pieces_hold_both_sides_of_a_repair() -> None:
    pieces = parse_inline("نحو [المحالات → المجالات]\nثم[ → ،] [رابعا: → ]كذا", 7, "x.md")
    assert published(pieces) == "نحو المجالات\nثم، كذا"
    assert "".join(piece.wrong for piece in pieces) == "نحو المحالات\nثم رابعا:كذا"
    assert [(piece.wrong, piece.right, piece.line) for piece in pieces if piece.is_repair] == [
        ("المحالات", "المجالات", 7),
        ("", "،", 8),
        ("رابعا:", "", 8),
    ]


@given(st.text(alphabet=st.sampled_from("اب [](){}*#.\\→-\n") | st.characters(codec="utf-8")))
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    assert published(parse_inline(escape(text), 1, "x.md")) == text


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("## د {#a}\nنص [خطأ → صواب\n", "x.md:7: repair not closed at '[خطأ → صواب'; "),
        ("## د {#a}\n\nنص [خطأ [ب → ت]\n", "x.md:8: repair not closed at '[خطأ [ب → ت]'; "),
        ("## د {#a}\nنص ]\n", "x.md:7: ']' closes no repair; write \\] for a bracket of the source"),
        (
            "## د {#a}\nنص [1]\n",
            "x.md:7: '[1]' is no repair; expected [wrong → right] with two different sides",
        ),
        ("## د {#a}\nنص [ب → ب]\n", "x.md:7: '[ب → ب]' is no repair; "),
        ("## د {#a}\nنص **مهم** هنا\n", "x.md:7: unknown markup at '**مهم** هنا'; "),
        ("## د {#a}\nنص {#b} هنا\n", "x.md:7: unknown markup at '{#b} هنا'; "),
        ("### د {#a}\n", "x.md:6: unknown markup '### د {#a}'; "),
        ("## د {#a}\n* نقطة\n", "x.md:7: unknown markup '* نقطة'; "),
        ("## د {#a}\n- نقطة\n", "x.md:7: unknown markup '- نقطة'; "),
        ("## د {#a}\n  - نقطة\n", "x.md:7: unknown markup '- نقطة'; "),
        ("## د {#a}\n> نقطة\n", "x.md:7: unknown markup '> نقطة'; "),
        ("## د {#a .big}\n", "x.md:6: unknown markup '.big'; expected {#slug} or {#slug .ours}"),
        ("## دور\n", "x.md:6: 'دور' has no slug; write one slug of small Latin letters, digits"),
        ("## دور {#دور}\n", "x.md:6: 'دور' has slug 'دور'; write one slug of small Latin"),
        ("## د {#a}\n- **ن:** نص\n", "x.md:7: 'ن:' has no slug; "),
        ("## د {#a}\n## ه {#a}\n", "x.md:7: slug 'a' is taken by line 6; choose another"),
        (
            "## د {#a}\n- **ن** {#b} نص\n- **م** {#b} نص\n",
            "x.md:8: slug 'b' is taken by line 7; choose another",
        ),
        ("## د {#a}\n- **ن** {#b}\n", "x.md:7: point 'b' has no text; "),
        ("## د {#a .ours}\n", "x.md:6: section 'a' has neither an opening nor a heading of the source"),
        ("نص\n## د {#a}\n", "x.md:6: text before the first section; expected '## heading {#slug}'"),
        ("## د {#a}\n- **ن** {#b} نص\n\nآخر\n", "x.md:9: text after a point and a blank line; indent it"),
        ("\n", "x.md:7: no section; expected '## heading {#slug}'"),
    ],
)
def test_each_mistake_is_named_with_its_line(body: str, message: str) -> None:
    assert complaint(HEAD + body).startswith(message)


def test_the_same_slug_may_name_points_of_two_sections() -> None:
    curated = parse_curated(HEAD + "## د {#a}\n- **ن** {#x} نص\n## ه {#b}\n- **ن** {#x} نص\n", "x.md")
    assert [section.points[0].slug for section in curated.sections] == ["x", "x"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## د {#a}\n", "x.md:1: no front matter; start with a line '---' and title, language, origin"),
        ("---\ntitle: ع\n", "x.md:1: the front matter is not closed; end it with a line '---'"),
        ("---\ntitle: ع\n---\n", "x.md:1: the front matter lacks language, origin; write 'language: …'"),
        ("---\ntitel: ع\n---\n", "x.md:2: 'titel: ع' found; expected one each of title, language, origin"),
    ],
)
def test_front_matter_says_what_it_lacks(text: str, message: str) -> None:
    assert complaint(text) == message


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "bad.txt: empty; expected the text of a document"),
        (b" \r\n\t\n", "bad.txt: empty; expected the text of a document"),
        (b"ab\xff\xfe", "bad.txt: no text: byte 0xff at 2 is not UTF-8; expected plain text in UTF-8"),
        (
            b"PK\x00\x04",
            "bad.txt: no text: NUL at character 2; expected plain text in UTF-8",
        ),
    ],
)
def test_a_source_that_is_no_text_is_refused(tmp_path: Path, source: bytes, message: str) -> None:
    (tmp_path / "bad.txt").write_bytes(source)
    (tmp_path / "bad.md").write_text(HEAD + "## د {#a}\n", encoding="utf-8")
    with pytest.raises(SourceError) as error:
        load_document(tmp_path / "bad.md")
    assert str(error.value) == message


def test_a_missing_file_and_an_odd_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^gone\.txt: cannot be read \(No such file or directory\)"):
        load_document(tmp_path / "gone.md")
    with pytest.raises(SourceError, match=r"^My File\.md: expected a name of small Latin letters"):
        load_document(tmp_path / "My File.md")


def test_front_matter_tells_what_sections_are_called() -> None:
    head = HEAD.replace("---\n", "", 1)
    text = f"---\na.en: A role\na.names: دور*, وظيفة، part\n{head}## د {{#a}}\nنص\n## ه {{#b}}\nنص\n"
    curated = parse_curated(text, "x.md")
    assert curated.front_matter.sections == {
        "a": SectionNames("a", en="A role", names=("دور*", "وظيفة", "part"))
    }
    assert curated.front_matter.title == "ع"
    assert "x.md:1: the front matter names 'c', and no section has that slug; the sections are a, b" in (
        complaint(text.replace("a.en", "c.en"))
    )
    assert "x.md:2: 'a.de: A role' found; expected" in complaint(text.replace("a.en", "a.de"))
