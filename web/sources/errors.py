"""Why something cannot be done with a source, or has failed: a code with its values, and its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents import SourceError
from web.review.labels import Labels

# What a person is told who asks for what cannot be done: by a SourcesError's code.
REFUSALS: Labels = {
    "no_source": _("No source is called {source}."),
    "no_version": _("Source {source} has no version {number}."),
    "same_file": _(
        "{name}: this file is there already, as version {number} of “{title}” ({source}). Nothing was added."
    ),
    "no_file": _("{path} cannot be read: {why}."),
    "busy": _("A colleague is at this now, or it is on its way already. Look again in a moment."),
    "not_ready": _("Version {number} of {source} cannot be published now: it is {state}."),
    "nothing_live": _("Source {source} is not published."),
    "cannot_stop": _("Version {number} of {source} is {state}; there is nothing to stop."),
    "cannot_retry": _("Version {number} of {source} is {state}; only what failed or was stopped is retried."),
    "edited_meanwhile": _("{who} changed this meanwhile. Look at it anew, then change it."),
    "bad_edit": _("This cannot be changed so: {why}"),
    "no_files": _("Choose a file first."),
    "no_title": _("Write a title."),
    "bad_depth": _("A depth of {depth} links; 0 to {most} are taken."),
}

# Why a version failed that has no code of documents.refusals: what happened in our own hands.
FAILURES: Labels = {
    "disk_full": _("The disk is full. Make room, then try again; nothing was lost."),
    "empty": _("{name}: the file is empty. Choose another."),
    "too_large": _("{name}: larger than {limit_megabytes} MB. Part it."),
    "file_lost": _("{name}: the stored file is gone. Put it in again as a new version."),
    "no_passages": _("{name}: nothing in it can be quoted. Look at its pages, or save it in another format."),
    "all_held_back": _(
        "{name}: none of its {pages} pages could be read reliably, so nothing is published. Look at them."
    ),
    "not_proved": _("{name}: a passage is not what the file says ({why}). Take the last change back."),
    "index_failed": _("The index could not take it up; what was live stays live. Try again. ({why})"),
    "killed": _("{name}: reading it ended the program {times} times. Save it again or as another format."),
    "broken": _("{name}: something unforeseen went wrong ({why}). Try again; if it comes back, report it."),
}

# Why a file or a site is not read: by documents.refusals' code.
READING: Labels = {
    "no_text": _("{name}: no text was found in it. If it is a picture of text, save it as PDF."),
    "unknown_format": _(
        "{name}: neither PDF, Word (docx), ODT, PowerPoint (pptx), Excel (xlsx), CSV, HTML, Markdown nor "
        "text. Save it as one of these."
    ),
    "old_office": _("{name}: a file of old Word, Excel or PowerPoint. Save it as docx, xlsx or pptx."),
    "not_read": _("{name}: a {kind} file, which is not read. Save it as PDF or docx."),
    "encrypted": _("{name}: protected by a password. Save it without one."),
    "damaged": _("{name}: damaged or cut off. Save or download it again."),
    "too_large": _("{name}: {megabytes} MB, more than the {limit_megabytes} MB that are read. Part it."),
    "too_much_text": _("{name}: more than {limit_characters} characters. Part it."),
    "unpacks_too_large": _(
        "{name}: unpacks to more than {limit_megabytes} MB, or to far more than it holds. Save it again "
        "without its pictures."
    ),
    "too_many_parts": _("{name}: packed from more than {limit_parts} parts. Save it again."),
    "too_many_pages": _("{name}: {pages} pages, more than the {limit_pages} that are read. Part it."),
    "too_many_cells": _("{name}: more than {limit_cells} cells. Part it."),
    "strict_office": _("{name}: saved as “Strict Open XML”. Save it as an ordinary docx, xlsx or pptx."),
    "too_much_output": _("{name}: gives more than {limit_megabytes} MB of text. Part the file."),
    "declares_entities": _(
        "{name}: holds declarations that no office program writes (a DOCTYPE). Save it again."
    ),
    "nested_too_deep": _("{name}: its parts stand in one another too deep. Save it again."),
    "no_encoding": _("{name}: its letters are in no encoding that is known. Save it as UTF-8."),
    "too_slow": _("{name}: reading took more than {limit_seconds} s and was stopped. Part the file."),
    "too_much_memory": _("{name}: reading needs more memory than it is given. Part the file."),
    "stopped": _("{name}: reading was stopped."),
    "crashed": _("{name}: reading it broke off. Save it again or as another format."),
    "no_such_page": _("{name}: has {pages} pages, no page {page}."),
    "not_drawn": _("{name}: page {page} is damaged and cannot be drawn."),
    "bad_address": _("{address}: no address of a site. It must begin with http:// or https://."),
    "no_such_host": _("{address}: no such site was found. Check the address."),
    "private_address": _("{address}: leads to this server or into a private network, where nothing is read."),
    "other_host": _("{address}: leads to another site ({host}). Give that one's address if it is meant."),
    "robots_forbid": _("{address}: the site asks robots to keep away (robots.txt)."),
    "unreachable": _("{address}: the site did not answer. Try again later."),
    "status": _("{address}: the site answered {status}. Check the address."),
    "no_page": _("{address}: a {media_type} file, no page. Download it and put it in as a file."),
    "page_too_large": _("{address}: the page has more than {limit_kilobytes} kB. Give another's address."),
    "no_pages": _("{address}: no page with text was found there."),
}

SENTENCES: Labels = {**READING, **FAILURES, **REFUSALS}  # "too_large" and "empty" are ours: they come first
UNKNOWN = _("{code}: the file could not be taken.")


class SourcesError(Exception):
    """`code` names a sentence of SENTENCES, `values` what stands in it: texts and numbers."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code, self.values = code, values


class _Kept(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "…"


def said(code: str, values: Mapping[str, Any]) -> str:
    """A refusal or a failure in the language of the day; what is not known stands as an ellipsis."""
    if code == "too_large" and "megabytes" in values:
        return str(READING[code]).format_map(_Kept(values))
    return str(SENTENCES.get(code, UNKNOWN)).format_map(_Kept({"code": code, **values}))


def sentence(error: SourcesError) -> str:
    return said(error.code, error.values)


def failure_of(error: Exception, name: str) -> tuple[str, dict[str, Any]]:
    """The code and the values of what went wrong with the file of this name."""
    if isinstance(error, SourcesError):
        return error.code, {"name": name, **error.values}
    if isinstance(error, SourceError) and error.code:
        return error.code, {
            "name": name,
            **error.fields,
            **({"name": name} if "name" in error.fields else {}),
        }
    return "broken", {"name": name, "why": f"{type(error).__name__}: {error}"[:200]}
