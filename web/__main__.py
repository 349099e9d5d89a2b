"""`python -m web`: bring the tables up to date, then serve.

One process: queues and rates live in its memory.
"""

from __future__ import annotations

import os
import sys

import django
import uvicorn
from django.conf import settings
from django.core.management import call_command

from web.environment import SettingError

EXIT_BAD_SETTING = 2


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "web.settings")
    try:
        django.setup()
    except SettingError as error:
        print(f"web: {error}", file=sys.stderr)
        return EXIT_BAD_SETTING
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():  # `make` keeps them up to date
        call_command("collectstatic", interactive=False, verbosity=0)
    from web.chat.import_log import refuse_former_database

    try:
        refuse_former_database()
    except SettingError as error:
        print(f"web: {error}", file=sys.stderr)
        return EXIT_BAD_SETTING
    call_command("migrate", verbosity=0)

    from web.review.development import refuse_where_others_come

    try:
        refuse_where_others_come()
    except SettingError as error:
        print(f"web: {error}", file=sys.stderr)
        return EXIT_BAD_SETTING

    from web.background import Background
    from web.chat.sweep import Sweeper  # its tables exist from here on
    from web.operations import index_warning
    from web.review.privacy import Expiry
    from web.review.search import TIDY_SECONDS, tidy_words
    from web.teaching import background as teaching

    for background in (
        Sweeper(),
        Background("word index", tidy_words, TIDY_SECONDS),
        Expiry(),
        Background("index warning", index_warning.look, index_warning.LOOK_SECONDS),
        *teaching.background(),
    ):
        background.start()
    uvicorn.run(
        "web.asgi:application",
        host=settings.DALEEL.host,
        port=settings.DALEEL.port,
        log_config=None,  # Django's, request ids included
        access_log=False,
        server_header=False,
        proxy_headers=False,  # web.proxies believes as many as are set
        timeout_graceful_shutdown=3,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
