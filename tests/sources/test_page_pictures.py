"""A quoted page, as visitors open it: there while its passage is published, and not a moment longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.made import make_pdf
from tests.review.visitor import Visitor

LINES = ("تبدأ إجراءات التأسيس بإيداع ملف", "كامل لدى السجل التجاري في الولاية.")


@pytest.fixture
def passage_id(put, work, tmp_path: Path) -> str:
    from web.sources import making

    drawn = [(100, 700 - 20 * at, 12, line[::-1]) for at, line in enumerate(LINES)]
    version = put("paper.pdf", make_pdf(tmp_path / "paper.pdf", [drawn]).read_bytes())
    work()
    version.refresh_from_db()
    (passage,) = making.published_form(version).passages
    assert passage.page == 1
    return passage.id


def test_the_page_is_shown_while_it_is_published_and_asked_for_each_time(passage_id, work):
    from web.chat.page_pictures import picture_address
    from web.sources import workflow

    visitor, address = Visitor(), picture_address(passage_id)
    shown = visitor.get(address)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/png")
    assert "no-cache" in shown.headers["Cache-Control"]
    assert visitor.get(address, **{"If-None-Match": shown.headers["ETag"]}).status_code == 304
    assert visitor.get(address[:-1] + ("a" if address[-1] != "a" else "b")).status_code == 404
    workflow.unpublish(None, "paper")
    work()
    assert visitor.get(address).status_code == 404
    assert visitor.get(address, **{"If-None-Match": shown.headers["ETag"]}).status_code == 404


def test_the_file_is_given_where_its_owner_allows_it_alone(passage_id, work):
    from web.chat.page_pictures import file_address, picture_address
    from web.sources import changing

    visitor = Visitor()
    assert file_address(passage_id) == ""
    assert visitor.get(f"{picture_address(passage_id)}/file").status_code == 404
    changing.describe(None, "paper", may_be_downloaded=True)
    work()
    given = visitor.get(file_address(passage_id))
    assert given.content.startswith(b"%PDF-")
    assert given.headers["Content-Disposition"].startswith("attachment")
