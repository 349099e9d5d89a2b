"""`python -m tests.review.fill`: make the tables, the staff, and a plausible record.

The databases are those of the environment; the staff are reviewer, lead and administrator.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import django


def fill() -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from tests.review.plausible_log import PlausibleLog, write
    from tests.review.visitor import PASSWORD
    from tests.web.stub_rasa import make_tracker
    from web.review import roles, staff

    make_tracker(Path(os.environ["DALEEL_TRACKER_DB"]))
    call_command("migrate", verbosity=0)
    for role in roles.ROLES:
        staff.add(role, role, None, password=PASSWORD)
    write(PlausibleLog())
    work(User.objects.get(username="lead"), User.objects.get(username="reviewer"))


def work(*staff: object) -> None:
    """What the staff have done with the older conversations."""
    from web.review.models import Conversation, Flag, Reviewed
    from web.review.work import Target, assign, tag

    chance = random.Random(2)
    for conversation in Conversation.objects.order_by("-last_at")[3:90]:
        target, by = Target(conversation.sender_id), chance.choice(staff)
        if chance.random() < 0.35:
            Reviewed.objects.create(
                sender_id=conversation.sender_id, by=by, last_event_id=conversation.last_event_id
            )
        if chance.random() < 0.18:
            tag(by, target, chance.choice(["يحتاج مصدرا", "ضرائب", "تمويل"]))
        if chance.random() < 0.08:
            Flag.objects.create(sender_id=conversation.sender_id, by=by)
        if chance.random() < 0.12:
            assign(staff[0], target, by.username)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "web.settings")
    django.setup()
    fill()
