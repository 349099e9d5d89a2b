"""What a correction promised, held against the running system after every change."""

from __future__ import annotations

from django.db import models

from web.teaching.models.proposal import Proposal


class RegressionCase(models.Model):
    """A question of one turn and what its answer must be.

    `expects` says what `value` is: the passage that is cited, the intent that is understood, or nothing,
    where the question is not answered. `holds` is of the latest run, None before the first; what has never
    held waits for its training or its index and is not broken. `checked_with` names the index and the model
    of that run.
    """

    class Expects(models.TextChoices):
        PASSAGE = "passage"
        INTENT = "intent"
        UNANSWERED = "unanswered"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="cases")
    text = models.TextField()
    expects = models.CharField(max_length=10, choices=Expects)
    value = models.CharField(max_length=255, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)
    holds = models.BooleanField(null=True)
    has_held = models.BooleanField(default=False)
    checked_with = models.CharField(max_length=130, blank=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["holds"], name="teaching_live_cases", condition=models.Q(retired_at=None)),
        )


class CaseResult(models.Model):
    """One case with one index and one model; `found` is what was answered, in a line."""

    case = models.ForeignKey(RegressionCase, models.CASCADE, related_name="results")
    index_version = models.CharField(max_length=64)
    model_id = models.CharField(max_length=64)
    holds = models.BooleanField()
    found = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
