"""Approved training examples: how they change the files, and what stands near them with another intent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from web.review.permissions import needs
from web.review.roles import REVIEWER
from web.teaching.models import Proposal, Wording
from web.teaching.training import changes
from web.teaching.views.page import page_of, show


@require_safe
@needs(REVIEWER)
def training_page(request: HttpRequest) -> HttpResponse:
    taught = Wording.objects.filter(
        proposal__kind=Proposal.Kind.TRAINING, proposal__state=Proposal.State.APPROVED
    )
    page = page_of(request, taught.select_related("proposal").order_by("-pk"))
    return show(request, "training", {"page": page, "diff": "".join(change.diff for change in changes())})
