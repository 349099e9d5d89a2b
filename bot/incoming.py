"""What a request to the channel must look like before anything of it is believed."""

import hmac
import json
import re
from dataclasses import dataclass, field
from typing import Any

from arabic import MAX_TYPED_CHARACTERS, has_word, typed_form

MAX_BODY_BYTES = 16 * 1024
MAX_TEXT_CHARACTERS = MAX_TYPED_CHARACTERS

SECRET_HEADER = "X-Daleel-Secret"  # noqa: S105 (a header's name)

_SENDER = re.compile(r"[A-Za-z0-9:_.-]{1,128}")
_PAYLOAD = re.compile(
    r'/show_passage\{"passage_id": ?"(?P<passage_id>[a-z0-9-]{1,64}(?:/[a-z0-9-]{1,64}){1,2})"\}'
)
# Buttons that need no more than their intent, each as it is written.
_INTENT_BUTTONS = {"/pass_on_question": "pass_on_question", "/ask_human": "ask_human"}


class Refusal(Exception):
    """A request that is not answered; the code names the response `utter_refuse_CODE`."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(f"{status} {code}")
        self.code = code
        self.status = status


@dataclass(frozen=True)
class Incoming:
    """One message as it is handed to Rasa.

    text: what the person wrote without unseen characters, or the button's payload in its one spelling;
    intent: what a button stands for, None for a written message;
    passage_id: the passage that a button asked for, None for every other message.
    """

    sender_id: str
    text: str
    passage_id: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    intent: str | None = None


def check_secret(found: str | None, expected: str) -> None:
    """Refuse another secret, in a time that tells nothing of the right one."""
    if not hmac.compare_digest((found or "").encode("utf-8", "surrogateescape"), expected.encode("utf-8")):
        raise Refusal("wrong_secret", 401)


def read_incoming(body: bytes) -> Incoming:
    """Return the message in a request's body; Refusal says what is wrong with it."""
    form = _form(body)
    sender_id = form["sender"]
    if not isinstance(sender_id, str) or not _SENDER.fullmatch(sender_id):
        raise Refusal("bad_sender", 400)
    metadata = form.get("metadata")
    if not (metadata is None or isinstance(metadata, dict)):
        raise Refusal("bad_form", 400)
    metadata = _without_controls(metadata or {})
    if "payload" in form:
        payload, intent, passage_id = _button(form["payload"])
        return Incoming(sender_id, payload, passage_id, metadata, intent)
    return Incoming(sender_id, _written(form["text"]), None, metadata)


def _form(body: bytes) -> dict[str, Any]:
    try:
        form = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Refusal("bad_json", 400) from error
    if not isinstance(form, dict) or "sender" not in form or ("text" in form) == ("payload" in form):
        raise Refusal("bad_form", 400)
    return form


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _button(payload: Any) -> tuple[str, str, str | None]:
    """Return a payload in its one spelling, its intent, and the passage that it names, if any."""
    if isinstance(payload, str) and payload in _INTENT_BUTTONS:
        return payload, _INTENT_BUTTONS[payload], None
    match = _PAYLOAD.fullmatch(payload) if isinstance(payload, str) else None
    if match is None:
        raise Refusal("bad_payload", 400)
    passage_id = match["passage_id"]
    return f'/show_passage{{"passage_id": "{passage_id}"}}', "show_passage", passage_id


def _written(text: Any) -> str:
    if not isinstance(text, str):
        raise Refusal("bad_form", 400)
    if len(text) > MAX_TEXT_CHARACTERS:
        raise Refusal("too_long", 413)
    text = typed_form(text).strip()
    if not has_word(text):
        raise Refusal("empty_text", 422)
    return text


def _without_controls(value: Any) -> Any:
    """Drop what nobody types (arabic.forms) throughout a JSON value."""
    if isinstance(value, str):
        return typed_form(value)
    if isinstance(value, list):
        return [_without_controls(each) for each in value]
    if isinstance(value, dict):
        return {_without_controls(name): _without_controls(each) for name, each in value.items()}
    return value
