"""The sources' addresses, under /review/sources/."""

from __future__ import annotations

from django.urls import path

from web.sources.views.about import about_page
from web.sources.views.listing import add_page, crawl_page, list_page, rows_part, stop_crawl_page
from web.sources.views.reading import edit_page, page_page, picture
from web.sources.views.source import compare_page, do_page, source_page, try_part

app_name = "sources"
urlpatterns = [
    path("", list_page, name="list"),
    path("about", about_page, name="about"),
    path("rows", rows_part, name="rows"),
    path("add", add_page, name="add"),
    path("crawl", crawl_page, name="crawl"),
    path("crawl/<int:crawl_id>/stop", stop_crawl_page, name="stop-crawl"),
    path("of/<slug:source_id>", source_page, name="source"),
    path("of/<slug:source_id>/try", try_part, name="try"),
    path("of/<slug:source_id>/versions/<int:number>", compare_page, name="compare"),
    path("of/<slug:source_id>/versions/<int:number>/edit", edit_page, name="edit"),
    path("of/<slug:source_id>/versions/<int:number>/pages/<int:page_number>", page_page, name="page"),
    path("of/<slug:source_id>/versions/<int:number>/pages/<int:page_number>.png", picture, name="picture"),
    path("of/<slug:source_id>/<slug:action>", do_page, name="do"),
]
