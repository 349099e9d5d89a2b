"""The projection's one row of state, and the lock that everybody takes who writes projected rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from web.review.models import ProjectionState
from web.review.models.projection_state import THE_ONE

VERSION = 1  # of what is projected from an event: another one in the state means that all is projected anew


def read_state() -> ProjectionState:
    """Return the state as it is now, made where there is none."""
    return ProjectionState.objects.get_or_create(id=THE_ONE, defaults={"version": VERSION})[0]


@contextmanager
def locked_state() -> Iterator[ProjectionState]:
    """A transaction in which nobody else writes projected rows; what it changes in the state is saved."""
    with transaction.atomic():
        read_state()
        state = ProjectionState.objects.select_for_update().get(id=THE_ONE)
        yield state
        state.generation += 1
        state.save()
