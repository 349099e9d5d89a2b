"""An answer in a private chat: its form, its buttons, its source, its judgement."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

from tests.telegram.conftest import World
from tests.web import stub_answers

HOSTILE = '<b>ما</b> & <دور> "المؤسسات"_*[](){}~`>#+-=|.! &lt;'


def test_a_question_is_answered_with_its_quotation_set_off_and_its_place(world: World) -> None:
    posted = world.answer(world.person(), "ما دور المؤسسات؟")
    assert stub_answers.QUOTE in posted.text
    assert f"المصدر: {stub_answers.DOCUMENT} — {stub_answers.SECTION}" in posted.text
    assert "blockquote" in [entity.type for entity in posted.entities]
    assert posted.titles == ["المصدر", "👍", "👎"]
    assert posted.reply_to is None


def test_no_character_of_a_question_or_a_source_breaks_a_message(world: World) -> None:
    posted = world.answer(world.person(), HOSTILE)
    assert HOSTILE in posted.text
    assert [call.description for call in world.emulator.calls if "parse" in call.description] == []


def test_typing_comes_at_once_and_stays_while_the_answer_takes_long(world: World) -> None:
    person = world.person()
    world.stub.is_to.delay_seconds = 2.0
    update = world.emulator.say(person, "ما دور المؤسسات؟")
    world.emulator.wait_for(person.id)
    arrived = world.emulator.state.all_updates[update].arrived
    typing = [c.at for c in world.emulator.calls if c.method == "sendchataction" and c.chat_id == person.id]
    assert arrived is not None
    assert typing[0] - arrived < 0.3
    assert len(typing) >= 2


def test_numbered_points_are_buttons_and_lead_on(world: World) -> None:
    person = world.person()
    posted = world.answer(person, "عدد الأدوار")
    numbered = [f"{number}. {title}" for number, title in enumerate(stub_answers.HEADINGS, 1)]
    assert "\n".join(numbered) in posted.text
    assert posted.titles[:4] == ["1", "2", "3", "المصدر"]
    assert [len(row) for row in posted.keyboard] == [3, 3]
    assert all(len(button["callback_data"].encode()) <= 64 for button in posted.buttons)
    assert world.press(person, posted, "2") == ""
    world.emulator.wait_for(person.id, 2)
    assert world.stub.received[-1].said == '/show_passage{"passage_id": "sme-roles/economic/p-2"}'
    assert posted.titles[:3] == ["1", "2", "3"]  # the next point can be pressed


def test_choices_of_an_old_message_go_quiet_when_new_ones_are_offered(world: World) -> None:
    person = world.person()
    old = world.answer(person, "عدد الأدوار")
    button = old.button("1")
    world.answer(person, "عدد التحديات")
    world.emulator.wait(lambda: old.titles == ["المصدر", "👍", "👎"], what="quiet")
    query = world.emulator.press(person, old, button["callback_data"])
    assert "انتهت مدة هذا الزر" in world.acknowledged(query)
    world.emulator.settled()
    assert len(world.emulator.ours(person.id)) == 2


def test_the_source_is_shown_in_place_of_the_answer_and_goes_back(world: World) -> None:
    person = world.person()
    posted = world.answer(person, "ما دور المؤسسات؟")
    answer, buttons = posted.text, posted.titles
    world.press(person, posted, "المصدر")
    world.emulator.wait(lambda: posted.text != answer, what="the source")
    assert stub_answers.PARAGRAPH in posted.text
    assert stub_answers.DOCUMENT in posted.text
    assert [entity.type for entity in posted.entities].count("bold") == 2  # its head, and what was quoted
    world.press(person, posted, "عودة إلى الجواب")
    world.emulator.wait(lambda: posted.text == answer, what="the answer")
    assert posted.titles == buttons
    assert len(world.emulator.ours(person.id)) == 1


def test_a_thumb_is_kept_changed_and_taken_back_in_the_web_s_own_table(world: World) -> None:
    person = world.person()
    posted = world.answer(person, "ما دور المؤسسات؟")
    assert world.press(person, posted, "👍") == "شكرا لك، يسعدني أن الجواب أفادك."
    world.emulator.wait(lambda: posted.titles == ["المصدر", "👍 ✓", "👎"], what="the mark")
    assert feedback(world) == [("up", "")]
    world.press(person, posted, "👎")
    world.emulator.wait(lambda: posted.titles[:3] == ["المصدر", "👍", "👎 ✓"], what="the mark")
    assert feedback(world) == [("down", "")]
    assert world.press(person, posted, "👎") == "سحبتُ تقييمك."
    world.emulator.wait(lambda: posted.titles == ["المصدر", "👍", "👎"], what="the mark")
    assert feedback(world) == []


def test_a_thumb_down_asks_why_and_keeps_the_reason(world: World) -> None:
    person = world.person()
    posted = world.answer(person, "ما دور المؤسسات؟")
    assert "ما الذي لم يفدك؟" in world.press(person, posted, "👎")
    judged = ["المصدر", "👍", "👎 ✓"]
    reasons = ["غير صحيح", "ناقص", "غير واضح", "ليس ما سألت عنه", "سبب آخر"]
    world.emulator.wait(lambda: posted.titles == [*judged, *reasons], what="the reasons")
    button = posted.button("ناقص")
    assert world.press(person, posted, "ليس ما سألت عنه") == "شكرا لك، سيُراجَع هذا الجواب."
    world.emulator.wait(lambda: posted.titles == judged, what="the end of the question")
    assert feedback(world) == [("down", "off_topic")]
    query = world.emulator.press(person, posted, button["callback_data"])  # a keyboard not yet redrawn
    assert "انتهت مدة هذا الزر" in world.acknowledged(query)
    world.press(person, posted, "👍")
    world.emulator.wait(lambda: posted.titles == ["المصدر", "👍 ✓", "👎"], what="the mark")
    assert feedback(world) == [("up", "")]
    world.press(person, posted, "👍")
    world.emulator.wait(lambda: posted.titles == ["المصدر", "👍", "👎"], what="the mark")


def feedback(world: World) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(world.process.folder / "web.db")) as connection:
        return connection.execute("SELECT verdict, reason FROM chat_feedback").fetchall()


def test_a_press_is_answered_at_once_even_while_the_assistant_is_busy(world: World) -> None:
    person = world.person()
    posted = world.answer(person, "عدد الأدوار")
    world.stub.is_to.delay_seconds = 1.5
    world.emulator.say(person, "ما دور المؤسسات؟")
    pressed = time.monotonic()
    query = world.emulator.press(person, posted, posted.button("المصدر")["callback_data"])
    world.acknowledged(query)
    assert time.monotonic() - pressed < 1.0
    world.emulator.wait_for(person.id, 2)


def test_a_button_that_nobody_knows_is_declined_politely_and_taken_away(world: World) -> None:
    person = world.person()
    posted = world.answer(person, "ما دور المؤسسات؟")
    query = world.emulator.press(person, posted, "no-data-of-ours")
    assert world.acknowledged(query) == "انتهت مدة هذا الزر. اكتب سؤالك من جديد من فضلك."
    world.emulator.wait(lambda: posted.buttons == [], what="the keyboard's end")


def test_an_expired_button_is_declined_politely_and_taken_away(world: World) -> None:
    person = world.person()
    posted = world.answer(person, "ما دور المؤسسات؟")
    button = posted.button("👍")
    key = button["callback_data"].partition(":")[0]
    with closing(sqlite3.connect(world.process.folder / "web.db", timeout=5)) as connection:
        connection.execute(
            "UPDATE telegram_ourmessage SET created_at = datetime('now', '-8 days') WHERE key = ?", [key]
        )
        connection.commit()
    assert "انتهت مدة هذا الزر" in world.press(person, posted, "👍")
    world.emulator.wait(lambda: posted.buttons == [], what="the keyboard's end")


def test_a_long_answer_comes_in_parts_that_end_with_sentences(world: World) -> None:
    sentence = "تساهم المؤسسات الصغيرة والمتوسطة 😀 في التنمية مساهمة كبيرة. "
    long = sentence * 150
    world.stub.is_to.answer = lambda said: [stub_answers.message(long)]
    person = world.person()
    world.emulator.say(person, "ما دور المؤسسات؟")
    parts = world.emulator.wait_for(person.id, 3)
    assert all(part.text.endswith(".") for part in parts)
    assert " ".join(part.text for part in parts) == long.strip()


def test_several_replies_are_several_messages_in_order(world: World) -> None:
    world.stub.is_to.answer = lambda said: [stub_answers.point(said), stub_answers.message("وهل تود المزيد؟")]
    person = world.person()
    world.emulator.say(person, "ما دور المؤسسات؟")
    first, second = world.emulator.wait_for(person.id, 2)
    assert stub_answers.QUOTE in first.text
    assert second.text == "وهل تود المزيد؟"
    assert second.buttons == []


def test_the_same_cleaning_and_apology_as_on_the_web(world: World) -> None:
    person = world.person()
    assert world.answer(person, "!…").text == "لم أجد كلاما في رسالتك، اكتب سؤالك بالكلمات من فضلك."
    assert "أطول من اللازم" in world.answer(person, "س" * 1001).text
    assert world.answer(person, "س\x07ؤال").text.count("سؤال") == 1
    world.stub.is_to.raw = (500, b"{}")
    assert world.answer(person, "ما دور المؤسسات؟").text == (
        "أعتذر، حدث خلل ولم أستطع الإجابة. أعد المحاولة من فضلك."
    )


def test_the_log_knows_the_surface_and_a_sender_that_names_nobody(world: World) -> None:
    person = world.person()
    world.answer(person, "ما دور المؤسسات؟")
    received = world.stub.received[-1]
    assert received.sender_id.startswith("telegram-")
    assert str(person.id) not in received.sender_id
    assert received.metadata["surface"] == "telegram"
