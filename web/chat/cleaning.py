"""What a message must look like before it is taken, by the rules of Rasa's channel (bot/incoming.py)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from arabic import MAX_TYPED_CHARACTERS, says_something, typed_form
from contract.payload import MAX_CHARACTERS
from web.api import ApiError

FIELDS = {"key", "text", "payload", "title"}
_KEY = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A typed text, or a button's payload; the other is None."""

    text: str | None = None
    payload: str | None = None

    def fingerprint(self, session_id: UUID) -> str:
        """Return the SHA-256 of what was asked; the same words of two sessions differ."""
        said = json.dumps([session_id.hex, self.text, self.payload])
        return hashlib.sha256(said.encode()).hexdigest()


def read_message(form: Mapping[str, Any]) -> tuple[str, Asked]:
    """Return the key and what is asked in a request's form; ApiError says what is wrong with it."""
    key, title = form.get("key"), form.get("title")
    if set(form) - FIELDS:
        raise ApiError("bad_form", 400)
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise ApiError("bad_form", 400)
    if ("text" in form) == ("payload" in form) or not (title is None or isinstance(title, str)):
        raise ApiError("bad_form", 400)
    if "payload" in form:
        return key, clean_payload(form["payload"])
    return key, clean_message(form["text"])


def clean_message(text: object) -> Asked:
    """Return a typed text as it is taken; ApiError bad_form, too_long or empty_text."""
    if not isinstance(text, str):
        raise ApiError("bad_form", 400)
    if len(text) > MAX_TYPED_CHARACTERS:
        raise ApiError("too_long", 413)
    text = typed_form(text).strip()
    if not says_something(text):
        raise ApiError("empty_text", 422)
    return Asked(text=text)


def clean_payload(payload: object) -> Asked:
    """Return a button's payload; Rasa's channel knows which there are, and refuses the others."""
    if not isinstance(payload, str):
        raise ApiError("bad_form", 400)
    is_plain = payload.startswith("/") and payload.isascii() and payload.isprintable()
    if not is_plain or len(payload) > MAX_CHARACTERS:
        raise ApiError("bad_payload", 400)
    return Asked(payload=payload)
