"""The console in this process, its staff, and a browser of each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import override_settings

from tests.review.both import either_database, empty, postgresql_url  # noqa: F401  (fixtures)
from tests.review.visitor import PASSWORD, Visitor
from tests.review.window import a_browser, colleague, console  # noqa: F401  (fixtures)
from tests.web.conftest import database, start_web, tables  # noqa: F401  (fixtures)


class QuickHasher(PBKDF2PasswordHasher):
    """Django's own, with a thousandth of the work."""

    iterations = 1_000


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Sign in as often as a test likes."""
    with override_settings(PASSWORD_HASHERS=[f"{__name__}.QuickHasher"]):
        yield


@pytest.fixture
def staff_member(database: None) -> Callable[[str, str], None]:  # noqa: F811
    """Make a member of staff: staff_member("rim", "lead")."""
    from web.review import staff

    def make(name: str, role: str) -> None:
        staff.add(name, role, None, password=PASSWORD)

    return make


@pytest.fixture(autouse=True)
def nobody(database: None) -> Iterator[None]:  # noqa: F811
    """Nobody works here and nobody is locked out when a test begins."""
    from axes.utils import reset
    from django.contrib.sessions.models import Session

    from web.review.signing import forget_failures

    yield
    reset()
    forget_failures()
    Session.objects.all().delete()
    empty()


@pytest.fixture
def visitor(database: None) -> Callable[[], Visitor]:  # noqa: F811
    """A browser that nobody has signed in with: visitor()."""
    return Visitor


@pytest.fixture
def signed_in(staff_member: Callable[[str, str], None]) -> Callable[..., Visitor]:
    """A member of staff at a browser: signed_in("lead", name="rim")."""

    def sign_in(role: str, name: str = "") -> Visitor:
        staff_member(name or role, role)
        visitor = Visitor()
        answer = visitor.sign_in(name or role)
        assert answer.status_code == 302, answer.text
        return visitor

    return sign_in
