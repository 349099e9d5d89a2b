"""A web site read: each page with text becomes a source, or the next version of the source that it is."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from documents.crawl import Scope, SitePage
from documents.crawl import crawl as read_site
from web.review import audit
from web.sources import tasks, workflow
from web.sources.errors import SourcesError, failure_of
from web.sources.models import Crawl, Source

logger = logging.getLogger(__name__)

State = Crawl.State
WORKING = (State.WAITING, State.READING)
MOST_DEPTH = 5


def begin(by: User | None, address: str, depth: int) -> Crawl:
    """Have a site read from an address on, so many links far."""
    if not 0 <= depth <= MOST_DEPTH:
        raise SourcesError("bad_depth", depth=depth, most=MOST_DEPTH)
    if urlsplit(address.strip()).scheme not in ("http", "https"):
        raise SourcesError("bad_address", address=address)
    with transaction.atomic():
        crawl = Crawl.objects.create(address=address.strip(), depth=depth, by=by)
        audit.record(by, "sources.crawled", f"crawl:{crawl.pk}", after={"depth": depth})
        tasks.visit.enqueue(crawl.pk)
    return crawl


def stop(by: User | None, crawl: Crawl) -> None:
    """Stop it at its next page; what was read stays."""
    Crawl.objects.filter(pk=crawl.pk, state=State.WAITING).update(state=State.STOPPED)
    Crawl.objects.filter(pk=crawl.pk, state=State.READING).update(is_stop_asked=True)


def visit(crawl_id: int) -> None:
    """Read a site that waits, or that a killed worker left: a page that is there already is left alone."""
    crawl = Crawl.objects.select_related("by").filter(pk=crawl_id).first()
    row = Crawl.objects.filter(pk=crawl_id, state__in=WORKING)
    if crawl is None or not row.update(state=State.READING, done=0):
        return
    ends: dict[str, object] = {"state": State.DONE}
    try:
        for done, page in enumerate(pages(crawl), start=1):
            _keep(crawl, page)
            row.update(done=done)
            if row.filter(is_stop_asked=True).exists():
                ends = {"state": State.STOPPED}
                break
    except Exception as error:  # the edge: a site's trouble is a sentence for its editor
        code, fields = failure_of(error, crawl.address)
        if code == "broken":
            logger.exception("crawling %s", crawl.pk)
        ends = {
            "state": State.FAILED,
            "failure_code": code,
            "failure_fields": {"address": crawl.address, **fields},
        }
    row.update(ended_at=timezone.now(), **ends)


def pages(crawl: Crawl) -> Iterator[SitePage]:
    """The pages as they come; never of this server, by whichever of its names."""
    own = frozenset(host.strip("[]") for host in settings.ALLOWED_HOSTS if not host.startswith("."))
    return read_site(crawl.address, Scope(depth=crawl.depth), own_hosts=own)


def _keep(crawl: Crawl, page: SitePage) -> None:
    """Add a page, or a new version of it; what is there already is no trouble here."""
    known = Source.objects.filter(address=page.address, deleted_at=None).first()
    name = _name(page.address)
    try:
        if known is None:
            workflow.add(crawl.by, [page.data], name, address=page.address, crawl=crawl)
        else:
            workflow.replace(crawl.by, known.pk, [page.data], name)
    except SourcesError as error:
        if error.code not in ("same_file", "empty"):
            raise


def _name(address: str) -> str:
    """A file's name for the page of an address."""
    last = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2].removesuffix(".html")
    return f"{last or urlsplit(address).hostname or 'page'}.html"
