"""Django's name for this part."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class ReviewConfig(AppConfig):
    name = "web.review"
    label = "review"

    def ready(self) -> None:
        from web.chat.erase import erased, shortened
        from web.chat.models import Feedback
        from web.review.projection.feedback import note_change
        from web.review.projection.forgetting import forget, forget_beginning

        erased.connect(forget, dispatch_uid="review")
        shortened.connect(forget_beginning, dispatch_uid="review")
        post_save.connect(note_change, sender=Feedback, dispatch_uid="review")
        post_delete.connect(note_change, sender=Feedback, dispatch_uid="review")
