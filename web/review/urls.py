"""The console's addresses, under /review/; each view says who may call it (web/review/needs.py)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from web.review.views import work
from web.review.views.account import account_page, end_sessions_page, password_page
from web.review.views.audit import audit_page
from web.review.views.conversation import conversation_page
from web.review.views.conversations import conversations_page, counts_page, messages_page
from web.review.views.document import document_part
from web.review.views.erasing import erase_page
from web.review.views.export import export_page
from web.review.views.overview import overview_page
from web.review.views.saved_filters import delete_filter_page, save_filter_page
from web.review.views.selected import selected_page
from web.review.views.sign_in import language_page, sign_in_page, sign_out_page
from web.review.views.staff import add_page, change_page, staff_page

app_name = "review"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview_page, name="overview"),
    path("sign-in", sign_in_page, name="sign-in"),
    path("sign-out", sign_out_page, name="sign-out"),
    path("language", language_page, name="language"),
    path("account", account_page, name="account"),
    path("account/password", password_page, name="password"),
    path("account/end-sessions", end_sessions_page, name="end-sessions"),
    path("audit", audit_page, name="audit"),
    path("staff", staff_page, name="staff"),
    path("staff/add", add_page, name="staff-add"),
    path("staff/<str:name>/<str:action>", change_page, name="staff-change"),
    path("conversations", conversations_page, name="conversations"),
    path("conversations-by-message", messages_page, name="messages"),
    path("counts", counts_page, name="counts"),
    path("selected", selected_page, name="selected"),
    path("filters/save", save_filter_page, name="filter-save"),
    path("filters/<int:filter_id>/delete", delete_filter_page, name="filter-delete"),
    path("export.<str:form>", export_page, name="export"),
    path("conversations/<path:sender_id>", conversation_page, name="conversation"),
    path("messages/<int:event_id>/document", document_part, name="document"),
    path("work/tag", work.tag_page, name="tag"),
    path("work/untag", work.untag_page, name="untag"),
    path("work/flag", work.flag_page, name="flag"),
    path("work/unflag", work.unflag_page, name="unflag"),
    path("work/note", work.note_page, name="note"),
    path("work/verdict", work.verdict_page, name="verdict"),
    path("work/reviewed", work.reviewed_page, name="reviewed"),
    path("work/assign", work.assign_page, name="assign"),
    path("work/unmask", work.unmask_page, name="unmask"),
    path("work/mask", work.mask_page, name="mask"),
    path("work/erase", erase_page, name="erase"),
]
