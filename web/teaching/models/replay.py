"""The last month's questions, asked again of another index or model."""

from __future__ import annotations

from django.db import models


class Replay(models.Model):
    """One run; `last_sender_id` is how far it came, so that a new process goes on where the old one ended."""

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
