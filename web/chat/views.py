"""/api/chat/: a conversation opened, asked in, read again, kept as a file, judged and erased."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse

from contract.about import MAIN_LANGUAGE, about
from web.api import ApiError, json_response, read_json
from web.chat import transcript
from web.chat.authentication import issue, named_session, open_session, web_session
from web.chat.cleaning import read_message
from web.chat.conversation import iso, turns_of
from web.chat.erase import erase
from web.chat.feedback import judge, read_judgement
from web.chat.models import Session
from web.chat.sections import section_of
from web.chat.service import chat_service
from web.database import in_database
from web.proxies import client_address

LANGUAGES = ("ar", "en", "fr")
DEFAULT_TURNS = 50
MAX_TURNS = 100
MAX_CURSOR = 10**8
KEPT_A_WHILE = "public, max-age=300"
DESCRIPTION = Path(__file__).with_name("openapi.yaml")
NAME = "محادثة-دليل"
PLAIN_NAME = "daleel"  # for whoever cannot read the other
FORMATS = {
    "text": (transcript.as_text, "text/plain; charset=utf-8", "txt"),
    "json": (transcript.as_json, "application/json", "json"),
}
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


async def open_or_renew(request: HttpRequest) -> HttpResponse:
    """Renew the session that the request names; open one where it names none that is still there."""
    language = _language(read_json(request))
    session = await _renewed(request, language)
    if session is not None:
        return _token(session, 200)
    wait_seconds = chat_service().limits.new_session_wait_seconds(client_address(request))
    if wait_seconds:
        raise ApiError("too_many_sessions", 429, retry_after_seconds=wait_seconds)
    session = web_session(uuid.uuid4())
    session.language = language or session.language
    await in_database(session.save, force_insert=True)
    return _token(session, 201)


async def erase_session(request: HttpRequest) -> HttpResponse:
    """Erase the conversation everywhere."""
    await erase(await open_session(request), chat_service().queues)
    return HttpResponse(status=204)


async def send_message(request: HttpRequest) -> HttpResponse:
    """One message and its answer."""
    session = named_session(request)
    key, asked = read_message(read_json(request))
    turn = await chat_service().ask(session, asked, key, client_address(request))
    return json_response(turn.as_json())


async def read_history(request: HttpRequest) -> HttpResponse:
    """The visitor's own conversation, a page at a time."""
    session = await open_session(request)
    query = read_query(request, "limit", "before")
    limit = _number(query.get("limit"), MAX_TURNS)
    before = _number(query.get("before"), MAX_CURSOR)
    page = await in_database(turns_of, session.sender_id, limit or DEFAULT_TURNS, before)
    return json_response(page.as_json())


async def download_transcript(request: HttpRequest) -> HttpResponse:
    """The visitor's own conversation as a file to keep."""
    session = await open_session(request)
    found = FORMATS.get(read_query(request, "format").get("format", "text"))
    if found is None:
        raise ApiError("bad_form", 400)
    write, content_type, ending = found
    saved_at = datetime.now(UTC)
    turns = await transcript.all_turns(session.sender_id)
    response = HttpResponse(write(turns, saved_at), content_type=content_type)
    end = f"-{saved_at:%Y-%m-%d}.{ending}"
    names = f"filename=\"{PLAIN_NAME}{end}\"; filename*=UTF-8''{quote(NAME + end)}"
    response["Content-Disposition"] = f"attachment; {names}"
    response["Cache-Control"] = "no-store"
    return response


async def judge_answer(request: HttpRequest) -> HttpResponse:
    """What a visitor thinks of an answer."""
    session = await open_session(request)
    judged = read_judgement(read_json(request))
    await in_database(judge, session, judged)
    return json_response(judged.as_json())


async def read_section(request: HttpRequest) -> HttpResponse:
    """The section that an answer's citation stands in."""
    session = await open_session(request)
    query = read_query(request, "answer", "passage")
    if not query.get("answer") or not query.get("passage"):
        raise ApiError("bad_form", 400)
    section = await section_of(session, query["answer"], query["passage"])
    return json_response(section.as_json())


async def read_about(request: HttpRequest) -> HttpResponse:
    """What the assistant is about, for whoever draws its opening; needs no session."""
    language = read_query(request, "language").get("language", MAIN_LANGUAGE)
    if language not in LANGUAGES:
        raise ApiError("bad_form", 400)
    known = about()
    said = known.variables(language)
    response = json_response(
        {
            "assistant": said["assistant"],
            "subject": said["subject"],
            "questions": list(known.questions.get(language) or known.questions[MAIN_LANGUAGE]),
        }
    )
    response["Cache-Control"] = KEPT_A_WHILE  # asked by every page that shows the widget
    return response


async def read_description(request: HttpRequest) -> HttpResponse:
    """The API described."""
    response = HttpResponse(_description(), content_type="application/yaml; charset=utf-8")
    response["Cache-Control"] = KEPT_A_WHILE
    return response


async def _renewed(request: HttpRequest, language: str | None) -> Session | None:
    """The session that the request names, seen now; None where it names none that is still there."""
    try:
        named = named_session(request)
    except ApiError:
        return None
    changed: dict[str, Any] = {
        "last_seen_at": datetime.now(UTC),
        **({"language": language} if language else {}),
    }
    return named if await in_database(Session.objects.filter(pk=named.pk).update, **changed) else None


def _language(form: dict[str, Any]) -> str | None:
    language = form.get("language")
    if set(form) - {"language"} or not (language is None or language in LANGUAGES):
        raise ApiError("bad_form", 400)
    return language


def _token(session: Session, status: int) -> HttpResponse:
    token, expires_at = issue(session)
    return json_response({"token": token, "expires_at": iso(expires_at)}, status)


def _number(text: str | None, maximum: int) -> int | None:
    """Return a whole number from 1 on; None where it is not given; ApiError bad_form."""
    if text is None:
        return None
    if not _NUMBER.fullmatch(text) or int(text) > maximum:
        raise ApiError("bad_form", 400)
    return int(text)


@cache
def _description() -> bytes:
    return DESCRIPTION.read_bytes()


def read_query(request: HttpRequest, *names: str) -> dict[str, str]:
    """Return those of these parameters that were given; ApiError bad_form for any other or repeated one."""
    try:
        query = dict(request.GET.lists())
    except TooManyFieldsSent as error:
        raise ApiError("bad_form", 400) from error
    if set(query) - set(names) or any(len(values) != 1 for values in query.values()):
        raise ApiError("bad_form", 400)
    return {name: str(values[0]) for name, values in query.items()}
