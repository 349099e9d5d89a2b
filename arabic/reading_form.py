"""The form in which a question is read: searched by the index and classified by Rasa."""

from arabic.arabizi import arabizi_to_arabic, is_arabizi
from arabic.typos import repair_typos


def reading_form(text: str) -> str:
    """Return text in Arabic letters if it is Arabizi, otherwise without its slips of the hand."""
    return arabizi_to_arabic(text) if is_arabizi(text) else repair_typos(text)
