"""Pages that belong to no room of the field: the style page, the choice of theme, and the pages of failure.

Django calls the pages of failure with the exception by name; what it says is for the log, never for the reader.
"""

import logging

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from caicach.ui import samples
from caicach.ui.context import THEMES

logger = logging.getLogger("caicach.request")
YEAR = 365 * 24 * 60 * 60


@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with invented data."""
    return render(request, "ui/style.html", samples.components())


@require_GET
def style_page(request: HttpRequest, name: str) -> HttpResponse:
    """One page skeleton (`list, detail, form, report, sheet, home, figure, refused`) filled with invented data."""
    if name not in samples.PAGES:
        raise Http404(name)
    return render(request, f"ui/samples/{name}.html", samples.page(name))


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keeps the reader's theme in a cookie (`light`, `dark`; anything else: as the device prefers), and goes back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


def _reference(request: HttpRequest) -> str:
    return str(getattr(request, "id", ""))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: drawn without the request's context, which may be what is broken."""
    return HttpResponse(render_to_string("400.html", {"request_id": _reference(request)}), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: the page is there, but not for this person."""
    return HttpResponse(render_to_string("403.html", {"request_id": _reference(request)}), status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: nothing is here, or nothing that this person may see."""
    return render(request, "404.html", {"request_id": _reference(request)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: needs neither the database nor the request's context."""
    return HttpResponse(render_to_string("500.html", {"request_id": _reference(request)}), status=500)


def refused_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from a page of ours, or came too late; `reason` is for the log only."""
    logger.warning("%s %s", _reference(request), reason)
    context = {"request_id": _reference(request), "outdated": True}
    return HttpResponse(render_to_string("403.html", context), status=403)
