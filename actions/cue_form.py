"""The form in which a message is read for what it wants: Arabic in Latin letters is put into Arabic ones."""

from __future__ import annotations

from actions.language import language_of
from arabic import arabizi_to_arabic, has_arabic, is_arabizi


def cue_form(text: str) -> str:
    """Text, in Arabic letters where it is Arabizi or of no language that is known ("zidni")."""
    if has_arabic(text):
        return text
    return arabizi_to_arabic(text) if is_arabizi(text) or language_of(text) is None else text


def cue_forms(text: str) -> tuple[str, ...]:
    """The forms in which a short message may be a follow-up, the likelier first: "ok 2" is as it is typed."""
    form = cue_form(text)
    if form == text:
        return (text,)
    return (form,) if is_arabizi(text) else (text, form)
