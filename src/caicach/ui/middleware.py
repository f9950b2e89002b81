"""The outer skin of every answer: a reference number, strict headers, and one log line when something went wrong."""

import logging
import re
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

logger = logging.getLogger("caicach.request")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    # Office computers are shared: no page of one person may come back from the next person's cache.
    "Cache-Control": "no-store",
}
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class SecurityHeaders:
    """Gives each request a reference number and each answer its headers; a header already set by a view stays.

    The number is `request.id`, the answer's `X-Request-ID`, on error pages, and in the log line of every answer of
    400 or above. The log names the path but never the query, which may hold what a person searched for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reference = uuid4().hex[:12]
        request.id = reference  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-ID"] = reference
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.status_code >= 400:
            level = logging.ERROR if response.status_code >= 500 else logging.WARNING
            path = CONTROL.sub("?", request.path)
            logger.log(level, "%s %s %s %s", reference, response.status_code, request.method, path)
        return response


class ChosenLanguage:
    """Speaks the language that the reader chose, otherwise the house's own, whatever the browser was installed in.

    Office computers often come with English browsers; their users read Vietnamese.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
