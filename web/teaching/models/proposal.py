"""What a reviewer proposes to do about unanswered questions, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from web.teaching.models.theme import Theme

MAX_ID_CHARACTERS = 255


class Proposal(models.Model):
    """Changed by web.teaching.workflow alone, each change with a Step; never deleted.

    `passage_id`, `intent` and `distance` (near or far) belong to one kind each. `covered` is how many
    questions it was proposed for, with those that it has settled since (web.teaching.settled). `taken_up_at`
    is when the running index answered from it, or no longer did after it was undone, and of an example when
    it entered the project's files; `trouble` is why the index leaves out what was approved.
    """

    class Kind(models.TextChoices):
        CURATED = "curated"
        TRAINING = "training"
        OUT_OF_SCOPE = "out_of_scope"
        NEW_SOURCE = "new_source"
        NOTHING = "nothing"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        REFUSED = "refused"
        UNDONE = "undone"

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED, db_index=True)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, related_name="proposals")
    theme_name = models.TextField()
    passage_id = models.CharField(max_length=MAX_ID_CHARACTERS, blank=True)
    intent = models.CharField(max_length=MAX_ID_CHARACTERS, blank=True)
    distance = models.CharField(max_length=4, blank=True)
    note = models.TextField(blank=True)
    covered = models.IntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    taken_up_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)
