"""What a member of staff wrote in a field: cleaned as a database asks, no longer than it may be."""

from __future__ import annotations

from web.review.work.errors import WorkError

_MUST_GO = {code: None for code in range(32) if chr(code) not in "\t\n"} | {127: None}


def words(text: str, max_characters: int, *, empty: str = "", one_line: bool = False) -> str:
    """Return the text without control characters and blanks around it.

    WorkError "too_long", or `empty` where nothing is left and that is not allowed.
    """
    text = text.replace("\r\n", "\n").translate(_MUST_GO).encode("utf-8", "replace").decode("utf-8")
    text = " ".join(text.split()) if one_line else text.strip()
    if not text and empty:
        raise WorkError(empty)
    if len(text) > max_characters:
        raise WorkError("too_long")
    return text
