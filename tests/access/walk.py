"""Asks every address in every way as everybody, and says what is not as the table has it."""

import io
import os
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from urllib.parse import urlencode
from zlib import crc32

from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

import pdfs
from access.asks import Ask
from access.filled import FORMS, QUERIES
from access.ground import EVERYTHING, MARKERS, NOBODY, Asker, Ground
from access.relations import IN_FORCE, Relation
from access.table import ROUTES
from caicach.accounts.models import Absence
from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier, Read
from caicach.feedback.models import Feedback
from caicach.journal.models import Line

FORM_AGAIN = 422
SIGN_IN = "/sign-in/"
CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")


def addresses(
    patterns: Iterable[URLPattern | URLResolver] | None = None, above: str = "/"
) -> Iterator[tuple[str, object]]:
    """Every address of the resolver with its view."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here, pattern.callback


def url_of(ground: Ground, address: str, ask: Ask) -> str:
    """The address with what it names put in."""
    values = {**ask.arguments, "dossier_id": str(ground.dossiers.get(ask.dossier, ""))}
    if values.get("absence_id"):
        values["absence_id"] = str(Absence.objects.earliest("pk").pk)
    values |= {name: str(ground.others[name]) for name in ask.arguments if name in ground.others}
    if values.get("procedure_id"):
        values["procedure_id"] = str(ground.here.procedure.pk)
    if values.get("message_id"):
        values["message_id"] = str(ground.message)
    if values.get("user_id"):
        values["user_id"] = str(ground.here.users[values["user_id"]].pk)
    if values.get("feedback_id"):
        values["feedback_id"] = str(ground.feedback[values["feedback_id"]])
    if values.get("batch_id"):
        values["batch_id"] = str(ground.batch)
    url = CONVERTED.sub(lambda found: values[found[1]], address)
    query = urlencode(QUERIES[ask.query](ground))
    return f"{url}?{query}" if query else url


@cache
def _handler() -> BaseHandler:
    """Django's handler with all middleware; the test client copies the context of every template, which takes long."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def send(
    asker: Asker, method: str, url: str, sent: dict[str, str] | None = None, *, token: bool = True, **headers: str
) -> HttpResponse:
    """The answer to one asker, in a session as fresh as after signing in; without `token` as from a foreign page."""
    factory = RequestFactory(headers={**headers, **({"Cookie": f"sessionid={asker.session}"} if asker.session else {})})
    request = getattr(factory, method.lower())(url, sent or {})
    request._dont_enforce_csrf_checks = token
    return _handler().get_response(request)


@contextmanager
def _related(asker: Asker) -> Iterator[None]:
    """The dossiers and the feedback are assigned to the asker of that relation while they ask."""
    if asker.relation not in (Relation.ASSIGNED, Relation.STANDS_IN):
        yield
        return
    absent = Absence.objects.filter(substitute=asker.user).values_list("person_id", flat=True).first()
    held = [(kept, dict(kept.values_list("pk", "assignee_id"))) for kept in (Dossier.objects, Feedback.objects)]
    for kept, _ in held:
        kept.update(assignee_id=absent or asker.user.pk)
    try:
        yield
    finally:
        for kept, before in held:
            for officer in set(before.values()):
                kept.filter(pk__in=[pk for pk, one in before.items() if one == officer]).update(assignee_id=officer)


def written() -> bool:
    """Whether this transaction has written anything anywhere: only then does PostgreSQL number it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        return bool(cursor.fetchone()[0])


def said(answer: HttpResponse) -> str:
    """All that an answer says: status line, headers, cookies, body; what is packed in a workbook, the text of a PDF."""
    body = answer.content
    if body[:4] == b"%PDF":
        body = pdfs.text(body).encode()
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{head}\n{answer.cookies.output()}\n{body.decode(errors='replace')}".casefold()


def marks(answer: HttpResponse) -> list[str]:
    """The marks of the dossier that an answer bears."""
    text = said(answer)
    return [mark for mark in MARKERS if mark in text]


def allowed(asker: Asker, ask: Ask) -> bool:
    """Whether the table lets the asker in."""
    if asker.role is not None:
        return (asker.role, asker.relation) in ask.allowed
    if asker.name == EVERYTHING:
        return bool(ask.allowed)
    return ask.open_to_all if asker.name == NOBODY else ask.signed_in


def _in(asker: Asker, rule: frozenset[tuple[Role, Relation]]) -> bool:
    return (asker.role, asker.relation) in rule or (asker.name == EVERYTHING and bool(rule))


def fault(ground: Ground, address: str, ask: Ask, asker: Asker) -> str:
    """What is wrong with one cell of the matrix; empty when nothing is. Whatever is written is undone."""
    word = address.rstrip("/").rpartition("/")[2] if ask.sent == "verb" else ask.sent
    sent = FORMS[word](ground) if ask.method == "POST" else None
    url = url_of(ground, address, ask)
    with _related(asker), transaction.atomic():
        answer = send(asker, ask.method, url, sent)
        wrote = written()
        lines = Line.objects.count() - ground.lines if wrote else 0
        reads = Read.objects.count() if wrote else 0
        transaction.set_rollback(True)
    found = _denied(asker, ask, answer) if not allowed(asker, ask) else _admitted(asker, ask, answer, lines)
    noted = ask.noted and allowed(asker, ask)
    if reads != int(noted):
        found.append(f"recorded as read {reads} times")
    if wrote and not noted and (ask.method == "GET" or not allowed(asker, ask)):
        found.append("something written")
    if not found:
        return ""
    return f"{asker.name}: {ask.shown or 'GET'} {url}: {answer.status_code}, {'; '.join(found)}"


def _denied(asker: Asker, ask: Ask, answer: HttpResponse) -> list[str]:
    found = [f"reads {mark}" for mark in marks(answer)]
    if asker.name == NOBODY and ask.method == "GET":
        if answer.status_code != 302 or not answer.headers["Location"].startswith(f"{SIGN_IN}?next="):
            found.append("not sent to sign in")
    elif answer.status_code != 404:
        found.append("answered though not allowed")
    return found


def _admitted(asker: Asker, ask: Ask, answer: HttpResponse, lines: int) -> list[str]:
    found = []
    read = marks(answer)
    writes = _in(asker, ask.writes)
    wanted = ask.status if writes or not ask.writes else (FORM_AGAIN,)
    if answer.status_code not in wanted:
        found.append(f"not {wanted}")
    if lines != ask.lines * int(writes):
        found.append(f"{lines} journal lines")
    if read and not _in(asker, ask.reads | ask.writes):
        found.append(f"reads {read}")
    if ask.told and _in(asker, ask.reads) and not read:
        found.append("the dossier is not there")
    return found


SAMPLE = (None, Relation.ASSIGNED, Relation.TOP_TREE)
"""For a role that the gate turns away from a page, wherever it is held."""
SPREAD = (*SAMPLE, Relation.STRANGER, Relation.EXPIRED, Relation.FUTURE)
"""For a role that the page admits wherever it is held, as long as it is in force."""


ALWAYS = frozenset({Relation.ASSIGNED, Relation.TOP_TREE, Relation.STRANGER, Relation.EXPIRED})
WHOLE = os.environ.get("CAICACH_WHOLE_MATRIX") == "1"
"""Every relation in every cell (`make trust`); else a part of those that do not always stand."""
DRAWN = 3


def _asked_by(address: str, ask: Ask, askers: Iterable[Asker]) -> Iterator[Asker]:
    """Everybody whose answer can depend on where a role is held; of all others a few, since the gate alone answers.

    Of the relations beside `ALWAYS` one in `DRAWN` is asked of each way and role, always the same ones there and others
    elsewhere, so that over all addresses each role is asked in each relation many times.
    """
    for asker in askers:
        if asker.relation in _relations(ask, asker.role) and (WHOLE or _is_drawn(address, ask, asker)):
            yield asker


def _is_drawn(address: str, ask: Ask, asker: Asker) -> bool:
    if asker.relation is None or asker.relation in ALWAYS:
        return True
    turn = list(Relation).index(asker.relation)
    return (crc32(f"{address} {ask.shown} {asker.role}".encode()) + turn) % DRAWN == 0


def _relations(ask: Ask, role: Role | None) -> Collection[Relation | None]:
    held = {relation for one, relation in ask.allowed if one == role}
    if role is None or ask.open_to_all or not held:
        return SAMPLE
    return SPREAD if held >= IN_FORCE and not (ask.reads or ask.writes) else tuple(Relation)


def walk(ground: Ground, address: str, askers: Iterable[Asker] | None = None) -> list[str]:
    """All faults of one address; of these askers alone where some are given."""
    faults = (
        fault(ground, address, ask, asker)
        for ask in ROUTES[address]
        for asker in (_asked_by(address, ask, ground.askers.values()) if askers is None else askers)
    )
    return [found for found in faults if found]


def about_a_dossier(address: str) -> bool:
    """Whether the address names one dossier."""
    return address.startswith("/dossiers/<")


def assert_as_the_table_says(ground: Ground, address: str) -> None:
    """Fails with the first faults of the address."""
    faults = walk(ground, address)
    assert not faults, f"{len(faults)} faults, the first:\n" + "\n".join(faults[:12])
