"""An error as the API says it: {"error": {"code", "message", "request_id"}}, the message in Arabic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from web.api.request_id import current_request_id

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
    "too_many_sessions": "فُتحت محادثات كثيرة من هذا العنوان، انتظر قليلا ثم أعد المحاولة من فضلك.",
    "answer_unknown": "لا أجد هذا الجواب في محادثتك.",
    "assistant_failed": "أعتذر، حدث خلل ولم أستطع الإجابة. أعد المحاولة من فضلك.",
    "assistant_unavailable": "أعتذر، المساعد غير متاح الآن. أعد المحاولة بعد قليل من فضلك.",
    "assistant_slow": "أعتذر، استغرق الجواب وقتا أطول من اللازم. أعد المحاولة من فضلك.",
}


API_PREFIX = "/api/"


class ApiError(Exception):
    """What a request is refused with; `code` is one of web.api.errors.MESSAGES."""

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
