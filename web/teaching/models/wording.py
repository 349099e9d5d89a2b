"""A question's wording that is to be taught: a curated question, a training example, one out of scope."""

from __future__ import annotations

from django.db import models

from web.teaching.models.proposal import Proposal


class Wording(models.Model):
    """Staff's text, checked and often changed by them; `key` is its search key, by which doubles are found.

    `neighbours` are the training examples of other intents that are nearest to a training example, as
    {"text", "intent", "likeness"} (cosine); None until they are looked for.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="wordings")
    place = models.PositiveSmallIntegerField()
    text = models.TextField()
    key = models.TextField(db_index=True)
    neighbours = models.JSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["proposal", "place"], name="teaching_one_wording_a_place"),
        )

    @property
    def public_id(self) -> str:
        """Its id in the published file."""
        return f"{self.proposal_id}-{self.place}"
