"""Teaching's addresses, under /review/teach/."""

from __future__ import annotations

from django.urls import path

from web.teaching.views.changes import cases_page, changes_page, judge_page, replay_page
from web.teaching.views.outcomes import sources_csv, sources_page, training_page
from web.teaching.views.proposals import (
    approve_page,
    approved_page,
    proposal_page,
    refuse_page,
    undo_page,
    waiting_page,
)
from web.teaching.views.unanswered import message_page, search_part, theme_page, unanswered_page

app_name = "teach"
urlpatterns = [
    path("", unanswered_page, name="unanswered"),
    path("groups/<int:theme_id>", theme_page, name="theme"),
    path("messages/<int:event_id>", message_page, name="message"),
    path("search", search_part, name="search"),
    path("waiting", waiting_page, name="waiting"),
    path("approved", approved_page, name="approved"),
    path("proposals/<int:proposal_id>", proposal_page, name="proposal"),
    path("proposals/<int:proposal_id>/approve", approve_page, name="approve"),
    path("proposals/<int:proposal_id>/refuse", refuse_page, name="refuse"),
    path("proposals/<int:proposal_id>/undo", undo_page, name="undo"),
    path("cases", cases_page, name="cases"),
    path("changes", changes_page, name="changes"),
    path("changes/now", replay_page, name="replay-now"),
    path("changes/<int:replay_id>", changes_page, name="replay"),
    path("differences/<int:difference_id>", judge_page, name="judge"),
    path("training", training_page, name="training"),
    path("sources", sources_page, name="sources"),
    path("sources.csv", sources_csv, name="sources-csv"),
]
