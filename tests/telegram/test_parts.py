"""The parts that need no process: layout, buttons, order, batches, sentences, settings."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract import about
from contract.answer import Answer, Item, Points, Quote
from contract.payload import ERASE, show_passage
from contract.segments import Segment
from tests.telegram.emulator.checks import MAX_DATA_BYTES, commands_of
from tests.telegram.emulator.html_marks import read_html, units
from web.chat.conversation import Button, Reply, Source
from web.chat.sections import Paragraph, Section
from web.environment import SettingError, read_environment
from web.telegram.batch import Batch
from web.telegram.content import PAGE, Choice, Content, keyboard_of, new_key, read_press
from web.telegram.layout import contents_of, html_of, source_html, split, with_section
from web.telegram.ordering import ChatQueues, ReorderBuffer
from web.telegram.sentences import LANGUAGES, Sentences, in_language
from web.telegram.setup import MAX_DESCRIPTION, MAX_SHORT_DESCRIPTION, _cut

TEXTS = st.text(st.sampled_from("ابتثج.؟! \n😀<>&\"'_*x1؛"), max_size=400)


@given(TEXTS, st.integers(5, 60))
def test_parts_fit_and_together_are_the_text(text: str, most: int) -> None:
    parts = split(text, most)
    assert all(0 < units(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_part_ends_with_a_sentence_else_with_a_word() -> None:
    assert split("جملة أولى. جملة ثانية. ثالثة", 24) == ["جملة أولى. جملة ثانية.", "ثالثة"]
    assert split("كلمة كلمة كلمة", 10) == ["كلمة كلمة", "كلمة"]
    assert split("س" * 25, 10) == ["س" * 10, "س" * 10, "س" * 5]
    assert split("😀" * 3, 4) == ["😀😀", "😀"]
    assert split(" \n ", 10) == []


def reply(answer: Answer | str, *sources: Source, **more: Any) -> Reply:
    """A reply whose text, where there is an answer, is nothing that anybody may read."""
    text = answer if isinstance(answer, str) else "2. لا يُقرأ هذا"
    data = None if isinstance(answer, str) else answer
    return Reply(text=text, body=text, at="", sources=sources, answer=data, **more)


def source(quote: str, before: str = "", after: str = "", heading: str = "") -> Source:
    """A source whose paragraph holds the quote between other words."""
    segments = (Segment(before), Segment(quote, is_marked=True), Segment(after))
    return Source("و<ثيقة>", "ق&سم", "a/b", heading, quote, before + quote + after, segments)


def words(text: str) -> str:
    return "".join(text.split())


@given(TEXTS.filter(str.strip), TEXTS)
def test_small_talk_is_html_that_telegram_reads_and_loses_no_letter(text: str, quote: str) -> None:
    contents = contents_of(reply(text, source(quote, "قبل ", " بعد")), "ar")
    assert words("".join(read_html(each.html)[0] for each in contents)) == words(text)
    assert quote.strip() in read_html(source_html(contents[-1].sources[0], "ar"))[0]


POINTS = st.builds(Item, st.integers(1, 99), st.just("a/b"), TEXTS, TEXTS, TEXTS)
PARTS = st.one_of(
    st.builds(Quote, st.just("a/b"), TEXTS, TEXTS),
    st.builds(Points, TEXTS, TEXTS, st.lists(POINTS, max_size=3).map(tuple)),
)
ANSWERS = st.builds(
    Answer, TEXTS, st.lists(PARTS, max_size=3).map(tuple), TEXTS, st.lists(TEXTS, max_size=2).map(tuple)
)


@given(ANSWERS)
def test_an_answer_of_any_words_is_html_that_telegram_reads_and_loses_no_letter(answer: Answer) -> None:
    contents = contents_of(reply(answer), "ar")
    texts = [read_html(each.html)[0] for each in contents]
    assert all(units(text) <= 4096 for text in texts)
    said = words("".join(texts))
    for part in answer.parts:
        pieces = [part.heading, part.text] if isinstance(part, Quote) else [part.heading, part.opening]
        for piece in (answer.frame, *pieces, *answer.places):
            assert words(piece) in said
        if isinstance(part, Points):
            are_lines = len(part.items) > 1 and all(item.label for item in part.items)
            for item in part.items:
                shown = item.heading if are_lines else item.heading + item.text
                told = _without_colon(words(f"{item.number}." + shown))
                assert told[:60] in _without_colon(said)


def _without_colon(text: str) -> str:
    """A heading and its text are parted by one."""
    return text.replace(":", "")


@pytest.mark.parametrize(
    ("frame", "closing"),
    [
        ("وفق المصدر:", "المصدر:"),
        ("جاء هذا في 3 مواضع", "قرأته هنا"),
        ("1. هكذا\n2. نقلته", "3. من"),
        ("", ""),
    ],
)
def test_however_it_is_worded_an_answer_keeps_its_points_quotations_and_places(
    frame: str, closing: str
) -> None:
    items = (Item(1, "d/s/a", "أول", "أول", "نص الأول"), Item(2, "d/s/b", "ثان", "", "نص الثاني"))
    answer = Answer(
        frame, (Quote("d/s", "عنوان", "نص <المصدر>"), Points("عمود", "", items)), closing, ("و — ق", "و")
    )
    (content,) = contents_of(reply(answer, buttons=(Button("أول", show_passage("d/s/a")),)), "ar")
    head = f"{frame}\n\n" if frame else ""
    last = f"{closing} " if closing else ""
    assert content.html == (
        f"{head}<b>عنوان</b>\n<blockquote>نص &lt;المصدر&gt;</blockquote>\n<b>عمود</b>\n\n"
        f"1. أول\n2. نص الثاني\n\n<i>{last}و — ق\nو</i>"
    )
    assert content.choices == (
        Choice("1", show_passage("d/s/a")),
        Choice("2", show_passage("d/s/b")),
    )


FIRST, SECOND, THIRD = "هذه <الأولى>.", "هذه الثانية 😀.", "هذه الثالثة."
WHOLE = f"{FIRST} {SECOND} {THIRD}"


def spans_of(*sentences: str) -> tuple[tuple[int, int], ...]:
    starts = map(WHOLE.index, sentences)
    return tuple((at, at + len(sentence)) for at, sentence in zip(starts, sentences, strict=True))


@pytest.mark.parametrize(
    ("marked", "drawn"),
    [
        ((), "هذه &lt;الأولى&gt;. هذه الثانية 😀. هذه الثالثة."),
        ((FIRST,), "<b>هذه &lt;الأولى&gt;.</b> هذه الثانية 😀. هذه الثالثة."),
        ((SECOND,), "<b>هذه الثانية 😀.</b>\nهذه &lt;الأولى&gt;. … هذه الثالثة."),
        ((SECOND, THIRD), "<b>هذه الثانية 😀. هذه الثالثة.</b>\nهذه &lt;الأولى&gt;."),
        ((FIRST, THIRD), "<b>هذه &lt;الأولى&gt;.</b> … <b>هذه الثالثة.</b>\nهذه الثانية 😀."),
    ],
)
def test_the_sentences_that_answer_come_first_in_bold(marked: tuple[str, ...], drawn: str) -> None:
    (content,) = contents_of(reply(Answer("", (Quote("a", "", WHOLE, spans_of(*marked)),))), "ar")
    assert content.html == f"<blockquote>{drawn}</blockquote>"


def test_sentences_that_answer_stay_bold_over_the_end_of_a_message() -> None:
    one, other = "جملة أولى. " * 100, "جواب طويل. " * 600
    text = one + other.strip()
    contents = contents_of(reply(Answer("", (Quote("a", "", text, ((len(one), len(text)),)),))), "ar")
    bold = "".join("".join(re.findall("<b>(.*?)</b>", each.html)) for each in contents)
    assert words(bold) == words(other)
    assert words("".join(read_html(each.html)[0] for each in contents)) == words(other + one)


def test_a_source_is_bold_where_it_is_quoted_in_its_own_order() -> None:
    paragraph = (Segment(FIRST, is_marked=True), Segment(f" {SECOND} "), Segment(THIRD, is_marked=True))
    cited = Source("و", "ق", "a", "", f"{FIRST} … {THIRD}", WHOLE, paragraph)
    (content,) = contents_of(reply("x", cited), "ar")
    assert source_html(content.sources[0], "ar").endswith(
        "<blockquote><b>هذه &lt;الأولى&gt;.</b> هذه الثانية 😀. <b>هذه الثالثة.</b></blockquote>"
    )


def test_a_source_with_pages_has_a_button_for_its_page_and_another_has_none() -> None:
    with_page = replace(source("قول"), page=3, passage_id="paper/s/p")
    (content,) = contents_of(reply("x", with_page, source("قول")), "ar")
    kept = Content.of_json(json.loads(json.dumps(content.as_json())))
    assert kept == content
    key = new_key()
    shown, other = (keyboard_of(replace(kept, view=view), key, choices_open=True) for view in (0, 1))
    pressed = [read_press(each["callback_data"]) for row in shown["inline_keyboard"] for each in row]
    assert [press.number for press in pressed if press.action == PAGE] == [0]
    assert f"{key}:{PAGE}" not in json.dumps(other)


def test_a_quotation_far_into_a_long_source_is_shown() -> None:
    cited = source("هذا هو.", "كلمة كلمة. " * 1000, " وبعده. " * 1000)
    drawn = source_html(contents_of(reply("x", cited), "ar")[0].sources[0], "ar")
    assert "<b>هذا هو.</b>" in drawn
    assert units(read_html(drawn)[0]) <= 4096


def test_the_longest_answer_and_the_longest_source_fit() -> None:
    long = "كلمة " * 3000
    cited = source("كلمة كلمة", after=" كلمة" * 2998, heading="عنوان")
    items = tuple(Item(number, "a", "", "عنوان", "جملة. " * 300) for number in range(1, 6))
    answer = Answer("وفق المصدر:", (Quote("a", "", long), Points("", "", items)), "المصدر:", ("و — ق",))
    contents = contents_of(reply(answer, cited), "ar")
    texts = [read_html(each.html)[0] for each in contents]
    assert all(units(text) <= 4096 for text in texts)
    assert texts[0].startswith("وفق المصدر:\nكلمة كلمة")
    assert [line[:2] for text in texts for line in text.split("\n") if ". عنوان" in line] == [
        f"{number}." for number in range(1, 6)
    ]
    assert contents[-1].html.endswith("<i>المصدر: و — ق</i>")
    assert units(read_html(source_html(contents[-1].sources[0], "ar"))[0]) <= 4096


@pytest.mark.parametrize(("kind", "is_judged"), [("point", True), ("list", True), ("related", False)])
def test_only_what_quotes_is_asked_about_with_thumbs(kind: str, is_judged: bool) -> None:
    (content,) = contents_of(reply("x", kind=kind, answer_id="a1"), "ar")
    assert bool(content.answer_id) == is_judged


def test_other_buttons_come_after_the_points() -> None:
    points = Points("", "", (Item(2, "d/a", "عنوان", "", "نص"), Item(3, "d/b", "", "", "بلا اسم")))
    buttons = (Button("عنوان", show_passage("d/a")), Button("أخرى", "/other"))
    (content,) = contents_of(reply(Answer("", (points,)), buttons=buttons), "ar")
    assert content.choices == (Choice("2", show_passage("d/a")), Choice("أخرى", "/other"))


def listed(*items: Item) -> Content:
    (content,) = contents_of(reply(Answer("", (Points("", "", items),))), "ar")
    return content


def test_a_list_is_a_line_a_point_and_numbers_to_press() -> None:
    long = "كلمة " * 40
    items = [Item(at, f"d/s/{at}", f"اسم {at}", f"عنوان {at}" if at < 3 else "", long) for at in range(1, 8)]
    content = listed(*items)
    lines = read_html(content.html)[0].split("\n")
    assert lines[:2] == ["1. عنوان 1", "2. عنوان 2"]
    assert all(len(line) <= 95 and line.endswith("كلمة …") for line in lines[2:])
    keyboard = keyboard_of(content, new_key(), choices_open=True)
    assert [[button["text"] for button in row] for row in keyboard["inline_keyboard"]] == [
        ["1", "2", "3", "4", "5"],
        ["6", "7"],
    ]


def test_a_point_that_nothing_leads_to_and_one_that_stands_alone_keep_their_words() -> None:
    one, other = Item(1, "d/s/a", "أول", "أول", "نص الأول"), Item(2, "d/s/b", "", "ثان", "نص الثاني")
    assert listed(one).html == "1. <b>أول</b>: نص الأول"
    assert listed(one).choices == (Choice("1. أول", show_passage("d/s/a")),)
    assert listed(one, other).html == "1. <b>أول</b>: نص الأول\n\n2. <b>ثان</b>: نص الثاني"


def test_points_of_two_columns_are_pressed_by_their_names() -> None:
    columns = tuple(
        Points(
            name, "", tuple(Item(at, f"d/{name}/{at}", f"{name} {at}", f"{name} {at}", "نص") for at in (1, 2))
        )
        for name in ("a", "b")
    )
    (content,) = contents_of(reply(Answer("", columns)), "ar")
    assert [each.title for each in content.choices] == ["1. a 1", "2. a 2", "1. b 1", "2. b 2"]


SECTION = Section(
    (
        Paragraph("d/s", (Segment("ق&سم"),), (Segment("وهي:", is_marked=True),)),
        Paragraph("d/s/a", (Segment("أول", is_marked=True),), (Segment("نص <الأول>."),)),
        Paragraph("d/s/b", (), (Segment("قبل. "), Segment("هذا.", is_marked=True), Segment(" بعد."))),
    ),
    is_cut_after=True,
)


def test_a_source_is_its_whole_section_with_what_was_quoted_in_bold() -> None:
    (content,) = contents_of(reply("x", source("وهي:")), "ar")
    shown = source_html(with_section(content.sources[0], SECTION), "ar")
    assert shown.endswith(
        "\n<blockquote><b>وهي:</b>\n<b>أول</b>\nنص &lt;الأول&gt;.\nقبل. <b>هذا.</b> بعد.\n…</blockquote>"
    )
    assert shown.count("سم") == 1  # the section's name is in the head alone


def test_of_a_long_section_as_much_is_shown_as_a_message_holds() -> None:
    around = tuple(Paragraph(f"d/s/{at}", (), (Segment("جملة طويلة. " * 60),)) for at in range(20))
    section = Section((*around, *SECTION.paragraphs, *around), is_cut_before=True, is_cut_after=True)
    (content,) = contents_of(reply("x", source("وهي:")), "ar")
    shown = source_html(with_section(content.sources[0], section), "ar")
    assert "<b>وهي:</b>" in shown
    assert units(read_html(shown)[0]) <= 4096


def test_a_section_without_what_was_quoted_leaves_the_quotation() -> None:
    (content,) = contents_of(reply("x", source("وهي:")), "ar")
    other = Section((Paragraph("d/s", (), (Segment("كلام آخر."),)),))
    assert with_section(content.sources[0], other) == content.sources[0]


def test_a_list_has_one_source_a_section() -> None:
    cited = [replace(source(f"قول {at}"), section=name) for at, name in enumerate("aab")]
    items = tuple(Item(at, f"d/s/{at}", "اسم", "اسم", "") for at in (1, 2))
    (content,) = contents_of(reply(Answer("", (Points("", "", items),)), *cited), "ar")
    assert [each.quote for each in content.sources] == ["قول 0", "قول 2"]


def test_every_button_is_read_back_and_fits() -> None:
    key = new_key()
    quoted = contents_of(reply("x", source("q"), source("r")), "ar")
    content = replace(quoted[0], choices=(Choice("x", "/x"),) * 20, answer_id="a", control="erase")
    unhelpful = replace(content, control="", verdict="down")
    for each in (content, replace(content, control="language"), replace(content, view=1), unhelpful):
        keyboard = keyboard_of(each, key, choices_open=True)
        assert keyboard is not None
        for button in (button for row in keyboard["inline_keyboard"] for button in row):
            press = read_press(button["callback_data"])
            assert press is not None
            assert press.key == key
            assert len(button["callback_data"].encode()) <= MAX_DATA_BYTES


@pytest.mark.parametrize(
    "data", [None, "", "x", "k" * 12, "k" * 12 + ":", "k" * 12 + ":c999999", "k" * 12 + ":z1"]
)
def test_data_that_are_not_ours_are_no_press(data: str | None) -> None:
    assert read_press(data) is None


def test_content_survives_being_written_down() -> None:
    content = contents_of(reply("x", source("q", after=" r"), answer_id="a"), "fr")[0]
    assert Content.of_json(json.loads(json.dumps(content.as_json()))) == content
    shown = html_of(replace(content, view=0))
    assert shown.startswith("<b>Dans la source: و&lt;ثيقة&gt; — ق&amp;سم</b>")
    stored = content.as_json()
    for each in stored["sources"]:  # as it was kept before there were marks
        del each["marks"]
    assert html_of(replace(Content.of_json(stored), view=0)) == shown


def reordered(*numbers: int, pause: float = 0.0) -> list[int]:
    released: list[int] = []

    async def run() -> None:
        buffer: ReorderBuffer[int] = ReorderBuffer(released.append, 0.02)
        buffer.put(numbers[0], numbers[0])
        await asyncio.sleep(0.04)  # the first has nothing to wait for but its time
        for number in numbers[1:]:
            buffer.put(number, number)
            await asyncio.sleep(pause)
        await asyncio.sleep(0.05)

    asyncio.run(run())
    return released


def test_a_reorder_buffer_waits_for_what_is_missing_and_no_longer() -> None:
    assert reordered(1, 3, 2, 5, 4) == [1, 2, 3, 4, 5]
    assert reordered(1, 3, 4, 2, pause=0.05) == [1, 3, 4, 2]  # the missing one came too late
    assert reordered(1, 2, 5000, 5001) == [1, 2, 5000, 5001]  # a new count
    assert reordered(5000, 1, 2) == [5000, 1, 2]


def test_a_reorder_buffer_goes_on_after_what_is_past_and_waits_for_what_is_missing_there() -> None:
    released: list[int] = []

    async def run() -> None:
        buffer: ReorderBuffer[int] = ReorderBuffer(released.append, 0.0)
        buffer.begin({100, 101, 103, 105}, 0.05)
        buffer.put(104, 104)
        buffer.put(106, 106)
        assert released == []
        buffer.put(102, 102)
        assert released == [102, 104, 106]
        buffer.put(107, 107)
        assert released[-1] == 107
        buffer.begin({200}, 0.05)
        buffer.put(202, 202)
        await asyncio.sleep(0.1)  # the missing one does not come
        buffer.put(203, 203)

    asyncio.run(run())
    assert released == [102, 104, 106, 107, 202, 203]


def test_a_batch_writes_together_what_meets() -> None:
    written: list[list[int]] = []

    async def write(items: list[int]) -> list[int]:
        written.append(items)
        await asyncio.sleep(0.01)
        if 13 in items:
            raise ValueError("13")
        return [10 * item for item in items]

    async def run() -> None:
        batch: Batch[int, int] = Batch(write, linger_seconds=5.0)
        assert await asyncio.gather(*(batch.add(item) for item in range(4))) == [0, 10, 20, 30]
        soon = batch.put(7)
        await asyncio.sleep(0.02)
        assert not soon.done()
        await batch.flush()
        assert soon.result() == 70
        with pytest.raises(ValueError, match="13"):
            await batch.add(13)
        assert await batch.add(1) == 10

    asyncio.run(run())
    assert written == [[0, 1, 2, 3], [7], [13], [1]] or written[0] == [0]


def test_a_chat_queue_takes_one_after_the_other_and_survives_a_failure() -> None:
    seen: list[str] = []

    async def run() -> None:
        queues = ChatQueues()

        async def job(name: str, pause: float) -> None:
            await asyncio.sleep(pause)
            seen.append(name)
            if name == "a1":
                raise ValueError(name)

        for name, pause in (("a1", 0.03), ("a2", 0.0), ("b1", 0.01)):
            queues.put((ord(name[0]), 0), lambda name=name, pause=pause: job(name, pause))
        assert queues.waiting((ord("a"), 0)) == 2
        await asyncio.sleep(0.1)
        assert queues.waiting((ord("a"), 0)) == 0
        await queues.close()

    asyncio.run(run())
    assert seen == ["b1", "a1", "a2"]


def placeholders(value: str | dict[str, str]) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", value)) if isinstance(value, str) else []


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_says_everything_that_arabic_says(code: str) -> None:
    ours, arabic = LANGUAGES[code], LANGUAGES["ar"]
    assert ours.commands.keys() == arabic.commands.keys()
    assert ours.unreadable.keys() == arabic.unreadable.keys()
    assert list(ours.reasons) == list(arabic.reasons)
    for field in fields(Sentences):
        value = getattr(ours, field.name)
        assert value or field.name == "refusals"
        assert placeholders(value) == placeholders(getattr(arabic, field.name))
    assert commands_of({"commands": [{"command": n, "description": d} for n, d in ours.commands.items()]})
    assert len(ours.description) <= 512
    assert len(ours.short_description) <= 120
    for word in (ours.thanks_up, ours.thanks_down, ours.thanks_reason, ours.verdict_taken_back):
        assert len(word) <= 200
    for word in (ours.button_expired, ours.button_of_another):
        assert len(word) <= 200


SECRETS = {"DALEEL_SECRET_KEY": "k" * 40, "DALEEL_CHANNEL_SECRET": "c" * 20}


def test_without_a_token_telegram_is_off_whatever_else_is_set() -> None:
    telegram = read_environment({**SECRETS, "DALEEL_TELEGRAM_MODE": "webhook"}).telegram
    assert (telegram.token, telegram.api) == ("", "https://api.telegram.org")


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"DALEEL_TELEGRAM_TOKEN": "no token"}, "DALEEL_TELEGRAM_TOKEN"),
        ({"DALEEL_TELEGRAM_MODE": "carrier pigeon"}, "DALEEL_TELEGRAM_MODE"),
        ({"DALEEL_TELEGRAM_MODE": "webhook"}, "DALEEL_TELEGRAM_SECRET"),
        ({"DALEEL_TELEGRAM_MODE": "webhook", "DALEEL_TELEGRAM_SECRET": "ب" * 20}, "DALEEL_TELEGRAM_SECRET"),
        ({"DALEEL_TELEGRAM_API": "telegram"}, "DALEEL_TELEGRAM_API"),
        ({"DALEEL_TELEGRAM_PUBLIC_URL": "bot.example.org"}, "DALEEL_TELEGRAM_PUBLIC_URL"),
    ],
)
def test_a_bad_setting_is_named(settings: dict[str, str], named: str) -> None:
    with pytest.raises(SettingError, match=named):
        read_environment({**SECRETS, "DALEEL_TELEGRAM_TOKEN": "123456:ABC-DEF1234ghIkl", **settings})


def test_sentences_say_what_the_assistant_is_about_and_telegram_takes_a_subject_of_many_words(
    monkeypatch: pytest.MonkeyPatch,
):
    long = replace(about.read(about.SHIPPED), subject={"ar": " ".join(["الضرائب"] * 10)})
    monkeypatch.setattr("web.telegram.sentences.about", lambda: long)
    for code in LANGUAGES:
        sentences = in_language(code)
        assert "الضرائب الضرائب" in sentences.start
        assert f"\u2022 {long.questions[code][0]}" in sentences.help
        assert "{" not in sentences.start + sentences.help + sentences.description
        assert "{username}" in sentences.group_start
        assert len(_cut(sentences.short_description, MAX_SHORT_DESCRIPTION)) <= MAX_SHORT_DESCRIPTION
        assert _cut(sentences.description, MAX_DESCRIPTION) == sentences.description


def test_the_button_that_erases_asks_once_more_and_is_no_question() -> None:
    reply = Reply("امحُها إن شئت:", "", "", buttons=(Button("امحُ محادثتنا", ERASE), Button("x", "/ask_human")))
    (content,) = contents_of(reply, "ar")
    assert (content.control, [each.payload for each in content.choices]) == ("erase", ["/ask_human"])
    keyboard = keyboard_of(content, new_key(), choices_open=True)
    assert keyboard is not None
    titles = [each["text"] for row in keyboard["inline_keyboard"] for each in row]
    assert titles == ["x", in_language("ar").erase_yes, in_language("ar").erase_no]
