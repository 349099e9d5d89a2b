"""Every route of the console, from its URLconf: a new one is held by these tests without being named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FOR_THE_PLACES = {"int": "1", "str": "x", "path": "x", "slug": "x", "uuid": "0" * 32}


@dataclass(frozen=True, slots=True)
class Route:
    """`needs` is the role that its view asks for; empty: anybody may call it."""

    name: str
    path: str
    needs: str | None

    def __str__(self) -> str:
        return self.path


def every_route() -> list[Route]:
    """The routes in the order of their paths."""
    from web.review import is_of_the_console
    from web.urls import urlpatterns

    found = (route for route in _routes(urlpatterns, "/") if is_of_the_console(route.path))
    return sorted(found, key=lambda route: route.path)


def _routes(patterns: list[Any], before: str) -> Iterator[Route]:
    from django.urls import URLResolver

    from web.review.permissions import NEEDS

    for pattern in patterns:
        path = before + _filled(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, path)
        else:
            yield Route(pattern.name or "", path, getattr(pattern.callback, NEEDS, None))


def _filled(pattern: Any) -> str:
    """The pattern with something in each of its places."""
    text = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().removeprefix("string") or "str"
        for spelt in (f"<{kind}:{name}>", f"<str:{name}>", f"<{name}>"):
            text = text.replace(spelt, FOR_THE_PLACES.get(kind, "x"))
    assert "<" not in text, text
    return text
