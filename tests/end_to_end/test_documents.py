"""A file's life, in a real browser, on the real system with an index of its own: dropped, answered from with
its page, replaced, gone back to, deleted; what was taken away is never said again."""

from __future__ import annotations

import io
import json
import re
import shutil
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from documents.pictures import MARK_COLOUR
from terminal.settings import Settings
from tests.end_to_end.test_teaching import LONG, manage
from tests.review.visitor import PASSWORD
from tests.system import running
from tests.widget.conftest import DESKTOP, browser, tabs  # noqa: F401  (fixtures)
from tests.widget.visitor import Visitor

pytestmark = pytest.mark.system

TITLE = "دليل القرض من دون فائدة للمؤسسات الصغيرة"
YEARS = (
    "يسدد أصحاب المؤسسات الصغيرة القرض من دون فائدة على {} سنوات، تبدأ بعد ثلاث سنوات من انطلاق النشاط. "
    "وتدفع الأقساط كل ثلاثة أشهر إلى الوكالة التي منحت القرض. ومن تأخر عن دفع قسطين متتاليين دعته الوكالة "
    "إلى جدولة جديدة لما بقي عليه من أقساط."
)
BONUS = (
    "تمنح الوكالة مكافأة التسديد المبكر لكل مؤسسة صغيرة تسدد قرضها كاملا قبل نهاية السنة الخامسة. وتبلغ "
    "المكافأة عشر قيمة القرض، وتصرف مرة واحدة خلال شهر من آخر قسط. ولا تمنح لمن سبق أن جدولت أقساطه من "
    "جديد، ولا لمن غير نشاطه من دون إذن الوكالة."
)
FILE = (
    "يودع طالب القرض ملفه لدى فرع الوكالة في الولاية التي يقع فيها مقر مؤسسته. ويتضمن الملف نسخة من السجل "
    "التجاري ودراسة للمشروع وعقد الإيجار أو سند الملكية. وتسلم الوكالة وصلا بالإيداع في اليوم نفسه، ولا "
    "تتجاوز مدة الدراسة خمسة عشر يوما من تاريخ الوصل."
)
FIRST = {"مدة سداد القرض": YEARS.format("ثماني"), "مكافأة التسديد المبكر": BONUS, "ملف طلب القرض": FILE}
SECOND = {"مدة سداد القرض": YEARS.format("عشر"), "ملف طلب القرض": FILE}
HOW_LONG = "على كم سنة يسدد أصحاب المؤسسات الصغيرة القرض من دون فائدة؟"
WHAT_BONUS = "ما قيمة مكافأة التسديد المبكر؟"
TAUGHT = "هل أربح شيئا إن أعدت المال قبل أوانه؟"
WIDE = "حدثني عن القرض"
EIGHT, TEN, OF_BONUS = "على ثماني سنوات", "على عشر سنوات", "عشر قيمة القرض"


@pytest.fixture(scope="module")
def daleel(tmp_path_factory: pytest.TempPathFactory, index_directory: Path) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("documents")
    shutil.copytree(index_directory.resolve(), folder / "models" / "index")
    with (
        running(folder, DALEEL_INDEX=str(folder / "models" / "index")) as system,
        system.web(folder, works=True) as settings,
    ):
        for name, role in (("amin", "editor"), ("rim", "reviewer"), ("layla", "lead")):
            manage(settings, "staff", "add", name, "--role", role, "--password-stdin", typed=f"{PASSWORD}\n")
        yield settings


@pytest.fixture
def editor(browser: Any, daleel: Settings) -> Iterator[Page]:  # noqa: F811
    """The console with an editor signed in, who says yes to what it asks before a deletion."""
    context = browser.new_context(**DESKTOP, locale="ar")
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    yield signed_in(page, daleel, "amin")
    context.close()


def pdf_of(page: Page, sections: dict[str, str]) -> bytes:
    told = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in sections.items())
    page.set_content(f"<html lang=ar dir=rtl><body style='line-height: 1.8'><h1>{TITLE}</h1>{told}</body>")
    return bytes(page.pdf(format="A4"))


def drop(page: Page, name: str, content: bytes) -> None:
    """Let a file fall on the console's place for files, as a browser does."""
    transfer = page.evaluate_handle(
        """([name, content]) => {
            const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], name, { type: "application/pdf" }));
            return transfer;
        }""",
        [name, b64encode(content).decode()],
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": transfer})


def signed_in(page: Page, daleel: Settings, name: str) -> Page:
    page.goto(f"{daleel.web_url}/review/sign-in?next=/review/sources/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    expect(page).to_have_url(f"{daleel.web_url}/review/sources/")
    return page


def visitor_of(page: Page, daleel: Settings) -> Visitor:
    page.goto(f"{daleel.web_url}/")
    page.wait_for_function("!!customElements.get('sme-chat')")
    return Visitor(page).open()


def said(visitor: Visitor, send: Callable[[], object]) -> str:
    """All that is answered to what `send` sends; there may be an offer beside the answer."""
    before = visitor.answers.count()
    send()
    expect(visitor.answers.nth(before)).to_be_visible(timeout=LONG)
    expect(visitor.typing).to_have_count(0)
    return "\n".join(visitor.answers.all_inner_texts()[before:])


def ask(visitor: Visitor, question: str) -> str:
    return said(visitor, lambda: visitor.say(question))


def wait_until_live(page: Page, daleel: Settings, version: int) -> None:
    """Wait on the source's page, which follows by itself, until that version is the one that is live."""
    page.goto(f"{daleel.web_url}/review/sources/of/loan")
    expect(version_row(page, version).get_by_text("منشور", exact=True)).to_be_visible(timeout=LONG)


def version_row(page: Page, version: int) -> Locator:
    return page.locator(".version-list li").filter(has_text=re.compile(f"النسخة \\W*{version}"))


def publish(page: Page, version: int) -> None:
    """Press "compare and publish", see what changes, publish."""
    version_row(page, version).get_by_role("link", name="قارن وانشر").click()
    expect(page.locator(".passage-list").first).to_contain_text(TEN)
    expect(page.locator(".passage-list").first).to_contain_text(EIGHT)
    page.get_by_role("button", name="انشر هذه النسخة").click()


def teach(daleel: Settings, wording: str, passage_id: str) -> None:
    """Have a refused question answered by this passage, as reviewers and leads do; the index takes it up."""
    groups = manage(daleel, "teach", "groups", "--refresh").splitlines()
    (group,) = {line.partition("\t")[0] for line in groups if line.endswith(f"\t{wording}")}
    wished = ("--kind", "curated", "--passage", passage_id, "--wording", wording)
    proposal = re.match(r"\d+", manage(daleel, "teach", "propose", group, *wished, "--by", "rim"))
    assert proposal is not None
    manage(daleel, "teach", "approve", proposal[0], "--by", "layla")
    until(lambda: "taken up at" in manage(daleel, "teach", "approved"))


def until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + LONG / 1000
    while not is_so():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.5)


def passages(daleel: Settings) -> dict[str, str]:
    """The ids of the published passages, by their headings."""
    path = daleel.path("DALEEL_SOURCES") / "published" / "loan.json"
    fields = json.loads(path.read_text(encoding="utf-8"))
    return {each["heading"]: each["id"] for each in fields["passages"]}


def test_a_dropped_file_is_answered_from_until_it_is_replaced_and_deleted(
    daleel: Settings,
    editor: Page,
    tabs: Callable[..., Any],  # noqa: F811
) -> None:
    visitor = visitor_of(tabs(DESKTOP).new_page(), daleel)
    assert EIGHT not in ask(visitor, HOW_LONG)
    assert "المكافأة" not in ask(visitor, TAUGHT)

    drop(editor, "loan.pdf", pdf_of(tabs(DESKTOP).new_page(), FIRST))
    expect(editor.locator("tr", has_text="loan.pdf")).to_contain_text(TITLE, timeout=LONG)
    wait_until_live(editor, daleel, 1)
    assert EIGHT in ask(visitor, HOW_LONG)
    see_the_page(visitor)
    ids = passages(daleel)
    teach(daleel, TAUGHT, ids["مكافأة التسديد المبكر"])
    assert OF_BONUS in ask(visitor, TAUGHT)
    ask(visitor, WIDE)
    buttons = visitor.part("reply").filter(has_text="مكافأة التسديد المبكر")
    expect(buttons.first).to_be_visible()

    editor.locator("[name=file]").set_input_files(
        {
            "name": "loan 2.pdf",
            "mimeType": "application/pdf",
            "buffer": pdf_of(tabs(DESKTOP).new_page(), SECOND),
        }
    )
    editor.get_by_role("button", name="أضفه نسخة").click()
    expect(version_row(editor, 2).get_by_text("جاهز للنشر")).to_be_visible(timeout=LONG)
    assert EIGHT in ask(visitor, HOW_LONG)
    publish(editor, 2)
    wait_until_live(editor, daleel, 2)
    fresh = visitor_of(tabs(DESKTOP).new_page(), daleel)
    for asking in (fresh, visitor):
        answer = ask(asking, HOW_LONG)
        assert TEN in answer
        assert EIGHT not in answer
        for question in (TAUGHT, WHAT_BONUS):
            assert OF_BONUS not in ask(asking, question)
    assert OF_BONUS not in said(visitor, buttons.last.click)

    publish(editor, 1)
    wait_until_live(editor, daleel, 1)
    assert EIGHT in ask(fresh, HOW_LONG)
    assert OF_BONUS in ask(fresh, TAUGHT)

    editor.get_by_role("button", name="احذف").click()
    expect(editor.locator("tr", has_text="loan")).to_have_count(0)
    until(lambda: "loan" not in manage(daleel, "teach", "search", HOW_LONG))
    for asking in (fresh, visitor_of(tabs(DESKTOP).new_page(), daleel)):
        for question, gone in ((HOW_LONG, EIGHT), (TAUGHT, OF_BONUS), (WHAT_BONUS, OF_BONUS)):
            assert gone not in ask(asking, question)


def see_the_page(visitor: Visitor) -> None:
    """Open the quoted page's picture: it loads, and some of it is marked in light yellow."""
    answer = visitor.answers.filter(has_text=EIGHT).last
    answer.locator('[part="source"]').last.click()
    answer.locator("summary").last.click()
    picture = answer.locator("img")
    expect(picture).to_be_visible()
    visitor.page.wait_for_function(
        "image => image.complete && image.naturalWidth > 500", arg=picture.element_handle()
    )
    response = visitor.page.request.get(str(picture.evaluate("image => image.src")))
    assert response.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(response.body())) as drawn:
        colours = drawn.convert("RGB").getcolors(maxcolors=1 << 24)
    marked = sum(count for count, colour in colours or () if colour == MARK_COLOUR)
    assert marked > 5_000
