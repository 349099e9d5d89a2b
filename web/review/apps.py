"""Django's name for this part, and what it does when the record changes."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "web.review"
    label = "review"

    def ready(self) -> None:
        from web.chat.erase import erasing
        from web.chat.record import recorded
        from web.review.forgetting import forget
        from web.review.search import write_turns

        erasing.connect(forget, dispatch_uid="review")
        recorded.connect(write_turns, dispatch_uid="review")
