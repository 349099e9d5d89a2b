"""The words of a message of ours in the view in which it stands."""

from __future__ import annotations

from web.telegram.content import ANSWER, Content
from web.telegram.layout import source_html


def html_of(content: Content) -> str:
    """The answer, or one of its sources."""
    if content.view == ANSWER:
        return content.html
    return source_html(content.sources[content.view], content.language)
