"""What a request to the channel must look like before anything of it is believed."""

import hmac
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from arabic import MAX_TYPED_CHARACTERS, says_something, typed_form
from contract.channel import MESSAGE_ID, SENDER_ID
from contract.errors import CHANNEL_ERRORS
from contract.payload import Press, read_payload

MAX_BODY_BYTES = 16 * 1024


class Refusal(Exception):
    """A request that is not answered; the code is one of contract.errors and names `utter_refuse_CODE`."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.status = CHANNEL_ERRORS[code]
        super().__init__(f"{self.status} {code}")


@dataclass(frozen=True)
class Incoming:
    """One message as it is handed to Rasa.

    text: what the person wrote without unseen characters, or the button's payload in its one spelling;
    press: what a pressed button asks for, None for a written message.
    """

    sender_id: str
    message_id: str
    text: str
    press: Press | None = None
    metadata: dict[str, Any] = field(default_factory=dict)


def check_secret(found: str | None, expected: str) -> None:
    """Refuse another secret, in a time that tells nothing of the right one."""
    if not hmac.compare_digest((found or "").encode("utf-8", "surrogateescape"), expected.encode("utf-8")):
        raise Refusal("wrong_secret")


def read_incoming(body: bytes) -> Incoming:
    """Return the message in a request's body; Refusal says what is wrong with it."""
    form = _form(body)
    sender_id, message_id = form["sender"], form.get("message_id") or uuid.uuid4().hex
    if not isinstance(sender_id, str) or not SENDER_ID.fullmatch(sender_id):
        raise Refusal("bad_sender")
    if not isinstance(message_id, str) or not MESSAGE_ID.fullmatch(message_id):
        raise Refusal("bad_form")
    metadata = form.get("metadata")
    if not (metadata is None or isinstance(metadata, dict)):
        raise Refusal("bad_form")
    metadata = _without_controls(metadata or {})
    if "payload" not in form:
        return Incoming(sender_id, message_id, _written(form["text"]), None, metadata)
    press = read_payload(form["payload"])
    if press is None:
        raise Refusal("bad_payload")
    return Incoming(sender_id, message_id, press.payload, press, metadata)


def _form(body: bytes) -> dict[str, Any]:
    try:
        form = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Refusal("bad_json") from error
    if not isinstance(form, dict) or "sender" not in form or ("text" in form) == ("payload" in form):
        raise Refusal("bad_form")
    return form


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _written(text: Any) -> str:
    if not isinstance(text, str):
        raise Refusal("bad_form")
    if len(text) > MAX_TYPED_CHARACTERS:
        raise Refusal("too_long")
    text = typed_form(text).strip()
    if not says_something(text):
        raise Refusal("empty_text")
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
