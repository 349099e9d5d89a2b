"""The console's words: the same in both languages, and every one that a template asks for is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from web.review.strings import LANGUAGES, Counted, in_language

TEMPLATES = sorted(Path("web").glob("*/templates/review/**/*.html"))
ASKED = re.compile(r"\bs\.([a-z_]+)\.([A-Za-z_][A-Za-z_0-9-]*)")
PLACE = re.compile(r"\{([a-z]+)\}")


def test_both_languages_have_the_same_parts_and_names():
    arabic, english = in_language("ar"), in_language("en")
    assert set(arabic) == set(english)
    for part in arabic:
        assert set(arabic[part]) == set(english[part]), part


def test_a_text_has_the_same_places_and_the_same_kind_in_both():
    arabic, english = in_language("ar"), in_language("en")
    for part, texts in arabic.items():
        for name, text in texts.items():
            other = english[part][name]
            assert type(text) is type(other), (part, name)
            if isinstance(text, str):
                assert set(PLACE.findall(text)) == set(PLACE.findall(str(other))), (part, name)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_is_empty(code):
    for part, texts in in_language(code).items():
        for name, text in texts.items():
            assert (text.other if isinstance(text, Counted) else text).strip(), (part, name)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.as_posix())
def test_every_text_that_a_template_asks_for_is_there(template):
    texts = in_language("ar")
    for part, name in ASKED.findall(template.read_text(encoding="utf-8")):
        if name != "items":
            assert name in texts.get(part, {}), f"s.{part}.{name}"


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "لا أعضاء"),
        (1, "عضو واحد"),
        (2, "عضوان"),
        (3, "3 أعضاء"),
        (10, "10 أعضاء"),
        (11, "11 عضوا"),
        (99, "99 عضوا"),
        (100, "100 عضو"),
        (102, "102 عضو"),
        (103, "103 أعضاء"),
        (1_000, "1,000 عضو"),
        (1_011, "1,011 عضوا"),
    ],
)
def test_an_arabic_noun_has_the_form_that_its_number_wants(number, said):
    members = in_language("ar")["staff"]["members"]
    assert isinstance(members, Counted)
    assert members.of(number) == said


def test_what_fills_a_place_is_escaped_and_keeps_its_direction():
    from web.review.templatetags.review import say

    assert say("رفعها {name}", name="<b>rim</b>") == "رفعها <bdi>&lt;b&gt;rim&lt;/b&gt;</bdi>"
    assert say("<i>{name}</i>", name="x") == "&lt;i&gt;<bdi>x</bdi>&lt;/i&gt;"
