"""The API's description, and what it takes to be as described."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import yaml

DESCRIPTION: dict[str, Any] = yaml.safe_load(Path("web/chat/openapi.yaml").read_text(encoding="utf-8"))
PREFIX = "/api/chat/"


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """The part that a $ref names."""
    while reference := part.get("$ref"):
        part = DESCRIPTION
        for name in reference.removeprefix("#/").split("/"):
            part = part[name]
    return part


def is_as_described(schema: dict[str, Any], value: object) -> None:
    jsonschema_rs.Draft202012Validator({**schema, "components": DESCRIPTION["components"]}).validate(value)


def conforms(response: httpx.Response) -> None:
    """Hold a response against its operation: status, content type, headers and body."""
    operation = DESCRIPTION["paths"][response.request.url.path][response.request.method.lower()]
    described = resolved(operation["responses"][str(response.status_code)])
    for name, header in described.get("headers", {}).items():
        is_as_described(resolved(header)["schema"], response.headers[name])
    if "content" not in described:
        assert response.content == b""
        return
    content_type = response.headers["Content-Type"].partition(";")[0]
    schema = described["content"][content_type]["schema"]
    body = response.json() if content_type == "application/json" else response.text
    is_as_described(schema, yaml.safe_load(body) if content_type == "application/yaml" else body)
