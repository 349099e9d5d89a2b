"""What a reviewer writes beside a conversation or a message."""

from __future__ import annotations

from django.db import models

from web.review.models.about import AboutMessage

MAX_NOTE_CHARACTERS = 4000


class Note(AboutMessage):
    """Never changed: a note that puts another right names it in `instead_of`."""

    text = models.TextField(max_length=MAX_NOTE_CHARACTERS)
    instead_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
