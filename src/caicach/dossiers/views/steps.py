"""The steps of a dossier in words: who has had it, for how long, and how each ended."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caicach.accounts.rules import TITLES, Role
from caicach.dossiers.queries.page import Page
from caicach.dossiers.queries.stages import Ahead, Visit
from caicach.dossiers.rules.stages import OUTCOME_WORDS, WARN_AT, share_used
from caicach.dossiers.tags import Said
from caicach.kit.period import local
from caicach.ui.tags import number_text


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of the table of steps; `started` is None for a step that lies ahead."""

    place: str
    name: str
    unit: str
    officer: str
    hours: str
    started: datetime | None
    due: datetime | None
    ended: datetime | None
    said: Said


def step_rows(page: Page, *, now: datetime) -> list[StepRow]:
    """The steps taken, then those ahead."""
    return [*(_taken(page, visit, now) for visit in page.visits), *(_ahead(page, one) for one in page.ahead)]


def _taken(page: Page, visit: Visit, now: datetime) -> StepRow:
    more = visit.through > visit.position
    return StepRow(
        place=f"{visit.position}–{visit.through}" if more else str(visit.position),
        name=named(visit.names),
        unit=named(visit.units),
        officer=visit.officer,
        hours=hours_text(visit.hours),
        started=visit.started,
        due=visit.due,
        ended=visit.ended,
        said=_said(page, visit, now),
    )


def _ahead(page: Page, step: Ahead) -> StepRow:
    return StepRow(
        place=str(step.position),
        name=named(step.names),
        unit=named(step.units) or page.dossier.competent_unit.name,
        officer=_(TITLES[Role(step.role)]),
        hours=hours_text(step.hours),
        started=None,
        due=None,
        ended=None,
        said=Said("neutral", _("Chưa đến")),
    )


def _said(page: Page, visit: Visit, now: datetime) -> Said:
    if visit.ended is not None:
        if not visit.outcome:
            return Said("neutral", _("Không tính sớm muộn"))
        return Said(visit.outcome, _(OUTCOME_WORDS[visit.outcome]))
    if page.dossier.paused_since is not None:
        return Said("paused", _("Đang dừng tính thời gian"))
    share = share_used(local(now), due=local(visit.due), hours=visit.hours, calendar=page.calendar)
    if now > visit.due:
        return Said("late", _("Đang làm, đã quá hạn"))
    if share >= WARN_AT:
        return Said("due_soon", _("Đang làm, sắp đến hạn"))
    return Said("pending", _("Đang làm"))


def hours_text(hours: int) -> str:
    """Working hours in words."""
    return _("1 giờ làm việc") if hours == 1 else _("{count} giờ làm việc").format(count=number_text(hours))


def named(names: tuple[str, str]) -> str:
    """The Vietnamese name, or on an English page the English one where there is one."""
    vi, en = names
    return (en if (get_language() or "").startswith("en") else "") or vi
