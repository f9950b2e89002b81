"""What every page knows besides its own content: navigation, reader, language, theme, notice, version, reference."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from caicach import __version__
from caicach.kit.acts import Actor
from caicach.ui import register

THEMES = ("light", "dark")


def page(request: HttpRequest) -> dict[str, object]:
    """The context processor of all pages."""
    actor = signed_in(request)
    return {
        "navigation": navigation(register.entries(), actor, request.path),
        "actor": actor,
        "post_title": getattr(request, "post_title", ""),
        "language": (get_language() or "vi")[:2],
        "theme": chosen_theme(request),
        "demo_notice": register.notice(),
        "version": __version__,
        "request_id": getattr(request, "id", ""),
    }


def signed_in(request: HttpRequest) -> Actor | None:
    """The actor of the request, none when nobody has signed in."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor if actor is not None and actor.user_id is not None else None


def chosen_theme(request: HttpRequest) -> str:
    """The theme kept in the reader's cookie: `light`, `dark`, or empty for what the device prefers."""
    wanted = request.COOKIES.get("theme", "")
    return wanted if wanted in THEMES else ""


def navigation(entries: Iterable[register.Entry], actor: Actor | None, path: str) -> list[dict[str, object]]:
    """The entries that the reader sees, as `url, label, key, current`; the entry with the longest match is current."""
    found: list[dict[str, object]] = [
        {"url": url, "label": entry.label, "key": entry.key, "current": False}
        for entry in entries
        if _sees(actor, entry) and (url := _address(entry.url_name))
    ]
    here = [item for item in found if _within(path, str(item["url"]))]
    if here:
        max(here, key=lambda item: len(str(item["url"])))["current"] = True
    return found


def _sees(actor: Actor | None, entry: register.Entry) -> bool:
    if entry.public:
        return True
    if actor is None:
        return False
    return not entry.roles or bool(entry.roles & actor.roles)


def _address(url_name: str) -> str:
    # A room may be left out of the routes of a small installation; its entry then simply does not show.
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _within(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
