"""The console's addresses, under /review/; each view says who may call it (web/review/permissions.py)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from web.review.views import (
    account,
    audit,
    conversation,
    conversations,
    export,
    overview,
    saved_filters,
    staff,
    work,
)

app_name = "review"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview_page, name="overview"),
    path("sign-in", account.sign_in_page, name="sign-in"),
    path("sign-out", account.sign_out_page, name="sign-out"),
    path("language", account.language_page, name="language"),
    path("account", account.account_page, name="account"),
    path("account/password", account.password_page, name="password"),
    path("account/end-sessions", account.end_sessions_page, name="end-sessions"),
    path("audit", audit.audit_page, name="audit"),
    path("staff", staff.staff_page, name="staff"),
    path("staff/add", staff.add_page, name="staff-add"),
    path("staff/<str:name>/<str:action>", staff.change_page, name="staff-change"),
    path("conversations", conversations.conversations_page, name="conversations"),
    path("conversations-by-message", conversations.messages_page, name="messages"),
    path("counts", conversations.counts_page, name="counts"),
    path("selected", conversations.selected_page, name="selected"),
    path("filters/save", saved_filters.save_filter_page, name="filter-save"),
    path("filters/<int:filter_id>/delete", saved_filters.delete_filter_page, name="filter-delete"),
    path("export.<str:form>", export.export_page, name="export"),
    path("conversations/<path:sender_id>", conversation.conversation_page, name="conversation"),
    path("messages/<int:event_id>/document", conversation.document_part, name="document"),
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
    path("work/erase", work.erase_page, name="erase"),
]
