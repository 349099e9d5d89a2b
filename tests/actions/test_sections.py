"""What is known of the documents' sections: one file, and nothing needed for a section that is not in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from actions.layout import section_buttons
from actions.sections import asked_together, named_sections, sections, sections_of_intent, title_in
from actions.small_talk import ActionSmallTalk
from documents.curated import load_document
from tests.actions.conftest import passage

ROOT = Path(__file__).parents[2]
ECONOMIC, SOCIAL = "sme-roles/economic", "sme-roles/social"


def test_every_section_of_the_file_is_one_of_the_sources_and_asked_for_by_known_intents():
    held = {p.id for file in (ROOT / "data/sources").glob("*.md") for p in load_document(file)[1]}
    assert sections().keys() <= held
    domain = (ROOT / "domain.yml").read_text(encoding="utf-8")
    intents = [intent for section in sections().values() for intent in section.intents]
    assert [intent for intent in intents if f"- {intent}:" not in domain] == []
    assert all(section.titles.keys() == {"ar", "en", "fr"} for section in sections().values())


def test_an_intent_asks_for_its_sections_and_two_may_be_asked_for_together():
    assert sections_of_intent("ask_social_roles") == (SOCIAL,)
    assert sections_of_intent("ask_roles") == asked_together((SOCIAL, ECONOMIC)) == (ECONOMIC, SOCIAL)
    assert sections_of_intent("greet") == asked_together((SOCIAL,)) == ()
    assert asked_together((SOCIAL, "sme-roles/challenges")) == ()


def test_sections_are_named_in_the_order_of_the_words_where_the_index_holds_them(library):
    assert named_sections("الاجتماعي ثم الاقتصادي ثم التحديات", library) == (SOCIAL, ECONOMIC)


def test_a_section_of_another_document_is_a_topic_under_its_heading(ask, library, asked):
    other = passage("taxes/rates", "نسب الضرائب:", "نسب الضرائب:", "الضرائب أنواع:", 5)
    library = replace(library, passages=(*library.passages, other))
    assert [button.title for button in section_buttons(library)][-1] == "نسب الضرائب"
    (message,) = ask(ActionSmallTalk, library, asked("hi", "greet")).messages
    assert [button["title"] for button in message["buttons"]] == [
        "Economic role",
        "Social role",
        "نسب الضرائب",
    ]
    assert title_in("taxes/rates", "en") == title_in("", "ar") == ""
