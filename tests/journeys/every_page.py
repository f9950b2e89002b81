"""Every page in a real browser, phone and desk, light and dark, both languages: nothing for axe to find."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db.models import Count
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from browsing import faults
from caicach.accounts.models import Grant, User
from caicach.accounts.queries import actor_of
from caicach.accounts.rules import Role
from caicach.desk.services.import_rows import KINDS
from caicach.dossiers.models import Batch, Dossier, Pause, PostBundle
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.consult import consult
from caicach.dossiers.services.report_loss import report_loss
from caicach.dossiers.services.report_wrong_result import report_wrong_result
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.views.entry import running
from caicach.dossiers.views.verbs import VERBS
from caicach.feedback.models import Feedback
from caicach.feedback.views.verbs import VERBS as FEEDBACK_VERBS
from caicach.kit.acts import Act, Actor
from caicach.kit.period import local_day
from caicach.notices.models import Message
from caicach.papers.models import Register
from caicach.procedures.models import Procedure
from caicach.reports.models import Edition

PERIOD = "agency=so-noi-vu&from=2023-01-01&to=2023-12-31"
PEOPLE = (
    "mot-cua", "thu-ly", "truong-phong", "lanh-dao", "cai-cach", "tra-ket-qua", "van-thu", "giam-doc-trung-tam",
    "lanh-dao-dttg",
    "quan-tri",
)  # fmt: skip
NOT_PAGES = {
    "account_logout",
    "set_language",
    "set_theme",
    "desk:health",
    "desk:end_absence",
    "desk:retry_job",
    "desk:urge",
    "dossiers:change_saved",
    "desk:seal_image",
    "desk:signature_image",
    "dossiers:as_of_csv",
    "dossiers:batch_slip",
    "dossiers:import_template",
    "dossiers:import_errors",
    "dossiers:confirm_import",
    "dossiers:cancel_import",
    "dossiers:pages",
    "dossiers:reads_csv",
    "dossiers:reads_xlsx",
    "reports:briefing_pdf",
    *(f"reports:{what}_{suffix}" for what in ("edition", "ii06") for suffix in ("pdf", "xlsx", "csv", "json")),
    "reports:late_file",
    "reports:sheet_file",
    "reports:trend_file",
    "reports:published_file",
    "feedback:csv",
    "dossiers:receive_due",
    "dossiers:receive_person",
    "dossiers:find",
    "dossiers:document",
    "dossiers:token_data",
    "dossiers:paper",
    "dossiers:download",
    "dossiers:paper_docx",
    "dossiers:tracking_book_pdf",
    "dossiers:tracking_book_xlsx",
    "dossiers:handover_list_pdf",
    "dossiers:post_bundle_pdf",
}
"""Addresses that answer a file, a fragment, or only a form sent to them (sign-out is asked for on its own page)."""
ELSEWHERE = {
    "dossiers:import_job",
    "dossiers:token_finish",
    "dossiers:submit_above",
    "dossiers:assign_many",
    "dossiers:forward_many",
    "dossiers:take_over_many",
}
"""Pages that need what the demo has not (a file handed in, a certificate, a procedure above the agency), and those for
rows chosen in a list, walked in the tests of bulk acts."""


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The names of all routes."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or "")
        else:
            yield from routes(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)


def befallen(dossiers: Sequence[Dossier], acts: Mapping[str, Actor]) -> None:
    """Let happen what the demo may not show at the moment, so that every verb is offered somewhere."""
    now = timezone.now().replace(second=0, microsecond=0)
    leader = Act(actor=acts["lanh-dao"], at=now, now=now, key="")
    division = Grant.objects.get(user__username="truong-phong").unit_id
    mine = [one for one in dossiers if one.handling_unit_id == division and not one.document and not one.decision]
    free = iter(one for one in mine if running(one) and one.assignee_id and one.status == Status.IN_PROCESS)
    done = next(
        one
        for one in dossiers
        if one.status == Status.PROCESSED and one.unit_id in acts["lanh-dao"].reach([Role.AGENCY_LEADER])
    )
    consult(
        replace(leader, key=str(uuid4())),
        next(free).pk,
        content="Hỏi",
        due_on=local_day(now),
        body="Cơ quan trung ương",
    )
    report_loss(
        replace(leader, key=str(uuid4())), next(free).pk, what="Bản vẽ", apology="Xin lỗi", remedy="Xin bản sao"
    )
    report_wrong_result(replace(leader, key=str(uuid4())), done.pk, what="Sai tên", responsible_unit_id=division)
    unanswered = request_supplement(replace(leader, key=str(uuid4())), next(free).pk, reason="Thiếu bản khai").pk
    Pause.objects.filter(dossier=unanswered, ended_at=None).update(started_at=now - timedelta(days=30))
    Dossier.objects.filter(pk=unanswered).update(paused_since=now - timedelta(days=30))
    message = Message.objects.filter(unit__code="trung-tam-phuc-vu-hcc").latest("pk")
    Message.objects.filter(pk=message.pk).update(state="failed", last_error="550 5.1.1")


def verbs() -> Iterator[tuple[str, str, str]]:
    """For each verb a dossier of the demo that offers it and somebody who may: route, user, address."""
    today = local_day(timezone.now())
    others = User.objects.filter(is_active=True).exclude(username__in=PEOPLE).values_list("username", flat=True)
    actors = {name: actor_of(User.objects.get(username=name).pk, on=today) for name in (*PEOPLE, *others)}
    recent = Dossier.objects.order_by("-pk")
    befallen(recent[:900], actors)
    dossiers = list(recent[:900])
    for entry in VERBS:
        found = [
            (name, dossier)
            for dossier in dossiers
            if entry.offered(dossier)
            for name, actor in actors.items()
            if entry.permitted(actor, dossier)
        ][:1]
        for name, dossier in found:
            yield f"dossiers:{entry.word}", name, reverse(f"dossiers:{entry.word}", args=[dossier.pk])


def feedback() -> Iterator[tuple[str, str, str]]:
    """The pages of feedback; each verb on one that offers it."""
    yield "feedback:list", "cai-cach", "/feedback/?tab=all"
    yield "feedback:list", "mot-cua", "/feedback/?tab=late&number=khong-co"
    yield "feedback:receive", "mot-cua", "/feedback/receive/"
    found = list(Feedback.objects.select_related("assignee").order_by("-pk"))
    yield "feedback:feedback", "cai-cach", f"/feedback/{next(one for one in found if one.published_at).pk}/"
    for entry in FEEDBACK_VERBS:
        one = next(one for one in found if entry.when(one) and (one.assignee or entry.word != "answer"))
        name = one.assignee.username if one.assignee and entry.word == "answer" else "cai-cach"
        yield f"feedback:{entry.word}", name, reverse(f"feedback:{entry.word}", args=[one.pk])


def administration() -> Iterator[tuple[str, str, str]]:
    """The pages of whoever looks after people, units, the calendar, the catalogue and messages."""
    admin = "quan-tri"
    person = User.objects.get(username="thu-ly")
    grant = Grant.objects.get(user=person)
    gone = User.objects.get(username="thu-ly-2")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    yield "desk:people", admin, "/people/"
    yield "desk:create_person", admin, "/people/new/"
    for route, word in (
        ("desk:person", ""),
        ("desk:change_person", "change/"),
        ("desk:set_password", "password/"),
        ("desk:give_grant", "grant/"),
        ("desk:end_grant", f"grant/{grant.pk}/end/"),
        ("desk:leave", "leave/"),
    ):
        yield route, admin, f"/people/{person.pk}/{word}"
    yield "desk:activate", admin, f"/people/{gone.pk}/activate/"
    for kind in KINDS:
        yield "desk:import", admin, f"/import/{kind}/"
    yield "desk:units", admin, "/units/"
    yield "desk:merge_units", admin, "/units/merge/"
    yield "desk:unit", admin, "/units/so-noi-vu/"
    yield "desk:set_abbreviation", admin, "/units/so-noi-vu/abbreviation/"
    yield "desk:set_seal", admin, "/units/so-noi-vu/seal/"
    yield "desk:set_signature", admin, f"/people/{person.pk}/signature/"
    yield "desk:warnings", admin, "/warnings/"
    yield "desk:warning", admin, "/warnings/all/"
    yield "dossiers:reads", admin, "/reads/"
    yield "dossiers:transfer", admin, "/dossiers/transfer/"
    yield "dossiers:import", admin, "/dossiers/import/"
    yield "reports:reconcile", admin, "/reports/reconcile/"
    yield "desk:calendar", admin, "/calendar/"
    yield "desk:announce_days", admin, "/calendar/announce/"
    yield "desk:absences", "truong-phong", "/accounts/absence/"
    yield "desk:system", admin, "/system/"
    yield "notices:messages", admin, "/notices/"
    failed = Message.objects.filter(state="failed").latest("pk")
    for word in ("retry", "cancel"):
        yield f"notices:{word}", admin, f"/notices/{failed.pk}/{word}/"
    changed = Procedure.objects.annotate(count=Count("versions")).filter(count__gt=1).first()
    old, new = changed.versions.order_by("valid_from").values_list("valid_from", flat=True)[:2]
    yield "procedures:list", admin, "/procedures/"
    yield "procedures:procedure", "mot-cua", f"/procedures/{changed.code}/"
    yield "procedures:difference", admin, f"/procedures/{changed.code}/difference/{old}/{new}/"


def days_work() -> Iterator[tuple[str, str, str]]:
    """The pages of the counter's and the officer's day that are not about one verb."""
    yield "dossiers:digest", "thu-ly", "/digest/"
    yield "dossiers:day", "mot-cua", "/payments/day/"
    yield "dossiers:guide", "mot-cua", "/dossiers/guide/"
    yield "dossiers:receive_many", "mot-cua", "/dossiers/receive/many/"
    yield "desk:board", "tra-ket-qua", "/board/trung-tam-phuc-vu-hcc/"
    yield "dossiers:post_bundle", "tra-ket-qua", f"/dossiers/bundles/{PostBundle.objects.latest('pk').pk}/"
    yield "dossiers:send_by_post", "tra-ket-qua", "/dossiers/send_by_post/"
    yield "dossiers:batch", "mot-cua", f"/dossiers/batches/{Batch.objects.latest('pk').pk}/"
    paid = Dossier.objects.filter(fee=2).latest("pk")
    yield "dossiers:fee_slip", "mot-cua", f"/dossiers/{paid.pk}/fee_slip/"
    for name in ("truong-phong", "lanh-dao"):
        yield "dossiers:signing", name, "/signing/"
    approved = Dossier.objects.filter(document="approved").latest("pk")
    signer = "chu-tich" if approved.above_unit_id else "lanh-dao"
    yield "dossiers:token", signer, f"/signing/{approved.pk}/token/"
    for pile in ("number", "release"):
        yield "dossiers:numbering", "van-thu", f"/numbering/?pile={pile}"
    yield "dossiers:numbering_import", "van-thu", "/numbering/import/"
    yield "papers:registers", "van-thu", "/registers/"
    yield "papers:register", "van-thu", f"/registers/{Register.objects.latest('pk').pk}/"


def pages() -> Iterator[tuple[str, str, str]]:
    """Every page: route, who opens it (empty: nobody signed in), address."""
    yield "account_login", "", "/sign-in/"
    yield "style", "", "/style/"
    yield "style_page", "", "/style/detail/"
    for name in PEOPLE:
        yield "desk:home", name, "/"
    yield "desk:year", "lanh-dao", "/year/"
    dossier = Dossier.objects.filter(accepted_at__isnull=False, pauses__ended_at__isnull=False).latest("pk")
    procedure = Procedure.objects.get(code="SYN-TDKT-CHUYEN-DE")
    yield "dossiers:list", "mot-cua", "/dossiers/?q=bang+khen"
    yield "dossiers:list", "truong-phong", "/dossiers/?q=khong-co-ho-so-nao-nhu-the"
    yield "dossiers:saved", "truong-phong", "/dossiers/saved/"
    yield "dossiers:tracking_book", "mot-cua", "/dossiers/tracking_book/"
    yield "dossiers:handover_list", "mot-cua", f"/dossiers/handover_list/?day={local_day(dossier.submitted_at)}"
    yield "dossiers:receive", "mot-cua", "/dossiers/receive/"
    yield "dossiers:reception", "mot-cua", reverse("dossiers:reception", args=[procedure.pk])
    yield "dossiers:dossier", "mot-cua", reverse("dossiers:dossier", args=[dossier.pk])
    yield "dossiers:files", "mot-cua", reverse("dossiers:files", args=[dossier.pk])
    yield "dossiers:receipt", "mot-cua", reverse("dossiers:receipt", args=[dossier.pk])
    yield from verbs()
    yield from feedback()
    yield from administration()
    yield from days_work()
    yield "figures:index", "lanh-dao", f"/figures/?q=ty+le&{PERIOD}"
    yield "figures:figure", "lanh-dao", f"/figures/dossiers.early_rate/?{PERIOD}"
    yield from composed()
    yield "figures:records", "lanh-dao", f"/figures/dossiers.early_rate/records/?{PERIOD}"
    division = Grant.objects.filter(user__username="thu-ly").values_list("unit__code", flat=True).first()
    here = PERIOD.replace("so-noi-vu", str(division))
    yield "figures:records", "thu-ly", f"/figures/dossiers.resolved/records/?{here}"
    yield "reports:ii06", "cai-cach", f"/reports/II.06/?{PERIOD}"
    yield "reports:ii06", "cai-cach", f"/reports/II.06/?{PERIOD}&by=procedure"
    yield "figures:difference", "lanh-dao", f"/figures/dossiers.early_rate/difference/?{PERIOD}"
    yield from editions()
    yield "reports:ii06_print", "cai-cach", f"/reports/II.06/print/?{PERIOD}"
    yield "reports:sheet", "cai-cach", f"/reports/form/II.07b/?{PERIOD}"
    yield "reports:late", "cai-cach", f"/reports/late/?{PERIOD}"
    yield "reports:sheet_print", "cai-cach", f"/reports/form/II.08/print/?{PERIOD}"
    yield "reports:monitor", "quan-tri", "/monitor/?agency=dak-lak&heat=timely"
    yield "reports:monitor", "lanh-dao", "/monitor/"
    yield "reports:briefing", "cai-cach", "/reports/briefing/"
    yield "reports:targets", "cai-cach", "/targets/"
    yield "reports:set_target", "cai-cach", "/targets/set/"
    yield "reports:trend", "cai-cach", f"/reports/trend/?{PERIOD}"


def composed() -> Iterator[tuple[str, str, str]]:
    """A figure of the demo's department, composed without code."""
    yield "figures:own", "cai-cach", "/figures/own/"
    yield "figures:compose", "cai-cach", "/figures/compose/"
    yield "figures:figure", "cai-cach", f"/figures/own.hoi-cham/?{PERIOD}"
    yield "figures:recompose", "cai-cach", "/figures/own.hoi-cham/recompose/"
    yield "figures:withdraw", "cai-cach", "/figures/own.hoi-cham/withdraw/"


def look(open_page: Callable[..., Any], site: str, *, width: int, theme: str, language: str) -> None:
    """Open every page of the demo and let axe look at it; none is wider than the screen."""
    listed = list(pages())
    missing = set(routes(get_resolver())) - {route for route, _, _ in listed} - NOT_PAGES - ELSEWHERE
    assert not missing, "each route is opened here or named as none"
    cookies = {name: session(name) for name in {name for _, name, _ in listed if name}}
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


def editions() -> Iterator[tuple[str, str, str]]:
    """What the demo closed, once and again."""
    last = Edition.objects.latest("pk")
    yield "reports:close", "cai-cach", f"/reports/close/?{PERIOD}"
    yield "reports:editions", "cai-cach", "/reports/editions/"
    for word in ("edition", "edition_print", "edition_difference"):
        yield f"reports:{word}", "cai-cach", reverse(f"reports:{word}", args=[last.pk])
    for name in ("cai-cach", ""):
        yield "reports:published", name, "/published/"
        yield "reports:published_one", name, reverse("reports:published_one", args=[last.pk])


def session(username: str) -> str:
    """The cookie of somebody signed in."""
    client = Client()
    client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value
