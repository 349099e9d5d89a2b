"""Codes of refused messages, with the HTTP status of each: Rasa's channel and web's API say the same ones.

The sentence for a code is `utter_refuse_CODE` in data/responses for the channel, web's catalogue for the API.
"""

from __future__ import annotations

# What may be wrong with a message itself: the visitor can do something about it.
MESSAGE_ERRORS = {"bad_payload": 400, "empty_text": 422, "too_long": 413}

# What may be wrong with a request to Rasa's channel: a fault of ours.
CHANNEL_ERRORS = {
    "wrong_secret": 401,
    "bad_json": 400,
    "bad_form": 400,
    "bad_sender": 400,
    "not_stored": 503,  # the turn was answered, and its log could not be written: it is not given
    **MESSAGE_ERRORS,
}
