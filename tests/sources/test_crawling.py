"""A site's pages as sources: each once, again as versions, stopped, and taken up after a kill."""

from __future__ import annotations

import hashlib

import pytest

from documents.crawl import SitePage
from documents.refusals import refusal
from tests.sources.conftest import PARAGRAPHS
from tests.sources.test_life import refused

HOST = "https://guide.example"


def page(path, *paragraphs):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    data = f"<html><head><title>صفحة {path}</title></head><body><main>{body}</main></body></html>".encode()
    return SitePage(f"{HOST}/{path}", data, hashlib.sha256(data).hexdigest(), "utf-8", 1)


@pytest.fixture
def site(folder, monkeypatch):
    """What the site holds: site["loans"] = page("loans", …); asked(depth, own_hosts) is noted."""
    from web.sources import crawling

    pages = {"loans": page("loans", *PARAGRAPHS[:2]), "tax": page("tax", *PARAGRAPHS[1:])}
    pages["asked"] = None

    def read_site(address, scope, own_hosts):
        pages["asked"] = (address, scope.depth, "localhost" in own_hosts)
        yield from (each for name, each in pages.items() if name != "asked")

    monkeypatch.setattr(crawling, "read_site", read_site)
    return pages


def addresses():
    from web.sources.models import Source

    return sorted(Source.objects.filter(deleted_at=None).values_list("address", flat=True))


def test_each_page_becomes_a_source_and_is_answered_from(site, work, index):
    from web.sources import crawling

    crawl = crawling.begin(None, f" {HOST}/ ", 2)
    work()
    crawl.refresh_from_db()
    assert (crawl.state, crawl.done, site["asked"]) == ("done", 2, (f"{HOST}/", 2, True))
    assert addresses() == [f"{HOST}/loans", f"{HOST}/tax"]
    assert sorted(index()) == ["loans", "tax"]
    assert crawl.sources.count() == 2


def test_read_again_only_what_changed_is_a_new_version(site, work):
    from web.sources import crawling
    from web.sources.models import Source

    crawling.begin(None, HOST, 1)
    work()
    site["tax"] = page("tax", PARAGRAPHS[2])
    crawling.begin(None, HOST, 1)
    work()
    versions = {source.pk: source.versions.count() for source in Source.objects.all()}
    assert versions == {"loans": 1, "tax": 2}
    assert Source.objects.get(pk="tax").latest.state == "ready"


def test_a_crawl_is_stopped_at_its_next_page(site, work, monkeypatch):
    from web.sources import crawling

    crawl = crawling.begin(None, HOST, 1)
    keep = crawling._keep

    def stopping(*arguments):
        crawling.stop(None, crawl)
        keep(*arguments)

    monkeypatch.setattr(crawling, "_keep", stopping)
    work()
    crawl.refresh_from_db()
    assert (crawl.state, crawl.done, len(addresses())) == ("stopped", 1, 1)


def test_a_crawl_that_a_killed_worker_left_is_taken_up_and_nothing_comes_twice(site, work):
    from django_tasks_db.models import DBTaskResult

    from web.sources import crawling

    crawl = crawling.begin(None, HOST, 1)
    crawling._keep(crawl, site["loans"])
    type(crawl).objects.filter(pk=crawl.pk).update(state="reading", done=1)
    DBTaskResult.objects.filter(task_path="web.sources.tasks.visit").update(
        status="RUNNING", worker_ids=["gone"]
    )
    work()
    crawl.refresh_from_db()
    assert (crawl.state, addresses()) == ("done", [f"{HOST}/loans", f"{HOST}/tax"])


def test_a_site_that_forbids_it_is_said(site, work, monkeypatch):
    from web.sources import crawling
    from web.sources.errors import said

    def read_site(address, scope, own_hosts):
        raise refusal("robots_forbid", address=address)

    monkeypatch.setattr(crawling, "read_site", read_site)
    crawl = crawling.begin(None, HOST, 1)
    work()
    crawl.refresh_from_db()
    assert crawl.state == "failed"
    assert HOST in said(crawl.failure_code, crawl.failure_fields)
    assert refused(crawling.begin, None, "javascript:alert(1)", 1).code == "bad_address"
