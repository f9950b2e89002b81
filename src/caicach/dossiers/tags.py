"""How a dossier is said on a page: its deadline in words, its place, its row in a list; the address of a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.dossiers.digest import Section, sections
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.digest import digest_of
from caicach.dossiers.queries.tabs import SOON_DAYS
from caicach.dossiers.rules.checks import CLOSED_AFTER
from caicach.dossiers.rules.outcome import Ending, Outcome, deadline_of, outcome
from caicach.dossiers.rules.regime import REGIMES
from caicach.dossiers.rules.status import LABELS, Status
from caicach.kit.acts import Actor
from caicach.kit.period import local, local_day
from caicach.kit.working_time import LimitUnit, WorkCalendar, working_days_between
from caicach.procedures.rules import LIMIT_WORDS
from caicach.ui.tags import clock_text, day_text, number_text


@dataclass(frozen=True, slots=True)
class Said:
    """A state in words with the kind of its badge."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier in a list; `deadline` is None before acceptance and while the clock stands."""

    id: int
    number: str
    url: str
    procedure: str
    submitter: str
    place: str
    officer: str
    status: str
    deadline: datetime | None
    said: Said


def deadline(dossier: Dossier) -> datetime | None:
    """The instant a dossier is judged by, or None before acceptance."""
    if dossier.due_at is None:
        return None
    return deadline_of(REGIMES[dossier.regime], due=dossier.due_at, extended=dossier.extended_to)


def standing(dossier: Dossier, *, now: datetime, calendar: WorkCalendar) -> Said:
    """How a dossier stands against its deadline, in words; nothing is late before its due day has ended."""
    limit = deadline(dossier)
    if dossier.accepted_at is None or limit is None:
        return _before_acceptance(dossier)
    if dossier.finished_at is not None:
        return _finished(dossier, dossier.finished_at, limit, calendar)
    if dossier.paused_since is not None:
        return Said("paused", _waiting(dossier, dossier.paused_since))
    return _running(limit, now, calendar)


def _waiting(dossier: Dossier, since: datetime) -> str:
    """The clock stands; with the last day for papers, where the decree closes the dossier after it."""
    if dossier.status != Status.PAPERS_REQUESTED or not REGIMES[dossier.regime].closes_without_papers:
        return _("Đang dừng tính thời gian")
    day = day_text(local_day(since) + CLOSED_AFTER)
    return _("Chờ bổ sung đến {day}").format(day=day)


def _before_acceptance(dossier: Dossier) -> Said:
    if dossier.status == Status.SUBMITTED:
        return Said("pending", _("Chờ tiếp nhận"))
    if dossier.status == Status.PAPERS_REQUESTED:
        return Said("paused", _("Chờ bổ sung, chưa tính thời gian"))
    return Said("neutral", _("Không tính thời gian"))


def _finished(dossier: Dossier, finished: datetime, limit: datetime, calendar: WorkCalendar) -> Said:
    ending = Ending(dossier.ending)
    if ending is not Ending.PROCESSED:
        return Said("neutral", _("Kết thúc, không tính sớm muộn"))
    found = outcome(ending=ending, finished=local(finished), deadline=local(limit))
    days = abs(working_days_between(local_day(finished), local_day(limit), calendar))
    if found is Outcome.EARLY:
        told = (_("Xong trước hạn"), _("Xong trước hạn 1 ngày làm việc"), _("Xong trước hạn {days} ngày làm việc"))
        return Said("early", _counted(told, days))
    if found is Outcome.LATE:
        told = (_("Xong quá hạn"), _("Xong quá hạn 1 ngày làm việc"), _("Xong quá hạn {days} ngày làm việc"))
        return Said("late", _counted(told, days))
    return Said("on_time", _("Xong đúng hạn"))


def _running(limit: datetime, now: datetime, calendar: WorkCalendar) -> Said:
    today, due = local_day(now), local_day(limit)
    days = abs(working_days_between(today, due, calendar))
    if today > due:
        told = (_("Đã quá hạn"), _("Quá hạn 1 ngày làm việc"), _("Quá hạn {days} ngày làm việc"))
        return Said("late", _counted(told, days))
    if today == due:
        return Said("due_soon", _("Đến hạn hôm nay, {time}").format(time=clock_text(limit)))
    told = (_("Còn chưa đến 1 ngày làm việc"), _("Còn 1 ngày làm việc"), _("Còn {days} ngày làm việc"))
    near = (due - today).days <= SOON_DAYS
    return Said("due_soon" if near else "on_time", _counted(told, days))


def _counted(told: tuple[str, str, str], days: int) -> str:
    """The text for no day, for one and for more; English has a singular."""
    return told[min(days, 2)].format(days=number_text(days))


def limit_words(amount: int, unit: LimitUnit) -> str:
    """A time limit in words, e.g. "15 ngày làm việc"."""
    one = {
        LimitUnit.WORKING_HOURS: _("1 giờ làm việc"),
        LimitUnit.WORKING_DAYS: _("1 ngày làm việc"),
        LimitUnit.CALENDAR_DAYS: _("1 ngày"),
    }
    return one[unit] if amount == 1 else _(LIMIT_WORDS[unit]).format(amount=number_text(amount))


def status_text(status: int) -> str:
    """The national status in words."""
    return _(LABELS[status])


def rows(dossiers: Iterable[Dossier], calendars: Mapping[int, WorkCalendar], *, now: datetime) -> list[Row]:
    """Dossiers read by `queries.lists` as rows of a list; no statement."""
    return [
        Row(
            id=dossier.pk,
            number=str(dossier),
            url=reverse("dossiers:dossier", args=[dossier.pk]),
            procedure=dossier.rules_version.name,
            submitter=cast(Any, dossier).submitter or "",
            place=dossier.handling_unit.name,
            officer=_("Hệ thống khác") if dossier.kept_elsewhere else str(dossier.assignee or ""),
            status=status_text(dossier.status),
            deadline=None if dossier.paused_since and not dossier.finished_at else deadline(dossier),
            said=standing(dossier, now=now, calendar=calendars[dossier.unit.schedule_id]),
        )
        for dossier in dossiers
    ]


def list_url(**asked: object) -> str:
    """The address of the list with a tab and filters, e.g. `list_url(tab="overdue", place="mine")`."""
    query = urlencode({name: value for name, value in asked.items() if value not in (None, "")})
    return reverse("dossiers:list") + (f"?{query}" if query else "")


def digest_lines(actor: Actor, *, now: datetime) -> list[Section]:
    """The sections of the actor's digest of this morning; none when there is no digest. One statement."""
    values = digest_of(actor, now=now)
    return sections(values) if values else []
