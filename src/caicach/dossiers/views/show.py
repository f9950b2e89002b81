"""A dossier's page in words: parties, components, the band of time, how the deadline comes about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caicach.dossiers.models import Dossier, Party
from caicach.dossiers.permits import may_forward, may_return_result, may_see_paper
from caicach.dossiers.queries.ledger import Asked, Explained
from caicach.dossiers.queries.page import Page
from caicach.dossiers.queries.parts import parts_of
from caicach.dossiers.rules.causes import cause_words
from caicach.dossiers.rules.regime import NONE, REGIMES, RESTART
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.tags import Said, deadline, limit_words, standing, status_text
from caicach.dossiers.views.band import band, correction_state, loss_state, pause_text, question_state
from caicach.dossiers.views.events import events
from caicach.dossiers.views.part_verbs import part_row
from caicach.dossiers.views.steps import step_rows
from caicach.dossiers.views.verbs import actions
from caicach.kit.acts import Actor
from caicach.kit.period import local_day
from caicach.kit.working_time import LimitUnit
from caicach.notices.tags import told_row
from caicach.papers.rules.document import STATE_LABELS
from caicach.ui.tags import day_text, number_text

MASK = "•••"
KEPT = 3
STATUS_KINDS: Mapping[int, str] = {
    Status.PAPERS_REQUESTED: "paused",
    Status.OBLIGATION_REQUESTED: "paused",
    Status.PROCESSED: "done",
    Status.RETURNED: "done",
    Status.NOT_ACCEPTED: "neutral",
    Status.WITHDRAWN: "neutral",
    Status.STOPPED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Person:
    """A party as the reader may see it; `same` is the title of the party who is the same person."""

    title: str
    kind: str
    name: str
    lines: tuple[str, ...]
    same: str = ""


def shown(page: Page, *, actor: Actor, now: datetime) -> dict[str, object]:
    """Everything that the page's template prints."""
    dossier, today = page.dossier, local_day(now)
    return {
        "dossier": dossier,
        "status": Said(STATUS_KINDS.get(dossier.status, "pending"), status_text(dossier.status)),
        "alarms": _alarms(dossier, now=now),
        "standing": standing(dossier, now=now, calendar=page.calendar),
        "deadline": deadline(dossier),
        "standing_still": dossier.paused_since is not None and dossier.finished_at is None,
        "limit": limit_text(dossier),
        "channel": Dossier.CHANNELS[dossier.channel],
        "paper_state": _(STATE_LABELS[dossier.document]) if dossier.document else "",
        "paper_seen": dossier.document == "released" or may_see_paper(actor, seat_of(dossier)).allowed,
        "decision": _decision(dossier),
        "decree": _(REGIMES[dossier.regime].decree) if dossier.regime else "",
        "people": people(page.parties, open_to=works_on(actor, dossier)),
        "components": [component_row(one) for one in page.components],
        "events": events(page.journal),
        "band": band(page, now),
        "pauses": [
            {
                "label": pause_text(one.kind),
                "restarts": one.effect == RESTART,
                "runs_on": one.effect == NONE,
                "pause": one,
            }
            for one in page.ledger.pauses
        ],
        "apologies": page.ledger.apologies,
        "explanations": [{"one": one, "cause": _cause(one)} for one in page.ledger.explanations],
        "parts": [part_row(one, dossier=dossier, now=now) for one in parts_of(dossier)],
        "steps": step_rows(page, now=now),
        "steps_joined": any(one.through > one.position for one in page.visits),
        "consultations": [
            {"one": one, "said": question_state(one, today=today, over=dossier.finished_at)}
            for one in page.ledger.consultations
        ],
        "corrections": [{"one": one, "said": correction_state(one, today=today)} for one in page.ledger.corrections],
        "losses": [{"one": one, "said": loss_state(one)} for one in page.ledger.losses],
        "letters": [told_row(row) for row in page.messages],
        "extension": getattr(dossier, "extension", None),
        "proof": page.clock.proof.days if page.clock else None,
        "proof_starts": page.clock.proof.starts if page.clock else None,
        "moved": page.moved,
        "actions": [
            {"word": entry.word, "title": entry.title, "first": entry.first(dossier), "danger": entry.danger}
            for entry in actions(actor, dossier)
        ],
    }


def works_on(actor: Actor, dossier: Dossier) -> bool:
    """Whether the reader works on the dossier, and so needs identity and address of its parties."""
    seat = seat_of(dossier)
    return may_forward(actor, seat).allowed or may_return_result(actor, seat).allowed


def limit_text(dossier: Dossier) -> str:
    """The limit frozen at acceptance, in words; empty before."""
    if not dossier.limit_amount or not dossier.limit_unit:
        return ""
    return limit_words(dossier.limit_amount, LimitUnit(dossier.limit_unit))


def _cause(one: Explained) -> str:
    """The cause that an explanation names, with the words of another one; empty where it names none."""
    if not one.cause:
        return ""
    words = _(cause_words(one.cause))
    return f"{words} ({one.cause_text})" if one.cause_text else words


def _decision(dossier: Dossier) -> str:
    told = {"granted": _("Đồng ý giải quyết"), "denied": _("Không đủ điều kiện giải quyết")}
    return told.get(dossier.decision, "")


def people(parties: Mapping[str, Mapping[str, str]], *, open_to: bool) -> list[Person]:
    """The parties in the order submitter, owner, proxy; a party who is another one once more is told in one line."""
    found: list[Person] = []
    told: dict[tuple[str, ...], str] = {}
    for role, title in Party.ROLES.items():
        party = parties.get(role)
        if party is None:
            continue
        key = tuple(party[name] for name in ("kind", "name", "identity", "address"))
        lines = [
            _told(_("Số định danh"), _masked(party["identity"], open_to)),
            _told(_("Điện thoại"), _masked(party["phone"], open_to)),
            _told(_("Thư điện tử"), party["email"] if open_to else ""),
            _told(_("Địa chỉ"), party["address"] if open_to else ""),
        ]
        kind = str(Party.KINDS.get(party["kind"], ""))
        found.append(Person(str(title), kind, party["name"], tuple(filter(None, lines)), told.get(key, "")))
        told.setdefault(key, str(title))
    return found


def _told(label: str, value: str) -> str:
    return f"{label}: {value}" if value else ""


def _masked(value: str, open_to: bool) -> str:
    return value if open_to or not value else f"{MASK}{value[-KEPT:]}"


def component_row(asked: Asked) -> dict[str, object]:
    """What the list asks for beside what was handed in, both in words."""
    english = (get_language() or "").startswith("en")
    given = asked.given
    return {
        "name": (english and asked.name_en) or asked.name_vi,
        "required": asked.required,
        "asked": _sheets(asked.originals, asked.copies),
        "given": _given(given) if given else "",
    }


def _sheets(originals: int, copies: int) -> str:
    parts = []
    if originals:
        parts.append(
            _("1 bản chính") if originals == 1 else _("{count} bản chính").format(count=number_text(originals))
        )
    if copies:
        parts.append(_("1 bản sao") if copies == 1 else _("{count} bản sao").format(count=number_text(copies)))
    return ", ".join(parts)


def _given(given: Mapping[str, Any]) -> str:
    parts = [_sheets(given["originals"], given["copies"])]
    if given["electronic"]:
        parts.append(_("bản điện tử"))
    if given["reused"]:
        parts.append(_("dùng lại dữ liệu đã có"))
    return ", ".join(filter(None, parts))


def _alarms(dossier: Dossier, *, now: datetime) -> list[Said]:
    """What must not be overlooked: lost, a wrong result, mail that came back, a result that nobody collects."""
    found = []
    if dossier.kept_elsewhere:
        found.append(Said("neutral", _("Do hệ thống khác quản lý")))
    if dossier.lost:
        found.append(Said("late", _("Mất, hư hỏng")))
    due = dossier.correction_due_at
    if due is not None:
        late = local_day(now) > local_day(due)
        told = _("Quá hạn sửa kết quả {day}") if late else _("Phải sửa kết quả chậm nhất {day}")
        found.append(Said("late" if late else "due_soon", told.format(day=day_text(local_day(due)))))
    if dossier.status == Status.PROCESSED and dossier.mail_returned_at is not None:
        found.append(Said("due_soon", _("Bưu chính đã trả lại")))
    if dossier.status == Status.PROCESSED and dossier.collection_reminded_at is not None:
        day = day_text(local_day(dossier.collection_reminded_at))
        found.append(Said("neutral", _("Đã nhắc nhận kết quả {day}").format(day=day)))
    return found
