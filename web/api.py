"""What every address under /api shares: request ids, errors, and views that answer JSON.

An error is {"error": {"code", "message", "request_id"}}, the message in Arabic. The id is on the response, in
log lines and errors, and beside the message in Rasa's log.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError

from web.operations.metrics import record_refusal

REQUEST_ID_HEADER = "X-Request-ID"
NO_REQUEST = "-"
_current: ContextVar[str] = ContextVar("request_id", default=NO_REQUEST)


def current_request_id() -> str:
    """The id of the request being answered; "-" outside one."""
    return _current.get()


@contextmanager
def answering(request_id: str) -> Generator[None, None, None]:
    """Go by this id within: for what comes by no request of ours, as from Telegram."""
    token = _current.set(request_id)
    try:
        yield
    finally:
        _current.reset(token)


class RequestIdFilter(logging.Filter):
    """Put the current request's id on every log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        return True


MESSAGES = {
    "bad_request": "تعذّر فهم الطلب.",
    "not_found": "لا يوجد شيء في هذا العنوان.",
    "method_not_allowed": "لا يقبل هذا العنوان طلبا من هذا النوع.",
    "server_error": "حدث خلل عندنا وسُجّل، حاول مرة أخرى بعد قليل من فضلك.",
    "not_json": "يُنتظر أن يكون الطلب بصيغة JSON.",
    "bad_json": "تعذّرت قراءة الطلب، فهو ليس بصيغة JSON صحيحة.",
    "bad_form": "الطلب ناقص أو على غير الشكل المنتظر.",
    "bad_payload": "هذا الزر غير معروف، اكتب سؤالك بالكلمات من فضلك.",
    "empty_text": "لم أجد كلاما في رسالتك، اكتب سؤالك بالكلمات من فضلك.",
    "too_long": "رسالتك أطول من اللازم، اختصرها في ألف حرف على الأكثر من فضلك.",
    "key_reused": "أُرسلت رسالة أخرى بهذا المعرّف من قبل.",
    "session_missing": "لا محادثة مفتوحة في هذا الطلب، ابدأ محادثة جديدة من فضلك.",
    "session_invalid": "تعذّر التعرف إلى محادثتك، ابدأ محادثة جديدة من فضلك.",
    "session_expired": "انتهت مدة محادثتك، ابدأ محادثة جديدة من فضلك.",
    "session_unknown": "هذه المحادثة لم تعد موجودة، ابدأ محادثة جديدة من فضلك.",
    "origin_not_allowed": "لا يُسمح لهذا الموقع باستعمال المساعد.",
    "too_many_messages": "وصلتني رسائل كثيرة في وقت قصير، انتظر قليلا ثم أعد المحاولة من فضلك.",
    "too_many_waiting": "ما زلت أجيب عن رسائلك السابقة، انتظر قليلا ثم أعد المحاولة من فضلك.",
    "too_many_suggestions": "طُلبت اقتراحات كثيرة في وقت قصير، انتظر قليلا من فضلك.",
    "too_many_sessions": "فُتحت محادثات كثيرة من هذا العنوان، انتظر قليلا ثم أعد المحاولة من فضلك.",
    "answer_unknown": "لا أجد هذا الجواب في محادثتك.",
    "assistant_failed": "أعتذر، حدث خلل ولم أستطع الإجابة. أعد المحاولة من فضلك.",
    "assistant_unavailable": "أعتذر، المساعد غير متاح الآن. أعد المحاولة بعد قليل من فضلك.",
    "assistant_slow": "أعتذر، استغرق الجواب وقتا أطول من اللازم. أعد المحاولة من فضلك.",
}


API_PREFIX = "/api/"


class ApiError(Exception):
    """What a request is refused with; `code` is one of web.api.MESSAGES."""

    def __init__(self, code: str, status: int, *, retry_after_seconds: int | None = None) -> None:
        super().__init__(f"{status} {code}")
        self.code, self.status, self.retry_after_seconds = code, status, retry_after_seconds
        self.message = MESSAGES[code]

    def response(self) -> JsonResponse:
        """Return the error's response, with Retry-After in whole seconds where waiting helps."""
        body = {"code": self.code, "message": self.message, "request_id": current_request_id()}
        response = JsonResponse(
            {"error": body}, status=self.status, json_dumps_params={"ensure_ascii": False}
        )
        if self.retry_after_seconds is not None:
            response["Retry-After"] = str(self.retry_after_seconds)
        return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return _plain_or_json(request, "not_found", 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: a host that is not ours, a form that cannot be read."""
    return _plain_or_json(request, "bad_request", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500; what went wrong is in the log under the request's id."""
    return _plain_or_json(request, "server_error", 500)


def _plain_or_json(request: HttpRequest, code: str, status: int) -> HttpResponse:
    error = ApiError(code, status)
    if request.path.startswith(API_PREFIX):
        return error.response()
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(
        error.message, status=status, content_type="text/plain; charset=utf-8", headers=headers
    )


logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 16 * 1024

Method = Callable[..., Coroutine[Any, Any, HttpResponseBase]]


def api_view(**methods: Method) -> Method:
    """Return a view that answers these methods, named in upper case, and refuses the others."""
    allowed = ", ".join(sorted(methods))

    async def view(request: HttpRequest, **captured: str) -> HttpResponseBase:
        try:
            if (method := methods.get(request.method or "")) is None:
                raise ApiError("method_not_allowed", 405)
            return await method(request, **captured)
        except ApiError as error:
            record_refusal(error.code)
            response = error.response()
            if error.status == 405:
                response["Allow"] = allowed
            return response
        except Exception:
            logger.exception("%s %s failed", request.method, request.path)
            return ApiError("server_error", 500).response()

    return view


def read_json(request: HttpRequest) -> dict[str, Any]:
    """Return the object in a request's body; ApiError when it is too long, no JSON or no object."""
    if request.content_type != "application/json":
        raise ApiError("not_json", 415)
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise ApiError("too_long", 413) from error
    except (UnreadablePostError, RawPostDataException) as error:
        raise ApiError("bad_request", 400) from error
    if len(body) > MAX_BODY_BYTES:
        raise ApiError("too_long", 413)
    try:
        form = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ApiError("bad_json", 400) from error
    if not isinstance(form, dict):
        raise ApiError("bad_form", 400)
    return form


def json_response(body: dict[str, Any], status: int = 200) -> JsonResponse:
    """A JSON response in readable Arabic, never kept by a cache."""
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
