"""What a question is searched in: its reading form, with the subject's names as they are known."""

from arabic import reading_form
from contract.about import about


def question_form(text: str) -> str:
    """Return a question as it is searched; what the assistant is about may change while it runs."""
    return reading_form(text, *about().own_names())
