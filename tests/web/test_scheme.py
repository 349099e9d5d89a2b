"""Which scheme the visitor used, and whose word is taken for it."""

from __future__ import annotations

import pytest

from web.scheme import with_scheme


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
