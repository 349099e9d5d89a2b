"""An answer within a message, by the id under which it is judged: projected, never edited by anybody."""

from __future__ import annotations

from django.db import models

from web.review.models.message import Message


class MessageAnswer(models.Model):
    """`feedback` follows web.chat's Feedback, also when that changes or is withdrawn."""

    answer_id = models.CharField(max_length=64, db_index=True)
    message = models.ForeignKey(Message, models.CASCADE, related_name="answers")
    feedback = models.CharField(max_length=4, choices=Message.Feedback, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["answer_id"], name="review_judged_answers", condition=~models.Q(feedback="")
            ),
        )
