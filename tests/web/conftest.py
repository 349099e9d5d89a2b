"""Django over two databases in a temporary folder, and the real web process with a stub in Rasa's place."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import django
import pytest

from tests.once import prepare, static_files
from tests.web.stub_rasa import StubRasa, make_tracker
from tests.web.web_process import WebProcess
from web.translations import compile_all

FOLDER = Path(tempfile.mkdtemp(prefix="daleel-web-"))
SECRET = "a-secret-for-the-tests-of-the-channel"
KEY = secrets.token_urlsafe(40)
GENEROUS = "100000/60"


def settings_in(folder: Path, **changed: str) -> dict[str, str]:
    """The web's settings with both databases in folder and limits that no test meets by accident."""
    return {
        "DALEEL_SECRET_KEY": KEY,
        "DALEEL_CHANNEL_SECRET": SECRET,
        "DATABASE_URL": f"sqlite:///{folder / 'web.db'}",
        "DALEEL_TRACKER_DB": str(folder / "tracker.db"),
        "DALEEL_STATIC": str(static_files()),
        "DALEEL_RATE_SESSION": GENEROUS,
        "DALEEL_RATE_ADDRESS": GENEROUS,
        "DALEEL_RATE_NEW_SESSIONS": GENEROUS,
        **changed,
    }


compile_all()  # the Arabic of the console, as `make` does

# Django reads its settings once; what other tests see of the environment stays as it was.
with mock.patch.dict(os.environ, {**settings_in(FOLDER), "DJANGO_SETTINGS_MODULE": "web.settings"}):
    django.setup()


@pytest.fixture(scope="session")
def tables() -> Iterator[None]:
    """Both databases of this process, their tables made."""
    from django.db import connections

    make_tracker(FOLDER / "tracker.db")
    prepare(settings_in(FOLDER))
    yield
    connections.close_all()
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture
def database(tables: None) -> None:
    """Both databases of this process, empty."""
    from web.chat.models import Conversation, Erasure, Session, TrackerEvent

    Session.objects.all().delete()
    Conversation.objects.all().delete()  # messages, answers and feedback with them
    Erasure.objects.all().delete()
    TrackerEvent.objects.all().delete()


@pytest.fixture(scope="module")
def _module_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    folder = tmp_path_factory.mktemp("web")
    with StubRasa(folder / "tracker.db", SECRET) as stub:
        settings = settings_in(folder, DALEEL_RASA_URLS=stub.url)
        with WebProcess(folder, settings, stub) as server:
            yield server


@pytest.fixture
def web_server(_module_server: WebProcess) -> WebProcess:
    """`python -m web` with generous limits, the same for all tests of a file; the stub is well and empty."""
    _module_server.stub.reset()
    return _module_server


@pytest.fixture
def start_web(tmp_path: Path) -> Iterator[Callable[..., WebProcess]]:
    """Start a web process of this test's own: start_web(DALEEL_RATE_SESSION="2/60")."""
    with ExitStack() as running:

        def start(*more: StubRasa, **changed: str) -> WebProcess:
            stub = running.enter_context(StubRasa(tmp_path / "tracker.db", SECRET))
            urls = " ".join(each.url for each in (stub, *more))
            settings = settings_in(tmp_path, **{"DALEEL_RASA_URLS": urls, **changed})
            return running.enter_context(WebProcess(tmp_path, settings, stub))

        yield start
