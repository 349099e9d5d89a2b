"""A handful of round trips with the real Rasa and the real sources behind the widget."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import yaml
from playwright.sync_api import expect

from terminal.settings import Settings
from tests.widget.conftest import DESKTOP, PHONE
from tests.widget.visitor import Visitor

VisitDaleel = Callable[..., Visitor]
ROLES = "ما دور المؤسسات الصغيرة والمتوسطة اقتصاديا؟"
SECOND_ROLE = "توزيع الصناعات وتنوع الهيكل الصناعي"
QUOTE = (
    "ففي البيئة السريعة والتي تشهد تطورا متزايدا تصبح المنافسة أداة التغيير من خلال الابتكار والإبداع "
    "قصد التحسين المستمر"
)
PASS_ON = Path("data/responses/pass_on.yml")


def variants(name: str) -> re.Pattern[str]:
    """What the assistant may say under this name of pass_on.yml, whichever variant has its turn."""
    responses = yaml.safe_load(PASS_ON.read_text(encoding="utf-8"))["responses"]
    beginnings = (variant["text"].partition("{")[0] for variant in responses[name])
    return re.compile("|".join(map(re.escape, beginnings)))


def rows_of(daleel: Settings, visitor: Visitor) -> int:
    """How many events Rasa's log holds of this visitor."""
    sender_id = f"web-{visitor.stored('session')['token'].partition(':')[0]}"
    with closing(sqlite3.connect(daleel.path("DALEEL_TRACKER_DB"))) as tracker:
        query = "SELECT count(*) FROM events WHERE sender_id = ?"
        found: int = tracker.execute(query, (sender_id,)).fetchone()[0]
    return found


def test_a_greeting_is_answered_with_where_to_begin(visit_daleel: VisitDaleel) -> None:
    visitor = visit_daleel(PHONE).open()
    visitor.ask("السلام عليكم")
    replies = visitor.part("reply")
    expect(replies).to_have_text(["الدور الاقتصادي", "الدور الاجتماعي", "التحديات"])
    replies.nth(1).tap()
    expect(visitor.answer(1)).to_contain_text("العلاقات")


def test_the_quoted_sentence_is_highlighted_in_its_source(visit_daleel: VisitDaleel) -> None:
    visitor = visit_daleel(PHONE).open()
    answer = visitor.ask("كيف تحافظ المؤسسات على المنافسة؟")
    expect(answer).to_contain_text(QUOTE)
    visitor.part("source").tap()
    expect(answer.locator("mark")).to_have_text(QUOTE)
    heading = answer.locator("blockquote b", has_text="المحافظة على استمرارية المنافسة")
    expect(heading).to_be_visible()  # among those of its section


def test_a_numbered_point_opens_and_a_follow_up_is_understood(visit_daleel: VisitDaleel) -> None:
    visitor = visit_daleel(DESKTOP).open()
    visitor.ask(ROLES)
    expect(visitor.part("point")).to_have_count(5)
    heading = "المحافظة على استمرارية المنافسة"
    visitor.part("point").nth(3).click()
    expect(visitor.answer(1)).to_contain_text(heading)  # its words stand above: now what stands around it
    visitor.ask(ROLES)
    expect(visitor.ask("والثانية؟")).to_contain_text(SECOND_ROLE)


def test_what_is_not_in_the_sources_may_be_passed_on(visit_daleel: VisitDaleel) -> None:
    visitor = visit_daleel(DESKTOP).open()
    visitor.ask("كم نسبة الضريبة على المؤسسات الصغيرة؟")
    pass_on = visitor.part("reply").filter(has_text="سؤالي")
    title = pass_on.inner_text()
    pass_on.click()
    expect(visitor.answer(1)).to_contain_text("كم نسبة الضريبة على المؤسسات الصغيرة؟")  # what was recorded
    expect(visitor.questions.last).to_contain_text(title)
    expect(pass_on).to_have_attribute("aria-disabled", "true")


def test_a_conversation_survives_a_reload_word_for_word(visit_daleel: VisitDaleel) -> None:
    visitor = visit_daleel(PHONE).open()
    visitor.ask("السلام عليكم")
    visitor.ask(ROLES)
    visitor.part("point").nth(1).tap()
    visitor.answer(2)
    said = visitor.log.inner_text()
    visitor.reload()
    expect(visitor.answers).to_have_count(3)
    assert visitor.log.inner_text() == said


def test_erasing_empties_rasas_log(daleel: Settings, visit_daleel: VisitDaleel) -> None:
    visitor = visit_daleel(DESKTOP).open()
    visitor.ask(ROLES)
    other = visit_daleel(DESKTOP).open()
    other.ask(ROLES)
    assert rows_of(daleel, visitor) > 3
    session = visitor.stored("session")
    visitor.choose(visitor.words.erase)
    visitor.button(visitor.words.eraseYes).click()
    expect(visitor.panel).to_contain_text(visitor.words.erased)
    visitor.ask("من جديد، ما دور المنافسة؟")
    visitor.store("session", session)
    assert rows_of(daleel, visitor) == 0
    assert rows_of(daleel, other) > 3
