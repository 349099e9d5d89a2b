"""What tests of proposals ask and look at."""

from __future__ import annotations

import pytest

JOBS = "sme-roles/economic/jobs"


def ids(theme):
    return sorted(theme.questions.values_list("pk", flat=True))


def code_of(function, *arguments):
    from web.teaching.errors import TeachingError

    with pytest.raises(TeachingError) as raised:
        function(*arguments)
    return raised.value.code


def states(proposal):
    return list(proposal.steps.order_by("pk").values_list("state", "by__username"))
