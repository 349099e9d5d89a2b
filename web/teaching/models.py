"""Teaching's tables: staff's decisions are kept, visitors' questions are erased with their conversation."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class Theme(models.Model):
    """Questions that ask for the same thing; `name` is the text of the most central one.

    A theme keeps its id while most of its questions stay.
    """

    name = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)


MAX_ID_CHARACTERS = 255


class Proposal(models.Model):
    """What a reviewer proposes to do about questions. Changed by workflow.py alone, each change with a Step;
    never deleted.

    `passage_id`, `intent` and `distance` (near or far) belong to one kind each. `covered` is how many
    questions it was proposed for, with those that auto_resolve.py added. `taken_up_at` is when the index
    followed the decision, and of an example when it entered the project's files; `trouble` is why the index
    leaves out what was approved.
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


class Step(models.Model):
    """History: a proposal came into this state, by whom and when. Rows are added, never changed."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=8, choices=Proposal.State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError(f"step {self.pk} is history and is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"step {self.pk} is history and is never deleted")


class Wording(models.Model):
    """A question in staff's words: a curated question, a training example, or one out of scope, by the
    proposal's kind. `key` is its search key, by which doubles are found.

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


class Question(models.Model):
    """A question that was not answered well; `event_id` is its message's in the record.

    `proposal` is the one, waiting or approved, that covers it. The text is a copy, so that a
    list reads one table; it is erased with the conversation.
    """

    class Why(models.TextChoices):
        REFUSED = "refused"
        UNSURE = "unsure"
        THUMBS_DOWN = "thumbs_down"
        STAFF = "staff"

    event_id = models.BigIntegerField(primary_key=True)
    sender_id = models.CharField(max_length=255, db_index=True)
    text = models.TextField()
    at = models.DateTimeField(db_index=True)
    channel = models.CharField(max_length=16)
    why = models.CharField(max_length=11, choices=Why)
    confidence = models.FloatField(null=True)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, related_name="questions")
    proposal = models.ForeignKey(Proposal, models.SET_NULL, null=True, related_name="questions")


class RegressionCase(models.Model):
    """A question and what an approved proposal promised that its answer is.

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


class Replay(models.Model):
    """One run of the last month's questions through another index or model.

    `last_sender_id` is how far it came: a new process goes on from there.
    """

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        GIVEN_UP = "given_up"

    index_version = models.CharField(max_length=64)
    model_id = models.CharField(max_length=64)
    curated = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    since = models.DateTimeField()
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    last_sender_id = models.CharField(max_length=255, blank=True)
    conversations = models.IntegerField(default=0)
    questions = models.IntegerField(default=0)


class Difference(models.Model):
    """A question that is answered differently now; `before` and `after` are {"kind", "passages", "intent"}.

    A person accepts the change or questions it.
    """

    class Verdict(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        QUESTIONED = "questioned"

    replay = models.ForeignKey(Replay, models.CASCADE, related_name="differences")
    event_id = models.BigIntegerField()
    sender_id = models.CharField(max_length=255, db_index=True)
    text = models.TextField()
    before = models.JSONField()
    after = models.JSONField()
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["replay", "event_id"], name="teaching_a_question_once_a_replay"),
        )

    @property
    def sides(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Both, in this order."""
        return self.before, self.after


class Collection(models.Model):
    """One row: how far questions were collected (the last message's event_id)."""

    event_id = models.BigIntegerField(default=0)
    feedback_at = models.DateTimeField(null=True)


class CuratedSet(models.Model):
    """One row: `version` of the set of approved curated questions; grows with every approval and undoing, so
    that a check of an older set is noticed."""

    version = models.BigIntegerField(default=0)
