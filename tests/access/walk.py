"""Asks every address in every way as everybody, and says what is not as the table has it."""

import io
import os
import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from urllib.parse import urlencode
from zlib import crc32

from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

import pdfs
from access.asks import Ask
from access.ground import COMMON, EVERYTHING, IDENTITY, MARKERS, NOBODY, Asker, Ground, typed
from access.relations import IN_FORCE, Relation
from access.sent_in import FORMS as SENT_IN
from access.table import ROUTES
from caicach.accounts.models import Absence
from caicach.accounts.rules import Role
from caicach.dossiers.models import Attachment, Consultation, Dossier, Part, Read
from caicach.feedback.models import Feedback
from caicach.figures.rules.asked import moment_written
from caicach.journal.models import Line
from caicach.journal.queries import last_seal
from caicach.kit.period import local_day
from caicach.payments.models import Receipt
from caicach.procedures.models import FeeExemption

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


def _period() -> dict[str, str]:
    today = local_day(timezone.now())
    return {"from": (today - timedelta(days=60)).isoformat(), "to": today.isoformat()}


def _yesterday() -> str:
    return local_day(timezone.now() - timedelta(days=1)).isoformat()


def _unit(ground: Ground, code: str) -> str:
    return str(ground.here.units[code].pk)


QUERIES: dict[str, Callable[[Ground], dict[str, str]]] = {
    "": lambda _: {},
    "search": lambda _: {"q": COMMON},
    "searched and narrowed": lambda ground: {
        "q": COMMON,
        "tab": "examine",
        "sort": "-due",
        "place": "agency",
        "unit": _unit(ground, "phong"),
    },
    "as of": lambda _: {"as_of": moment_written(last_seal().published_at)},
    "chosen running": lambda ground: {"d": str(ground.dossiers["running"])},
    "chosen handed": lambda ground: {"d": str(ground.dossiers["handed"])},
    "unit and time": lambda ground: {"unit": _unit(ground, "so"), "channel": "1", "at": typed(timezone.now())},
    "book": lambda ground: {
        "unit": _unit(ground, "centre"),
        "first": _period()["from"],
        "last": _period()["to"],
    },
    "all results": lambda _: {"which": "all"},
    "handovers": lambda _: {"day": _yesterday()},
    "handover": lambda ground: {
        "day": _yesterday(),
        "kind": "dossiers",
        "giver": _unit(ground, "centre"),
        "receiver": _unit(ground, "phong"),
    },
    "figure": lambda _: {"agency": "so", **_period()},
    "figure narrowed": lambda ground: {"agency": "so", "own": "1", "unit": _unit(ground, "so"), **_period()},
    "figure of nowhere": lambda _: {"agency": "khong-co", **_period()},
    "denominator": lambda _: {"agency": "so", "part": "denominator", **_period()},
    "report": lambda _: {"agency": "so", **_period()},
    "monday": lambda _: {"agency": "so"},
    "report by agency": lambda _: {"agency": "so", "by": "agency", "own": "1", **_period()},
}


def _soon() -> str:
    return (local_day(timezone.now()) + timedelta(days=40)).isoformat()


def _today() -> str:
    return local_day(timezone.now()).isoformat()


def _reception(ground: Ground) -> dict[str, str]:
    papers = {f"paper-{component.pk}-originals": "1" for component in ground.here.components}
    return {
        "unit": _unit(ground, "so"), "received_unit": _unit(ground, "centre"), "channel": "1",
        "submitter_kind": "person", "submitter_name": "Lê Thị Thử", **papers,
    }  # fmt: skip


def _batch(ground: Ground) -> dict[str, str]:
    return {
        "received_unit": _unit(ground, "centre"), "channel": "1", "kind": "agency", "name": "Sở Thử",
        "rows": "SYN-1\tNgười Một\tkhen thưởng\tx",
    }  # fmt: skip


FORMS: dict[str, Callable[[Ground], dict[str, str]]] = {
    "": lambda _: {},
    "reception": _reception,
    # Parted by a blank, as on a card: a page that repeats the address does not repeat the mark.
    "identity": lambda _: {"submitter_identity": f"{IDENTITY[:3]} {IDENTITY[3:]}"},
    "nobody's identity": lambda _: {"submitter_identity": "079000000000"},
    "search": lambda _: {"q": COMMON},
    "note": lambda ground: {**_reception(ground), "act": "submit"},
    "receive": lambda _: {},
    "supplement": lambda _: {},
    "return_result": lambda _: {},
    "resume": lambda _: {},
    "finish": lambda _: {},
    "assign": lambda ground: {"officer": str(ground.askers["processing_officer handling"].user.pk)},
    "assign many": lambda ground: {**FORMS["assign"](ground), "d": str(ground.dossiers["running"])},
    "forward many": lambda ground: {**FORMS["forward"](ground), "d": str(ground.dossiers["running"])},
    "take_over": lambda _: {},
    "take_over many": lambda ground: {"d": str(ground.dossiers["handed"])},
    "saved list": lambda _: {"name": "Việc tuần này", "query": "tab=overdue&place=mine"},
    "decide": lambda _: {"decision": "granted"},
    "forward": lambda ground: {"unit": _unit(ground, "phong2")},
    "request_supplement": lambda _: {"reason": "thiếu giấy tờ"},
    "draft": lambda _: {
        "kind": "decision",
        "outcome": "granted",
        "title": "Về việc thử",
        "body": "Điều 1. Thử.",
    },
    "submit_document": lambda _: {"sheet": "Kính trình"},
    "discard_document": lambda _: {},
    "initial": lambda _: {},
    "approve": lambda _: {},
    "sign": lambda _: {},
    "return_document": lambda _: {"reason": "sai thể thức"},
    "number": lambda _: {"number": "77"},
    "release": lambda _: {},
    "cancel_number": lambda _: {"reason": "sai sổ"},
    "papers returned": lambda ground: {
        "row": str(ground.dossiers["p-submitted"]),
        "act": "return",
        "reason": "sai căn cứ",
    },
    "papers numbered": lambda ground: {
        "row": (signed := str(ground.dossiers["p-signed"])),
        f"number-{signed}": "78",
        "act": "number",
    },
    "register": lambda ground: {"unit": _unit(ground, "so"), "kind": "letter", "year": "2026", "way": "own"},
    "reserve": lambda _: {"count": "1", "day": "2026-01-05", "reason": "văn bản khẩn", "act": "reserve"},
    "attach": lambda _: {"target": "other", "secret": "on", "secret_number": "12/BC"},
    "detach": lambda ground: {
        "attachment": str(Attachment.objects.get(dossier_id=ground.dossiers["filed"]).pk),
        "reason": "nhầm hồ sơ",
    },
    "pause": lambda _: {"kind": "obligation", "reason": "chờ nộp phí"},
    "send_back": lambda _: {"reason": "nhầm phòng"},
    "submit_above": lambda _: {},
    "return_step": lambda _: {"reason": "chuyển người khác"},
    "extend": lambda ground: {"new_date": _soon(), "reason": "xác minh", "responsible_unit": _unit(ground, "so")},
    "interlink": lambda ground: {
        "order": "parallel",
        "unit_1": _unit(ground, "so2"),
        "task_1": "xác minh",
        "hours_1": "8",
    },
    "take_part": lambda ground: {"part": str(Part.objects.get().pk)},
    "finish_part": lambda ground: {"part": str(Part.objects.get().pk), "result": "đồng ý"},
    "consult": lambda ground: {"unit": _unit(ground, "so2"), "content": "ý kiến", "due_on": _today()},
    "answer_consultation": lambda ground: {
        "consultation": str(Consultation.objects.get(dossier_id=ground.dossiers["consulted"]).pk),
        "answer": "đồng ý",
    },
    "remind": lambda _: {},
    "close_unanswered": lambda _: {},
    "explain": lambda _: {"cause": "agency", "explanation": "đã kiểm điểm"},
    "report_wrong_result": lambda ground: {"what": "sai tên", "responsible_unit": _unit(ground, "phong")},
    "correct_result": lambda _: {"note": "đã cấp lại"},
    "report_loss": lambda _: {"what": "bản vẽ", "apology": "xin lỗi", "remedy": "xin bản sao"},
    "found": lambda _: {"note": "tìm thấy ở kho"},
    "remind_collection": lambda _: {},
    "bundle": lambda ground: {
        "unit": _unit(ground, "centre"),
        "row": str(ground.dossiers["finished"]),
        "receipt": "PG-1",
    },
    "delivered": lambda ground: {"row": str(ground.dossiers["posted"])},
    "note_returned_mail": lambda _: {"reason": "sai địa chỉ"},
    "apologise": lambda _: {"new_date": _soon(), "reason": "chậm"},
    "withdraw": lambda _: {},
    "refuse": lambda _: {"reason": "không đủ điều kiện"},
    "stop": lambda _: {"reason": "không đủ căn cứ"},
    "judge_subjects": lambda _: {"subject-1-result": "approved", "subject-2-result": "denied"},
    "batch preview": lambda ground: {**_batch(ground), "act": "preview"},
    "batch": lambda ground: {**_batch(ground), "act": "receive"},
    "small letters": lambda _: {"abbreviation": "sth"},
    "count": lambda ground: {
        "unit": _unit(ground, "centre"),
        "day": local_day(timezone.now()).isoformat(),
        "counted": "0",
        "handed_to": "Thủ quỹ",
    },  # nothing was taken
    "guide": lambda ground: {"unit": _unit(ground, "centre"), "procedure": "SYN-1", "channel": "2"},
    "take_fee": lambda _: {"amount": "30000", "method": "cash", "series": "01P", "number": "77"},
    "exempt_fee": lambda ground: {"exemption": str(FeeExemption.objects.get().pk)},
    "void_fee": lambda ground: {"receipt": str(Receipt.objects.get().pk), "reason": "ghi nhầm"},
    "reason": lambda _: {"reason": "gửi lại theo yêu cầu"},
    "correct_finish": lambda _: {"finished_at": typed(timezone.now() - timedelta(hours=12)), "reason": "ghi nhầm"},
}


def _feedback_form(word: str) -> Callable[[Ground], dict[str, str]]:
    officer = "processing_officer handling"
    return lambda ground: SENT_IN[word](ground.here, ground.askers[officer].user.pk)


FORMS |= {f"feedback {word}": _feedback_form(word) for word in SENT_IN}


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
