"""Sources in this process: empty tables, a folder of their own, a small index in the index's place.

Files are read for real, in a process of their own. What the small index "knows" is written by its command
from the published files, as the real one's is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.review.conftest import nobody, quick_passwords, staff_member  # noqa: F401  (fixtures)
from tests.teaching.conftest import asked, forget_all, member, message, taught  # noqa: F401  (fixtures)
from tests.web.conftest import database, tables  # noqa: F401  (fixtures)

INDEX = """
import json, os, pathlib, sys, time
folder, index = pathlib.Path(os.environ["DALEEL_SOURCES"]), pathlib.Path(sys.argv[1])
order = folder / "order-to-the-index.json"
wish = json.loads(order.read_text()) if order.is_file() else {}
time.sleep(wish.get("seconds", 0))
if wish.get("fails"):
    sys.exit(wish["fails"])
found = {}
for path in sorted((folder / "published").glob("*.json")):
    fields = json.loads(path.read_text(encoding="utf-8"))
    found[path.stem] = [passage["text"] for passage in fields["passages"]]
runs = json.loads(index.read_text())["runs"] + 1 if index.is_file() else 1
beside = index.with_suffix(".new")
beside.write_text(json.dumps({"runs": runs, "known": found}), encoding="utf-8")
beside.replace(index)
"""

PARAGRAPHS = (
    "تبدأ إجراءات تأسيس المؤسسة بإيداع ملف كامل لدى السجل التجاري في الولاية التي يقع فيها مقرها الاجتماعي. "
    "ويتضمن الملف نسخة من القانون الأساسي وشهادة الميلاد وعقد الإيجار أو سند الملكية. "
    "وتسلم المصلحة وصلا بالإيداع في اليوم نفسه، ولا تتجاوز مدة الدراسة خمسة عشر يوما من تاريخ الوصل.",
    "تمنح الوكالة قرضا من دون فائدة لأصحاب المشاريع الذين تتراوح أعمارهم بين تسعة عشر وأربعين عاما. "
    "ويشترط ألا يكون الطالب قد استفاد من قرض مماثل، وأن يسهم بخمسة في المئة من كلفة المشروع. "
    "ويسدد القرض على ثماني سنوات تبدأ بعد ثلاث سنوات من انطلاق النشاط.",
    "يعفى النشاط المصغر من الضريبة على أرباح الشركات طوال ثلاث سنوات ابتداء من تاريخ بدء الاستغلال. "
    "وترفع المدة إلى ست سنوات في المناطق التي يراد تنميتها، بشرط توظيف ثلاثة عمال على الأقل. "
    "ويفقد صاحب النشاط الإعفاء إذا لم يصرح بأرباحه في الآجال المحددة.",
)


def text_of(*paragraphs: str) -> bytes:
    return "\n\n".join(paragraphs or PARAGRAPHS).encode()


@pytest.fixture
def folder(database: None, nobody: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:  # noqa: F811
    """The folder of sources; no source, no task, no message. What was made is gone before the staff are."""
    from web.sources import index_process, publishing

    path = tmp_path / "sources"
    path.mkdir()
    monkeypatch.setattr(settings, "DALEEL", replace(settings.DALEEL, sources=path))
    command = tmp_path / "index.py"
    command.write_text(INDEX, encoding="utf-8")
    monkeypatch.setattr(
        index_process, "COMMAND", (sys.executable, str(command), str(tmp_path / "index.json"))
    )
    monkeypatch.setattr(publishing, "GATHER_SECONDS", 0)
    forget_sources()
    yield path
    forget_sources()
    forget_all()


def forget_sources() -> None:
    from django_tasks_db.models import DBTaskResult

    from web.sources import models

    models.Source.objects.all().delete()
    models.Crawl.objects.all().delete()
    DBTaskResult.objects.all().delete()


@pytest.fixture
def index(tmp_path: Path, folder: Path) -> Callable[[], dict[str, list[str]]]:
    """What the small index knows now: index() gives the texts by document."""

    def known() -> dict[str, list[str]]:
        path = tmp_path / "index.json"
        found: dict[str, list[str]] = json.loads(path.read_text())["known"] if path.is_file() else {}
        return found

    return known


@pytest.fixture
def order(folder: Path) -> Callable[..., None]:
    """Tell the small index how to behave: order(fails="no room"), order(seconds=5)."""

    def tell(**wish: Any) -> None:
        (folder / "order-to-the-index.json").write_text(json.dumps(wish))

    return tell


@pytest.fixture
def work(folder: Path) -> Callable[[], None]:
    """Do what waits, as the worker does."""

    def run() -> None:
        from web.sources import worker

        with worker.only_worker(waits=False) as is_ours:
            assert is_ours
            worker.work_off()

    return run


@pytest.fixture
def put(folder: Path) -> Callable[..., Any]:
    """Add a source: put("founding.txt", content); nothing is read until work()."""

    def add(name: str = "founding.txt", content: bytes = b"", **more: Any) -> Any:
        from web.sources import workflow

        return workflow.add(None, [content or text_of()], name, **more)

    return add
