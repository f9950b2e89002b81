"""Every page in a real browser, phone and desk, light and dark, both languages: nothing for axe to find."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from browsing import faults
from caicach.accounts.models import Grant, User
from caicach.accounts.queries import actor_of
from caicach.dossiers.models import Dossier
from caicach.dossiers.views.verbs import VERBS
from caicach.kit.period import local_day
from caicach.procedures.models import Procedure

pytestmark = pytest.mark.browser

PERIOD = "agency=so-noi-vu&from=2023-01-01&to=2023-12-31"
PEOPLE = ("mot-cua", "thu-ly", "truong-phong", "lanh-dao", "cai-cach", "tra-ket-qua", "quan-tri")
NOT_PAGES = {
    "account_logout",
    "set_language",
    "set_theme",
    "reports:ii06_xlsx",
    "reports:ii06_json",
    "dossiers:receive_due",
    "dossiers:paper",
    "dossiers:paper_docx",
    "dossiers:tracking_book_pdf",
    "dossiers:tracking_book_xlsx",
    "dossiers:handover_list_pdf",
}
"""Addresses that answer a file, a fragment, or only a form sent to them (sign-out is asked for on its own page)."""


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The names of all routes."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or "")
        else:
            yield from routes(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)


def verbs() -> Iterator[tuple[str, str, str]]:
    """For each verb a dossier of the demo that offers it and somebody who may: route, user, address."""
    today = local_day(timezone.now())
    actors = {name: actor_of(User.objects.get(username=name).pk, on=today) for name in PEOPLE}
    dossiers = list(Dossier.objects.order_by("-pk")[:900])
    for entry in VERBS:
        name, dossier = next(
            (name, dossier)
            for dossier in dossiers
            for name, actor in actors.items()
            if entry.offered(dossier) and entry.permitted(actor, dossier)
        )
        yield f"dossiers:{entry.word}", name, reverse(f"dossiers:{entry.word}", args=[dossier.pk])


def pages() -> Iterator[tuple[str, str, str]]:
    """Every page: route, who opens it (empty: nobody signed in), address."""
    yield "account_login", "", "/sign-in/"
    yield "style", "", "/style/"
    yield "style_page", "", "/style/detail/"
    for name in PEOPLE:
        yield "desk:home", name, "/"
    dossier = Dossier.objects.filter(pauses__ended_at__isnull=False, finished_at=None).order_by("-pk").first()
    dossier = dossier or Dossier.objects.order_by("-pk")[20]
    procedure = Procedure.objects.get(code="SYN-TDKT-CHUYEN-DE")
    yield "dossiers:list", "mot-cua", "/dossiers/?q=bang+khen"
    yield "dossiers:list", "truong-phong", "/dossiers/?q=khong-co-ho-so-nao-nhu-the"
    yield "dossiers:tracking_book", "mot-cua", "/dossiers/tracking_book/"
    yield "dossiers:handover_list", "mot-cua", f"/dossiers/handover_list/?day={local_day(dossier.submitted_at)}"
    yield "dossiers:receive", "mot-cua", "/dossiers/receive/"
    yield "dossiers:reception", "mot-cua", reverse("dossiers:reception", args=[procedure.pk])
    yield "dossiers:dossier", "mot-cua", reverse("dossiers:dossier", args=[dossier.pk])
    yield "dossiers:receipt", "mot-cua", reverse("dossiers:receipt", args=[dossier.pk])
    yield from verbs()
    yield "figures:figure", "lanh-dao", f"/figures/dossiers.early_rate/?{PERIOD}"
    yield "figures:records", "lanh-dao", f"/figures/dossiers.early_rate/records/?{PERIOD}"
    division = Grant.objects.filter(user__username="thu-ly").values_list("unit__code", flat=True).first()
    here = PERIOD.replace("so-noi-vu", str(division))
    yield "figures:records", "thu-ly", f"/figures/dossiers.resolved/records/?{here}"
    yield "reports:ii06", "cai-cach", f"/reports/II.06/?{PERIOD}"
    yield "reports:ii06", "cai-cach", f"/reports/II.06/?{PERIOD}&by=agency"
    yield "reports:ii06_print", "cai-cach", f"/reports/II.06/print/?{PERIOD}"


@pytest.mark.parametrize(("width", "theme", "language"), [(390, "light", "en"), (1280, "dark", "vi")])
def test_no_accessibility_fault_on_any_page(
    demo_copy: str, open_page: Callable[..., Any], site: str, width: int, theme: str, language: str
) -> None:
    listed = list(pages())
    missing = set(routes(get_resolver())) - {route for route, _, _ in listed} - NOT_PAGES
    assert not missing, "each route is opened here or named as none"
    cookies = {"": ""} | {name: session(name) for name in PEOPLE}
    page = open_page("/sign-in/", width, theme)
    found = []
    for _, name, address in listed:
        page.context.clear_cookies()
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site}])
        if name:
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookies[name], "url": site}])
        answer = page.goto(site + address)
        assert answer.status == 200, (name, address)
        assert page.get_attribute("html", "lang") == language
        found += [(name, address, fault) for fault in faults(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((name, address, "wider than the screen"))
    assert found == []


def session(username: str) -> str:
    """The cookie of somebody signed in."""
    client = Client()
    client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value
