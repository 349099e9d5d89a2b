"""Groups: when to speak, to whom, and what happens to the chat itself."""

from __future__ import annotations

import pytest

from tests.telegram.conftest import World
from tests.telegram.emulator import Group, Person
from tests.web import stub_answers


@pytest.fixture(params=["group", "supergroup"])
def group(world: World, request: pytest.FixtureRequest) -> Group:
    return world.group(request.param)


def silent(world: World, group: Group, messages: int = 0) -> bool:
    world.emulator.settled()
    typing = [c for c in world.emulator.calls if c.method == "sendchataction" and c.chat_id == group.id]
    return len(world.emulator.ours(group.id)) == messages and (bool(messages) or not typing)


def test_what_a_group_says_among_itself_is_left_alone(world: World, group: Group) -> None:
    person = world.person()
    world.emulator.say(person, "ما دور المؤسسات؟", group)
    world.emulator.say(person, "اسألوا @another_bot عن ذلك", group)
    world.emulator.say(person, "/help@another_bot", group)
    photo = {"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}
    world.emulator.send(person, group, photo=[photo])
    assert silent(world, group)
    assert world.stub.received == []


def test_a_mention_is_answered_with_the_question_quoted(world: World, group: Group) -> None:
    person = world.person()
    update = world.emulator.say(person, "😀 @DaleelTestBot ما دور المؤسسات؟", group)
    (posted,) = world.emulator.wait_for(group.id)
    assert posted.reply_to == world.emulator.message_id(update)
    assert world.stub.received[-1].said == "😀 ما دور المؤسسات؟"


def test_a_reply_to_us_is_answered_and_a_reply_to_others_is_not(world: World, group: Group) -> None:
    person, other = world.person(), world.person()
    posted = world.answer(person, "@daleeltestbot ما دور المؤسسات؟", group)
    assert stub_answers.QUOTE in world.answer(other, "والثانية؟", group, reply_to=posted).text
    theirs = world.emulator.state.chats[group.id].messages[posted.message_id - 1]
    world.emulator.say(other, "ما رأيك؟", group, reply_to=theirs)
    assert silent(world, group, messages=2)


def test_commands_are_answered_ours_by_name_too(world: World, group: Group) -> None:
    person = world.person()
    assert "@DaleelTestBot" in world.answer(person, "/help", group).text
    assert "@DaleelTestBot" in world.answer(person, "/help@DaleelTestBot", group).text


def test_a_mention_alone_is_asked_for_a_question(world: World, group: Group) -> None:
    assert "أنا هنا" in world.answer(world.person(), "@DaleelTestBot", group).text


def test_each_person_of_a_group_has_a_conversation_of_their_own(world: World, group: Group) -> None:
    first, second = world.person(), world.person()
    for person in (first, second, first):
        world.answer(person, "@DaleelTestBot ما دور المؤسسات؟", group)
    world.answer(first, "ما دور المؤسسات؟")
    senders = [received.sender_id for received in world.stub.received]
    assert senders[0] == senders[2]
    assert len(set(senders)) == 3


def test_a_button_in_a_group_belongs_to_who_asked(world: World, group: Group) -> None:
    person, other = world.person(), world.person()
    posted = world.answer(person, "@DaleelTestBot ما دور المؤسسات؟", group)
    answer = posted.text
    assert world.press(other, posted, "المصدر") == "هذا الزر لصاحب السؤال. اكتب سؤالك مع اسمي، وسأجيبك."
    world.emulator.settled()
    assert posted.text == answer


def test_a_topic_of_a_forum_is_answered_in_that_topic(world: World) -> None:
    group = world.group("supergroup", topics=(77,))
    posted = world.answer(world.person(), "@DaleelTestBot ما دور المؤسسات؟", group, thread_id=77)
    assert posted.thread_id == 77


def test_let_into_a_group_it_says_once_how_to_ask(world: World, group: Group) -> None:
    person = world.person()
    world.emulator.change_membership(person, group.id, "left", "member")
    (posted,) = world.emulator.wait_for(group.id)
    assert "@DaleelTestBot" in posted.text
    world.emulator.change_membership(person, group.id, "member", "administrator")
    assert silent(world, group, messages=1)


def test_people_who_come_and_go_are_not_talked_about(world: World, group: Group) -> None:
    person, newcomer = world.person(), world.person()
    world.emulator.send(person, group, new_chat_members=[newcomer.as_json()])
    world.emulator.send(person, group, left_chat_member=newcomer.as_json())
    world.emulator.send(person, group, new_chat_title="عنوان جديد")
    assert silent(world, group)


def test_put_out_of_a_group_it_is_silent_and_let_in_again_it_speaks(world: World, group: Group) -> None:
    person = world.person()
    world.emulator.change_membership(person, group.id, "member", "kicked")
    world.emulator.settled()
    world.emulator.change_membership(person, group.id, "kicked", "member")
    world.emulator.wait_for(group.id, 1)
    assert stub_answers.QUOTE in world.answer(person, "@DaleelTestBot ما دور المؤسسات؟", group).text


def test_a_group_that_becomes_a_supergroup_goes_on_with_its_conversations(world: World) -> None:
    person, group = world.person(), world.group()
    world.answer(person, "@DaleelTestBot ما دور المؤسسات؟", group)
    sender = world.stub.received[-1].sender_id
    new = world.emulator.migrate(person, group, -1_000_000_000_000 + group.id)
    world.answer(person, "@DaleelTestBot والثانية؟", new)
    assert world.stub.received[-1].sender_id == sender


def test_an_answer_under_way_while_the_group_moves_arrives_in_the_new_chat(world: World) -> None:
    person, group = world.person(), world.group()
    world.stub.is_to.delay_seconds = 1.0
    world.emulator.say(person, "@DaleelTestBot ما دور المؤسسات؟", group)
    world.emulator.wait(lambda: world.stub.received, what="the question")
    new = world.emulator.migrate(person, group, -1_000_000_000_000 + group.id)
    (posted,) = world.emulator.wait_for(new.id)
    assert stub_answers.QUOTE in posted.text
    assert world.emulator.ours(group.id) == []


def test_another_bot_is_not_answered(world: World, group: Group) -> None:
    bot = Person(999)
    body = {**world.emulator._written(bot, "@DaleelTestBot مرحبا", group)}
    body["from"] = {**bot.as_json(), "is_bot": True}
    world.emulator._deliver("message", body)
    assert silent(world, group)


def test_who_speaks_in_the_name_of_a_channel_is_answered(world: World, group: Group) -> None:
    anonymous = Person(1087968824)
    body = {**world.emulator._written(anonymous, "@DaleelTestBot ما دور المؤسسات؟", group)}
    body["from"] = {**anonymous.as_json(), "is_bot": True}
    body["sender_chat"] = {"id": group.id, "type": "supergroup", "title": "Group"}
    world.emulator._deliver("message", body)
    (posted,) = world.emulator.wait_for(group.id)
    assert stub_answers.QUOTE in posted.text
