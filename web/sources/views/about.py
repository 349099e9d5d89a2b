"""What the assistant is about: one page of settings, kept in the file that every process follows."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contract.about import FILE, LANGUAGES, About, AboutError, about, write
from web.review import audit
from web.review.permissions import StaffRequest, needs
from web.review.roles import LEAD
from web.sources.errors import SourcesError, sentence
from web.sources.files import no_space_said
from web.sources.labels import ABOUT_FAULTS
from web.sources.views.page import show

MOST_CHARACTERS = 20_000  # of a field, before contract.about says what is too long
TEXTS = ("assistant", "subject", "operator", "emergency")
LISTS = ("questions", "names")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(LEAD, atomic=False)
def about_page(request: StaffRequest) -> HttpResponse:
    """Show it; keep what is sent, or say by field why it cannot be kept, with what was written."""
    if request.method != "POST":
        return _shown(request, about(), {})
    sent = _sent(request)
    try:
        with no_space_said():
            write(sent, settings.DALEEL.sources / FILE)
    except AboutError as error:
        problems = {each.field: str(ABOUT_FAULTS.get(each.fault, each.fault)) for each in error.problems}
        return _shown(request, sent, problems, status=422)
    except SourcesError as error:
        messages.error(request, sentence(error))
        return _shown(request, sent, {}, status=507)
    audit.record(request.user, "sources.about_changed", "about")
    messages.success(request, _("Kept. It is said from now on, everywhere."))
    return HttpResponseRedirect(reverse("sources:about"))


def _sent(request: StaffRequest) -> About:
    def text(name: str) -> str:
        return request.POST.get(name, "")[:MOST_CHARACTERS].strip()

    texts = {name: {code: text(f"{name}.{code}") for code in LANGUAGES} for name in TEXTS}
    lists = {name: {code: _lines(text(f"{name}.{code}")) for code in LANGUAGES} for name in LISTS}
    return About(contact=text("contact"), **texts, **lists)  # type: ignore[arg-type]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for each in text.splitlines() if (line := " ".join(each.split())))


def _shown(request: StaffRequest, shown: About, problems: dict[str, str], status: int = 200) -> HttpResponse:
    """`problems` by field, those of a list's entries with the list."""
    by_field: dict[str, str] = {}
    for name, words in problems.items():
        by_field.setdefault(".".join(name.split(".")[:2]), words)
    columns = [
        {
            "code": code,
            "texts": [
                (name, shown.as_table()[name].get(code, ""), by_field.get(f"{name}.{code}", ""))
                for name in TEXTS
            ],
            "lists": [
                (name, "\n".join(shown.as_table()[name].get(code, ())), by_field.get(f"{name}.{code}", ""))
                for name in LISTS
            ],
        }
        for code in LANGUAGES
    ]
    context = {"columns": columns, "contact": shown.contact, "contact_problem": by_field.get("contact", "")}
    return show(request, "about", context, status)
