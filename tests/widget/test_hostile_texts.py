"""Hostile questions, documents and buttons are shown, every letter of them, and never run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from contract.answer import Answer, Item, Points
from tests.web.stub_answers import Message, answering, button, evidence, message
from tests.web.web_process import WebProcess
from tests.widget.conftest import DESKTOP, PHONE
from tests.widget.hostile_texts import hostile_texts
from tests.widget.visitor import Visitor

Visit = Callable[..., Visitor]
TEXTS = hostile_texts()
# What the widget itself is made of.
OWN_TAGS = {
    "a", "article", "b", "bdi", "blockquote", "button", "div", "footer", "form", "h1", "h2", "header", "i",
    "input", "li", "mark", "ol", "p", "path", "section", "span", "svg", "textarea", "time", "ul",
}  # fmt: skip
INSIDE = """() => {
    const all = [...document.querySelector("sme-chat").shadowRoot.querySelectorAll("*")];
    return {
        tags: [...new Set(all.map((e) => e.localName))],
        handlers: all.flatMap((e) => e.getAttributeNames()).filter((name) => /^on/i.test(name)),
        addresses: all.flatMap((e) => ["href", "src", "action", "formaction", "xlink:href", "srcdoc"]
            .map((name) => e.getAttribute(name)).filter(Boolean)),
        foreign: document.querySelectorAll("body > *").length,
    };
}"""


def grouped(size: int) -> list[tuple[str, ...]]:
    return [tuple(TEXTS[start : start + size]) for start in range(0, len(TEXTS), size)]


def flat(text: str) -> str:
    """Without the spaces and line ends that a browser may show otherwise."""
    return "".join(text.split())


def hostile_answer(texts: tuple[str, ...]) -> list[Message]:
    """Frame, numbered points, document, section, paragraph, quote and buttons: all of them hostile."""
    headings = [" ".join(text.split()) for text in texts]
    items = tuple(
        Item(number, f"sme-roles/economic/p-{number}", heading, heading, f"نص {heading}")
        for number, heading in enumerate(headings, 1)
    )
    answer = Answer(texts[0], (Points(texts[-1], texts[0], items),), texts[0], (texts[0],))
    found = evidence("list", texts[0], headings)
    for point, text in zip(found["points"], texts, strict=True):
        point["text"] = f"قبل {text} بعد"
    found["citations"] = [
        {
            **found["citations"][0],
            "document": f"وثيقة {text}",
            "section": f"قسم {text}",
            "passage_id": point["id"],
            "quote": text,
        }
        for point, text in zip(found["points"], texts, strict=True)
    ]
    buttons = [button(f"زر {text}", f"sme-roles/x/{number}") for number, text in enumerate(texts)]
    return [answering(answer, found, buttons)]


def nothing_of_theirs(visitor: Visitor) -> None:
    inside: dict[str, Any] = visitor.page.evaluate(INSIDE)
    assert set(inside["tags"]) <= OWN_TAGS
    assert inside["handlers"] == []
    assert [url for url in inside["addresses"] if not url.startswith(("https://", "http://"))] == []
    assert inside["foreign"] == 3  # main, script, sme-chat
    assert visitor.page.evaluate("'__xss' in window") is False


def test_there_are_two_hundred_different_ones() -> None:
    assert len({text.partition(" ")[2] for text in TEXTS}) == 200


def test_hostile_questions_are_shown_and_not_run_when_asked_and_after_a_reload(
    visit: Visit, server: WebProcess
) -> None:
    visitor = visit(PHONE).open()
    server.stub.is_to.answer = lambda said: [message(said)]
    groups = ["\n".join(group) for group in grouped(10)]
    for number, group in enumerate(groups):
        assert len(group) <= 1000
        visitor.say(group)
        visitor.answer(number)
    for _ in range(2):
        expect(visitor.answers).to_have_count(len(groups))
        shown = [flat(question) for question in visitor.questions.all_inner_texts()]
        told = [flat(answer) for answer in visitor.answers.all_inner_texts()]
        for group, question, answer in zip(groups, shown, told, strict=True):
            for text in group.split("\n"):
                assert flat(text) in question
                assert flat(text) in answer
        nothing_of_theirs(visitor)
        visitor.reload()


def test_hostile_documents_and_buttons_are_shown_and_not_run(visit: Visit, server: WebProcess) -> None:
    visitor = visit(DESKTOP).open()
    visitor.page.route("**/api/chat/section?*", lambda route: route.abort())  # what was quoted stays
    groups = grouped(50)
    for number, group in enumerate(groups):
        server.stub.is_to.answer = lambda said, group=group: hostile_answer(group)
        visitor.say(f"سؤال {number}")
        visitor.answer(number)
    visitor.reload()
    expect(visitor.answers).to_have_count(len(groups))
    assert visitor.part("point").count() == len(TEXTS)
    for source in visitor.part("source").all():
        source.evaluate("button => button.click()")
    expect(visitor.page.locator("sme-chat mark")).to_have_count(len(TEXTS))
    shown = {
        "point": visitor.part("point").all_inner_texts(),
        "source": visitor.part("source").all_inner_texts(),
        "paragraph": visitor.page.locator("sme-chat blockquote p").all_inner_texts(),
        "button": visitor.part("reply").all_inner_texts(),
    }
    for name, told in shown.items():
        assert len(told) == len(TEXTS), name
        for text, seen in zip(TEXTS, told, strict=True):
            assert flat(text) in flat(seen), name
    visitor.page.locator("sme-chat mark").first.hover()
    visitor.part("point").first.evaluate("button => button.click()")  # its name becomes a question
    visitor.answer(len(groups))
    nothing_of_theirs(visitor)


def test_a_hostile_section_is_shown_and_not_run(visit: Visit) -> None:
    visitor = visit().open()
    paragraphs = [
        {
            "passage_id": text,
            **{name: [{"text": text, "is_marked": True}] for name in ("heading", "segments")},
        }
        for text in TEXTS
    ]
    visitor.page.route(
        "**/api/chat/section?*",
        lambda route: route.fulfill(
            json={"paragraphs": paragraphs, "is_cut_before": True, "is_cut_after": True},
            headers={"Access-Control-Allow-Origin": "*"},
        ),
    )
    visitor.ask("سؤال")
    visitor.part("source").click()
    expect(visitor.page.locator("sme-chat blockquote p")).to_have_count(len(TEXTS) + 2)
    told = visitor.page.locator("sme-chat blockquote p").all_inner_texts()[1:-1]
    for text, seen in zip(TEXTS, told, strict=True):
        assert flat(f"{text} {text}") in flat(seen)
    nothing_of_theirs(visitor)


def test_hostile_attributes_of_the_element_are_words(visit: Visit) -> None:
    for text in TEXTS[:60:10]:
        visitor = visit(title=text, subtitle=text, greeting=text, start_questions=text, color=text).open()
        expect(visitor.part("greeting")).to_contain_text(text)
        nothing_of_theirs(visitor)
        visitor.page.close()


def test_a_hostile_error_of_a_server_in_between_is_not_run(visit: Visit) -> None:
    visitor = visit().open()
    visitor.page.route(
        "**/api/chat/messages",
        lambda route: route.fulfill(
            status=418, json={"error": {"code": "odd", "message": TEXTS[0], "request_id": TEXTS[1]}},
            headers={"Access-Control-Allow-Origin": "*"},
        ),
    )  # fmt: skip
    visitor.say("سؤال")
    expect(visitor.log).to_contain_text(TEXTS[0])
    nothing_of_theirs(visitor)
