"""The console's words: every one has its Arabic, in the form that a number wants."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from web.translations import catalogs, messages

TEMPLATES = sorted(Path("web").glob("*/templates/*/**/*.html"))
PLACE = re.compile(r"%\(([a-z_]+)\)s|\{([a-z_]+)\}")
NOBODYS = {"CSV", "JSON", "English", "outside", "&amp;"}  # names, a class of <body>
LETTER = re.compile("[A-Za-z]")
SAID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<(script|style|code|kbd|svg).*?</\1>|<[^>]*>", re.S)
MEMBERS = (
    "{% load i18n review %}{% if members %}"
    "{% blocktranslate count number=members with n=members|thousands %}One member"
    "{% plural %}{{ n }} members{% endblocktranslate %}{% else %}{% translate 'Nobody' %}{% endif %}"
)


def forms_of(message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def test_the_catalog_holds_what_code_and_templates_say_and_nothing_else():
    said = {(each.context, each.id) for each in messages() if each.id}
    assert len(said) > 500
    for path, catalog in catalogs():
        assert {(each.context, each.id) for each in catalog if each.id} == said, f"{path}: run make messages"


def test_no_message_lacks_its_arabic():
    (_path, catalog) = next(catalogs())
    assert catalog.num_plurals == 6
    for each in catalog:
        if each.id:
            assert all(form.strip() for form in forms_of(each)), each.id
            assert len(forms_of(each)) == (6 if isinstance(each.id, tuple) else 1), each.id
            assert not each.fuzzy, each.id


def test_a_translation_has_the_places_of_its_message():
    for _path, catalog in catalogs():
        for each in catalog:
            if isinstance(each.id, tuple):
                places = set(PLACE.findall(each.id[1]))
                assert all(set(PLACE.findall(form)) <= places for form in forms_of(each)), each.id
                assert all(set(PLACE.findall(form)) == places for form in forms_of(each)[3:]), each.id
            elif each.id:
                assert set(PLACE.findall(each.string)) == set(PLACE.findall(each.id)), each.id


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.as_posix())
def test_no_template_of_the_console_says_words_of_its_own(template):
    if template.is_relative_to("web/site"):
        pytest.skip("the public pages are written in their languages")
    text = re.sub(r"\{% blocktranslate.*?endblocktranslate %\}", "", template.read_text(encoding="utf-8"))
    left = {word for word in SAID.sub(" ", text).split() if LETTER.search(word)}
    assert left <= NOBODYS, template


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
    with translation.override("ar"):
        assert Template(MEMBERS).render(Context({"members": number})) == (said if number else "لا أحد")
        if not number:
            assert translation.ngettext("One member", "%(n)s members", number) == said


def test_what_fills_a_place_is_escaped_and_keeps_its_direction():
    raised = Template(
        "{% load i18n review %}"
        "{% blocktranslate with name=name|bdi %}raised by {{ name }}{% endblocktranslate %}"
    )
    with translation.override("ar"):
        assert raised.render(Context({"name": "<b>rim</b>"})) == "رفعها <bdi>&lt;b&gt;rim&lt;/b&gt;</bdi>"
    with translation.override("en"):
        assert raised.render(Context({"name": "rim"})) == "raised by <bdi>rim</bdi>"
