"""GET /api/chat/openapi.yaml: the API described."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse

DESCRIPTION = Path(__file__).parents[1] / "openapi.yaml"


async def get(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(_description(), content_type="application/yaml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    return response


@cache
def _description() -> bytes:
    return DESCRIPTION.read_bytes()
