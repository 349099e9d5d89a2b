"""An answer that can be judged: the id in its evidence, and whose it is."""

from __future__ import annotations

from django.db import models

from web.chat.models.turn import Turn


class Answer(models.Model):
    """`kind` is the evidence's (point, list, comparison, related, none, clarify)."""

    answer_id = models.CharField(primary_key=True, max_length=64)
    turn = models.ForeignKey(Turn, models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=16)
