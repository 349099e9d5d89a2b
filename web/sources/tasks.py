"""What is done in the background; `manage.py work` does it, each queue in a thread.

Every task does the same again when it is run again: one that a killed worker left is simply taken up.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

FIRST = 10  # of Django's -100 to 100: what takes words away
AGAIN_SECONDS = 10


@task(queue_name="reading")
def read(version_id: int) -> None:
    from web.sources import reading

    try:
        reading.read(version_id)
    finally:
        publish.enqueue()  # also where nothing came of it: others may have waited for its end


@task(queue_name="publishing")
def publish() -> None:
    from web.sources import publishing

    try:
        publishing.follow()
    except Exception:
        later = timezone.now() + timedelta(seconds=AGAIN_SECONDS)
        publish.using(run_after=later, priority=FIRST).enqueue()
        raise


@task(queue_name="visiting")
def visit(crawl_id: int) -> None:
    from web.sources import crawling

    crawling.visit(crawl_id)


@task(queue_name="asking")
def ask_again(version_id: int, tries: int = 0) -> None:
    from web.sources import asked_again

    if not asked_again.ask(version_id) and tries < asked_again.TRIES:
        later = timezone.now() + timedelta(seconds=asked_again.WAIT_SECONDS)
        ask_again.using(run_after=later).enqueue(version_id, tries + 1)
