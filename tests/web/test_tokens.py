"""The token that names a conversation."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest

from tests.web.in_process import daleel
from web.api import ApiError
from web.chat.authentication import issue, read, web_session

ID = uuid.UUID("12345678123456781234567812345678")


def code_of(token: str) -> str:
    with pytest.raises(ApiError) as refused:
        read(token)
    assert refused.value.status == 401
    return refused.value.code


def test_a_token_names_its_session_until_its_end() -> None:
    token, expires_at = issue(web_session(ID))
    assert read(token) == ID
    assert timedelta(days=29) < expires_at - datetime.now(UTC) <= timedelta(days=30)


def test_a_token_ends() -> None:
    long_ago = datetime.now(UTC).timestamp() - 31 * 86_400
    with mock.patch("django.core.signing.time.time", return_value=long_ago):
        token, _ = issue(web_session(ID))
    assert code_of(token) == "session_expired"
    with daleel(session_days=40):
        assert read(token) == ID


@pytest.mark.parametrize("change", [str.upper, lambda token: token[:-1], lambda token: "a" + token[1:]])
def test_a_changed_token_is_nobodys(change: object) -> None:
    assert callable(change)
    token, _ = issue(web_session(ID))
    assert code_of(change(token)) == "session_invalid"


@pytest.mark.parametrize("token", ["", ":", "a:b:c", ID.hex, "س" * 10, "a" * 10_000, "\x00:\x00:\x00"])
def test_what_was_never_signed_is_nobodys(token: str) -> None:
    assert code_of(token) == "session_invalid"


def test_something_else_signed_with_the_same_key_is_nobodys() -> None:
    from django.core.signing import TimestampSigner

    assert code_of(TimestampSigner(salt="another").sign(ID.hex)) == "session_invalid"
    assert code_of(TimestampSigner(salt="web.chat.session").sign("not an id")) == "session_invalid"


def test_the_senders_name_follows_from_the_session() -> None:
    assert web_session(ID).sender_id == "web-12345678123456781234567812345678"
