"""The gate: a page opens only for those its view names, and to all others it does not exist."""

import logging
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from caicach.accounts.queries import actor_of
from caicach.accounts.register import ActorRequest, access_of
from caicach.accounts.rules import NOBODY
from caicach.kit.acts import Actor
from caicach.kit.period import local_day

log = logging.getLogger(__name__)


class DefaultDeny:
    """Sets `request.actor` and lets nobody through to a view that does not admit them.

    What one may not see answers 404, not 403, so that nobody learns what exists. Whoever has not signed in and asks
    to read is sent to sign in first. A view without a mark is a defect: it answers 404 to everybody and is logged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponseBase:
        # Error pages too may ask for the actor, and they are answered without any view.
        request.actor = cast(Actor, SimpleLazyObject(lambda: _actor(request)))
        return self.get_response(request)

    def process_view(
        self, request: ActorRequest, view: object, _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """Lets the request pass (`None`), sends it to sign in, or raises `Http404`."""
        access = access_of(view)
        if access is None:
            log.error("The view of %s does not say who may open it; nobody is admitted.", request.path)
            raise Http404
        if access.public:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if access.roles and not access.admits(request.actor):
            raise Http404
        return None


def _actor(request: HttpRequest) -> Actor:
    """Whoever is signed in, with the grants of today (Vietnam's day)."""
    if not request.user.is_authenticated:
        return NOBODY
    return actor_of(request.user.pk, on=local_day(timezone.now()))


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The way to the sign-in page and back for those who read; those who write have nothing to come back to."""
    if request.method not in ("GET", "HEAD"):
        raise Http404
    if request.headers.get("HX-Request") == "true":
        # A part of a page is asked for: the whole page must go, and come back to itself.
        page = urlsplit(request.headers.get("HX-Current-URL", "/"))
        back = redirect_to_login(f"{page.path}?{page.query}" if page.query else page.path or "/", settings.LOGIN_URL)
        return HttpResponseClientRedirect(back.url)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
