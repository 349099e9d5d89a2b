"""Unanswered questions that ask for the same thing."""

from __future__ import annotations

from django.db import models


class Theme(models.Model):
    """`name` is the text of its most central question; a theme keeps its id while most of its questions
    stay."""

    name = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
