"""Edited questions, and messages that are no words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.telegram.conftest import World
from tests.web import stub_answers

pytestmark = pytest.mark.both_ways  # order, repetition, loss

FILE = {"file_id": "x", "file_unique_id": "x"}
PHOTO = [{**FILE, "width": 1, "height": 1}]
PLACE = {"latitude": 1.0, "longitude": 1.0}
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
OPTIONS = [{"persistent_id": "1", "text": "نعم", "voter_count": 0}]
POLL = {
    "id": "1",
    "question": "؟",
    "options": OPTIONS,
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ({"voice": {**FILE, "duration": 1}}, "رسالتك الصوتية"),
        ({"photo": PHOTO}, "الصورة"),
        ({"photo": PHOTO, "caption": "ما هذا؟"}, "الصورة"),
        ({"sticker": STICKER}, "ملصق"),
        ({"location": PLACE}, "الموقع"),
        ({"contact": {"phone_number": "1", "first_name": "x"}}, "بطاقة الاتصال"),
        ({"poll": POLL}, "الاستطلاع"),
        ({"document": FILE}, "الملف"),
        ({"dice": {"emoji": "🎲", "value": 1}}, "لا أستطيع قراءته"),
    ],
    ids=lambda value: "" if isinstance(value, str) else next(iter(value)),
)
def test_what_cannot_be_read_gets_a_kind_word(world: World, content: dict[str, Any], word: str) -> None:
    person = world.person()
    world.emulator.send(person, **content)
    (posted,) = world.emulator.wait_for(person.id)
    assert word in posted.text
    assert "اكتب لي سؤالك" in posted.text
    assert world.stub.received == []


def test_an_edited_question_changes_its_answer(world: World) -> None:
    person = world.person()
    first = world.emulator.say(person, "ما دور المؤسسات؟")
    (posted,) = world.emulator.wait_for(person.id)
    world.emulator.edit(person, first, "عدد الأدوار")
    world.emulator.wait(lambda: stub_answers.HEADINGS[0] in posted.text, what="the change")
    assert posted.titles[0] == "1"
    world.emulator.settled()
    assert len(world.emulator.ours(person.id)) == 1


def test_an_answer_that_grows_or_shrinks_by_the_edit_has_no_part_too_many(world: World) -> None:
    long = "تساهم المؤسسات الصغيرة والمتوسطة في التنمية مساهمة كبيرة. " * 150
    person = world.person()
    first = world.emulator.say(person, "ما دور المؤسسات؟")
    world.emulator.wait_for(person.id)
    world.stub.is_to.answer = lambda said: [stub_answers.message(long)]
    world.emulator.edit(person, first, "فصّل")
    parts = world.emulator.wait_for(person.id, 3)
    world.emulator.wait(lambda: " ".join(part.text for part in parts) == long.strip(), what="the parts")
    world.stub.is_to.answer = stub_answers.answer
    world.emulator.edit(person, first, "أوجز")
    world.emulator.wait(lambda: len(world.emulator.ours(person.id)) == 1, what="the short answer")
    assert "أوجز" in world.emulator.ours(person.id)[0].text


def test_a_question_edited_while_it_is_answered_ends_with_the_last_wording(world: World) -> None:
    person = world.person()
    world.stub.is_to.delay_seconds = 0.5
    first = world.emulator.say(person, "أول صياغة")
    world.emulator.edit(person, first, "ثاني صياغة")
    (posted,) = world.emulator.wait_for(person.id)
    world.emulator.wait(lambda: "ثاني صياغة" in posted.text, what="the change")


def test_a_place_that_moves_is_no_new_message(world: World) -> None:
    person = world.person()
    update = world.emulator.send(person, location=PLACE)
    world.emulator.wait_for(person.id)
    body = dict(world.emulator.state.all_updates[update].body)
    world.emulator._deliver("edited_message", {**body, "edit_date": body["date"] + 5})
    world.emulator.settled()
    assert len(world.emulator.ours(person.id)) == 1
