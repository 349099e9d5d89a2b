"""What the console knows of a member of staff beside Django's user."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Profile(models.Model):
    """`sessions_end_before`: a session that began earlier is over, as after "end sessions".

    `is_development` marks the administrator that `make run` makes, with which production does not start.
    """

    class Language(models.TextChoices):
        ARABIC = "ar"
        ENGLISH = "en"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile"
    )
    language = models.CharField(max_length=2, choices=Language, default=Language.ARABIC)
    must_change_password = models.BooleanField(default=False)
    sessions_end_before = models.DateTimeField(null=True)
    is_development = models.BooleanField(default=False)
