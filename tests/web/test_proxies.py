"""Where a request comes from and by which scheme, and whom of those who say so is believed."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from tests.web.in_process import daleel
from web.proxies import client_address, with_scheme


def address(trusted: int, *, caller: str = "10.0.0.9", forwarded: str | None = None) -> str:
    more = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    with daleel(trusted_proxies=trusted):
        return client_address(RequestFactory().get("/", REMOTE_ADDR=caller, **more))


def test_without_a_trusted_proxy_nobody_is_believed() -> None:
    assert address(0, forwarded="1.2.3.4") == "10.0.0.9"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "found"),
    [
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 5.6.7.8", "1.2.3.4"),
        (2, "1.2.3.4", "1.2.3.4"),
        (1, "", "10.0.0.9"),
        (1, "unknown", "10.0.0.9"),
        (1, "1.2.3.4, <script>", "10.0.0.9"),
        (1, "1.2.3.4:5678", "1.2.3.4"),
        (1, "::ffff:1.2.3.4", "1.2.3.4"),
    ],
)
def test_as_many_entries_from_the_right_are_believed_as_proxies_are_trusted(
    trusted: int, forwarded: str, found: str
) -> None:
    assert address(trusted, forwarded=forwarded) == found


@pytest.mark.parametrize("caller", ["2001:db8:1:2::3", "2001:db8:1:2:ffff::4", "[2001:db8:1:2::5]:443"])
def test_all_addresses_of_a_subscribers_network_are_one(caller: str) -> None:
    assert address(0, caller=caller) == "2001:db8:1:2::/64"


def test_a_caller_without_an_address_has_a_name_of_its_own() -> None:
    assert address(0, caller="") == "unknown"


@pytest.mark.parametrize(
    ("proxies", "values", "expected"),
    [
        (0, ["https"], "http"),  # nobody is believed
        (1, [], "http"),
        (1, ["https"], "https"),
        (1, ["HTTPS "], "https"),
        (1, ["https, http"], "http"),  # the first was the client's own word
        (2, ["https, http"], "https"),
        (2, ["https", "http"], "https"),  # in two headers
        (3, ["https, http"], "https"),  # a proxy that kept the header as it was
        (1, ["javascript"], "http"),
        (1, [""], "http"),
    ],
)
def test_the_outermost_trusted_proxys_word_counts(proxies, values, expected):
    headers = [(b"x-forwarded-proto", value.encode()) for value in values]
    scope = {"type": "http", "scheme": "http", "headers": headers}
    assert with_scheme(scope, proxies)["scheme"] == expected
    assert scope["scheme"] == "http"
