"""The overview tells staff when answers are less sure, and waits for nobody to do so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache

from terminal.checks import free_port
from tests.review.visitor import Visitor
from tests.web.in_process import daleel
from tests.web.standing_in import INDEX, Answers, standing_in

UNREAD = "hits are not read: the index was built without a reader, by <other>"
SAID = "يجيب المساعد الآن من دون القارئ"


@pytest.fixture(autouse=True)
def nothing_kept(database: None) -> Iterator[None]:
    """Nothing of another test is known."""
    cache.clear()
    yield
    cache.clear()


def look_at(health: object) -> Answers:
    """Look once at an action server that says this of its index; return what it was asked."""
    from web.operations.index_warning import look

    answers = Answers(health_index=health)
    with standing_in(answers) as url, daleel(actions_url=url):
        look()
    return answers


@pytest.mark.parametrize("role", ["reviewer", "lead", "administrator"])
def test_the_overview_says_in_arabic_that_hits_are_not_read_and_why(
    signed_in: Callable[[str], Visitor], role: str
) -> None:
    assert look_at({**INDEX, "warning": UNREAD}).asked == ["/health/index"]
    page = signed_in(role).get("/review/").text
    assert SAID in page
    assert '<code dir="ltr">hits are not read: the index was built without a reader, by &lt;other&gt;' in page


def test_it_is_said_in_english_to_who_reads_english(signed_in: Callable[[str], Visitor]) -> None:
    look_at({**INDEX, "warning": UNREAD})
    visitor = signed_in("reviewer")
    visitor.post("/review/language", {"language": "en"})
    assert "the assistant answers without the reader" in visitor.get("/review/").text


def test_nothing_is_said_where_hits_are_read_or_nothing_is_known(
    signed_in: Callable[[str], Visitor],
) -> None:
    visitor = signed_in("reviewer")
    assert SAID not in visitor.get("/review/").text
    look_at({**INDEX, "warning": UNREAD})
    assert SAID in visitor.get("/review/").text
    look_at(INDEX)
    assert SAID not in visitor.get("/review/").text


def test_who_is_not_signed_in_is_told_nothing(visitor: Callable[[], Visitor]) -> None:
    look_at({**INDEX, "warning": UNREAD})
    page = visitor().get("/review/sign-in").text
    assert SAID not in page
    assert UNREAD not in page


def test_a_silent_action_server_leaves_what_was_known(signed_in: Callable[[str], Visitor]) -> None:
    from web.operations.index_warning import look

    look_at({**INDEX, "warning": UNREAD})
    with daleel(actions_url=f"http://127.0.0.1:{free_port()}"):
        look()
    assert SAID in signed_in("reviewer").get("/review/").text


def test_the_page_asks_the_action_server_nothing(signed_in: Callable[[str], Visitor]) -> None:
    visitor = signed_in("reviewer")
    answers = Answers(health_index={**INDEX, "warning": UNREAD})
    with standing_in(answers) as url, daleel(actions_url=url):
        assert visitor.get("/review/").status_code == 200
    assert answers.asked == []
