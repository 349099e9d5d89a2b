"""Colours, dark, motion, print, phones: what the eye meets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, expect

from contract.answer import Answer, Quote
from tests.web.stub_answers import PARAGRAPH, answering, evidence, message
from tests.web.web_process import WebProcess
from tests.widget.conftest import DESKTOP, PHONE, SMALL_PHONE
from tests.widget.visitor import Visitor

Visit = Callable[..., Visitor]
PHONES = pytest.mark.parametrize("size", [SMALL_PHONE, PHONE], ids=["320", "390"])
MOVING = "document.querySelector('sme-chat').shadowRoot.getAnimations().length"
AT_END = """() => {
    const log = document.querySelector("sme-chat").shadowRoot.querySelector("[part=log]");
    return log.scrollHeight - log.clientHeight - log.scrollTop < 4;
}"""
COLOURS = ["#ffff00", "#000000", "#777777", "rebeccapurple", "hsl(10 90% 60%)", "#fff", "no colour at all"]


def luminance(colour: str) -> float:
    """WCAG's relative luminance of "rgb(…)"."""
    numbers = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in numbers
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_colour_of_the_site_stays_legible(visit: Visit, theme: str) -> None:
    visitor = visit(theme=theme)

    def ratio(part: str) -> float:
        return contrast(visitor.style(part, "color"), visitor.style(part, "backgroundColor"))

    def colours(*parts: str) -> Iterator[tuple[str, str, float]]:
        for colour in COLOURS:
            visitor.page.locator("sme-chat").evaluate(
                "(e, colour) => e.setAttribute('color', colour)", colour
            )
            yield from ((colour, part, ratio(part)) for part in parts)

    ratios = list(colours("launcher"))
    visitor.open()
    ratios += colours("header", "starter")
    visitor.ask("سؤال")
    visitor.input.fill("سؤال")
    ratios += colours("question", "send")
    assert len(ratios) == 5 * len(COLOURS)
    assert [found for found in ratios if found[2] < 4.5] == []
    assert len({round(found[2], 3) for found in ratios}) > len(COLOURS)  # they did change


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_sentence_that_answers_comes_first_softly_marked(
    visit: Visit, server: WebProcess, theme: str
) -> None:
    one, other, last = "هذه الأولى 😀.", "هذه <b>الثانية</b>.", "هذه الثالثة."
    text = f"{one} {other} {last}"
    mark = (len(one) + 1, len(one) + 1 + len(other))
    said = Answer("جاء:", (Quote("sme-roles/economic/p-1", "", text, (mark,)),))
    found = evidence("point", "س", ("تكوين",))
    found["points"][0] |= {"text": text, "marks": [mark]}
    found["citations"][0]["quote"] = other
    server.stub.is_to.answer = lambda _: [answering(said, found)]
    visitor = visit(PHONE, theme=theme).open()
    visitor.page.route("**/api/chat/section?*", lambda route: route.abort())  # the stub's has other words
    visitor.ask("سؤال")
    for _ in range(2):
        answer = visitor.answers.first
        expect(answer.locator("> p")).to_have_text(["جاء:", other, f"{one} … {last}"])
        expect(answer.locator("> p mark")).to_have_text(other)
        assert contrast(*colours_of(answer.locator("> p mark"))) >= 4.5
        assert answer.locator("> p mark").evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
        visitor.part("source").click()
        expect(answer.locator("blockquote p")).to_have_text(f"تكوين {text}")
        expect(answer.locator("blockquote mark")).to_have_text(other)
        visitor.reload()


def colours_of(element: Locator) -> tuple[str, str]:
    """Its ink and what lies behind it, which is not the card's own."""
    ink, behind, card = element.evaluate("""e => [
        getComputedStyle(e).color,
        getComputedStyle(e).backgroundColor,
        getComputedStyle(e.closest("article")).backgroundColor,
    ]""")
    assert behind not in (card, "rgba(0, 0, 0, 0)")
    return ink, behind


def test_the_launcher_and_the_panel_are_on_the_side_asked_for(visit: Visit) -> None:
    for attributes, is_left in (({}, True), ({"position": "right"}, False), ({"language": "en"}, False)):
        visitor = visit(**attributes)
        for part in ("launcher", "panel"):
            box = visitor.part(part).bounding_box()
            assert box and (box["x"] + box["width"] / 2 < 640) == is_left
            if part == "launcher":
                visitor.open()


def test_dark_is_dark_when_the_system_or_the_site_says_so(visit: Visit) -> None:
    dark_system = {"color_scheme": "dark"}
    for window, attributes, is_dark in (
        ({}, {}, False),
        (dark_system, {}, True),
        (dark_system, {"theme": "light"}, False),
        ({}, {"theme": "dark"}, True),
    ):
        visitor = visit(window=window, **attributes).open()
        answer = visitor.ask("سؤال")
        background = answer.evaluate("e => getComputedStyle(e).backgroundColor")
        ink = answer.evaluate("e => getComputedStyle(e).color")
        assert (luminance(background) < 0.1) == is_dark
        assert contrast(ink, background) >= 7


def test_the_system_turning_dark_turns_the_widget(visit: Visit) -> None:
    visitor = visit().open()
    before = luminance(visitor.style("panel", "backgroundColor"))
    visitor.page.emulate_media(color_scheme="dark")
    expect(visitor.page.locator("sme-chat [data-theme=dark]")).to_have_count(1)
    assert luminance(visitor.style("panel", "backgroundColor")) < 0.1 < before


def test_nothing_moves_for_who_wants_no_motion(visit: Visit, server: WebProcess) -> None:
    server.stub.is_to.delay_seconds = 1.0
    visitor = visit(window={"reduced_motion": "reduce"}).open()
    visitor.say("سؤال")
    expect(visitor.typing).to_be_visible()
    assert visitor.page.evaluate(MOVING) == 0
    visitor.answer(0)


def test_the_waiting_dots_breathe_for_everyone_else(visit: Visit, server: WebProcess) -> None:
    server.stub.is_to.delay_seconds = 1.0
    visitor = visit().open()
    visitor.say("سؤال")
    expect(visitor.typing).to_be_visible()
    assert visitor.page.evaluate(MOVING) >= 3
    visitor.answer(0)


def test_the_whole_conversation_is_printed_and_nothing_to_press(visit: Visit, server: WebProcess) -> None:
    server.stub.is_to.answer = lambda said: [message("\n".join(f"سطر {line}" for line in range(60)))]
    visitor = visit().open()
    visitor.ask("سؤال")
    visitor.page.emulate_media(media="print")
    for name in (visitor.words.send, visitor.words.menu, visitor.words.close):
        expect(visitor.button(name)).to_be_hidden()
    expect(visitor.input).to_be_hidden()
    assert visitor.log.evaluate("log => log.scrollHeight <= log.clientHeight + 1")
    height = visitor.panel.evaluate("e => e.getBoundingClientRect().height")
    assert height > 60 * 20
    assert len(visitor.page.pdf(format="A4")) > 10_000


def test_a_closed_widget_leaves_no_mark_on_paper(visit: Visit) -> None:
    visitor = visit()
    visitor.page.emulate_media(media="print")
    expect(visitor.part("launcher")).to_be_hidden()


@PHONES
def test_on_a_phone_the_panel_fills_the_screen_and_nothing_sticks_out(
    visit: Visit, server: WebProcess, size: dict[str, dict[str, int]]
) -> None:
    word = "كلمة" * 60
    link = "https://example.org/" + "a" * 200
    server.stub.is_to.answer = lambda said: [message(f"{word}\n{link}\n{PARAGRAPH}")]
    visitor = visit(size).open()
    screen = {"x": 0, "y": 0, **size["viewport"]}
    visitor.page.wait_for_function(f"!{MOVING}")
    assert visitor.panel.bounding_box() == pytest.approx(screen, abs=0.01)
    visitor.ask(f"{word}\n{link}")
    assert visitor.log.evaluate("log => log.scrollWidth <= log.clientWidth")
    outside = visitor.panel.evaluate("""panel => [...panel.querySelectorAll("*")]
        .filter((e) => e.getClientRects().length && !e.closest(".sr"))
        .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([, box]) => box.left < -1 || box.right > innerWidth + 1)""")
    assert outside == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_does_not_bring_up_its_keyboard_over_the_greeting(visit: Visit) -> None:
    visitor = visit(PHONE).open()
    expect(visitor.input).not_to_be_focused()
    assert visitor.page.evaluate("document.activeElement.tagName") == "SME-CHAT"


@PHONES
def test_the_keyboard_does_not_cover_the_input(visit: Visit, size: dict[str, dict[str, int]]) -> None:
    visitor = visit(size).open()
    for number in range(4):
        visitor.ask(f"سؤال {number}")
    visitor.input.focus()
    # A keyboard leaves the page its size and takes away half of what can be seen of it.
    visitor.page.evaluate("""() => {
        Object.defineProperty(visualViewport, "height", { get: () => innerHeight / 2, configurable: true });
        visualViewport.dispatchEvent(new Event("resize"));
    }""")
    half = size["viewport"]["height"] / 2
    panel, field = visitor.panel.bounding_box(), visitor.input.bounding_box()
    assert panel and panel["height"] == half
    assert field and field["y"] + field["height"] <= half
    visitor.page.wait_for_function(AT_END)
    assert visitor.log.evaluate("log => log.clientHeight") > 60
    header = visitor.button(visitor.words.close).bounding_box()
    assert header and header["y"] >= 0


def test_the_input_grows_with_its_text_to_a_limit(visit: Visit) -> None:
    visitor = visit(DESKTOP).open()
    heights = []
    for lines in (1, 3, 30):
        visitor.input.fill("\n".join(["سطر"] * lines))
        visitor.page.wait_for_timeout(100)
        box = visitor.input.bounding_box()
        assert box
        heights.append(box["height"])
    assert heights[0] < heights[1] < heights[2] <= 160


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_link_in_the_visitors_own_words_can_be_read(visit: Visit, theme: str) -> None:
    visitor = visit(PHONE, theme=theme).open()
    visitor.ask("انظر https://example.org/page من فضلك")
    link = visitor.questions.get_by_role("link")
    ink = link.evaluate("e => getComputedStyle(e).color")
    assert contrast(ink, visitor.style("question", "backgroundColor")) >= 4.5
    assert link.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"


def test_what_cannot_be_pressed_does_not_look_as_if_it_could(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask("طقس")
    chip = visitor.part("reply")
    chip.click()
    visitor.answer(1)
    expect(chip).to_have_attribute("aria-disabled", "true")
    assert chip.evaluate("e => getComputedStyle(e).borderStyle") == "dashed"
