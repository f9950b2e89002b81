"""Feedback in words: how it stands, its row in a list, its acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from caicach.feedback.models import Feedback, Sender
from caicach.feedback.permits import may_see_sender
from caicach.feedback.queries.page import Done, Page
from caicach.feedback.rules.kinds import CHANNELS, KINDS, OUTCOMES, Outcome, State
from caicach.feedback.rules.terms import is_late
from caicach.feedback.services.turn import seat_of
from caicach.feedback.views.verbs import actions, title_of
from caicach.kit.acts import Actor
from caicach.kit.period import local_day
from caicach.ui.tags import day_text

SOON = timedelta(days=3)
LATE_ENTRY = timedelta(minutes=5)
"""An entry within so much time of the act is told without its own time."""


@dataclass(frozen=True, slots=True)
class Said:
    """A state in words, with the kind that colours it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list."""

    feedback: Feedback
    kind: str
    where: str
    standing: Said


@dataclass(frozen=True, slots=True)
class Event:
    """One act for `event_list`."""

    when: datetime
    entered: datetime | None
    who: str
    what: str
    note: str
    source: str


def kind_text(kind: int) -> str:
    """What it is about."""
    return _(KINDS[kind])  # type: ignore[index]


def outcome_text(outcome: int) -> str:
    """How it ended."""
    return _(OUTCOMES[outcome])  # type: ignore[index]


def standing(one: Feedback, *, today: date) -> Said:
    """How it stands against its term."""
    if one.state == State.ENDED:
        ended = one.ended_at and local_day(one.ended_at)
        late = is_late(one.judged_on, ended=ended, today=today)
        if late:
            return Said("late", _("{outcome}, quá hạn").format(outcome=outcome_text(one.outcome)))
        return Said("done" if one.outcome == Outcome.ANSWERED else "neutral", outcome_text(one.outcome))
    if one.state == State.WAITING or one.judged_on is None:
        return Said("paused", _("Chờ người gửi bổ sung"))
    day = day_text(one.judged_on)
    if today > one.judged_on:
        return Said("late", _("Quá hạn {day}").format(day=day))
    return Said("due_soon" if one.judged_on - today <= SOON else "on_time", _("Hạn {day}").format(day=day))


def row(one: Feedback, *, today: date) -> Row:
    """A row, of those read by `queries.lists.rows`."""
    where = one.handling_unit.name + (f" · {one.assignee}" if one.assignee else "")
    return Row(one, kind_text(one.kind), where, standing(one, today=today))


def shown(page: Page, *, actor: Actor, today: date) -> dict[str, object]:
    """Everything that the page's template prints."""
    one = page.feedback
    return {
        "feedback": one,
        "standing": standing(one, today=today),
        "kind": kind_text(one.kind),
        "channel": _(CHANNELS[one.channel]),
        "outcome": outcome_text(one.outcome),
        "is_open": one.state != State.ENDED,
        "handed_over": one.outcome == Outcome.HANDED_OVER,
        "waits_publishing": one.outcome == Outcome.ANSWERED and one.published_at is None,
        "sender": sender_lines(one, page.sender, actor),
        "events": events(page.done),
        "tell_by": page.tell_by,
        "tell_late": page.tell_by is not None and today > local_day(page.tell_by),
        "actions": actions(one, actor),
    }


def sender_lines(one: Feedback, sender: Sender | None, actor: Actor) -> list[str]:
    """Who sent it, as the reader may know it."""
    if one.outcome == Outcome.HANDED_OVER:
        return []
    known = [value for value in (sender.name, sender.phone, sender.email, sender.address) if value] if sender else []
    if not one.unnamed:
        return known
    open_to = may_see_sender(actor, seat_of(one)).allowed
    return [_("Đề nghị giấu tên"), *(known if open_to else [])]


def events(done: Iterable[Done]) -> list[Event]:
    """The newest first."""
    return [_event(one) for one in reversed(list(done))]


def _event(done: Done) -> Event:
    step, line = done.step, done.line
    entered = (line.claimed_at or line.recorded_at) if line else step.at
    notes = [step.text, _("Sau thời hạn.") if step.late else ""]
    whom = step.officer or step.unit or step.body
    told = {"demo": _("dữ liệu minh họa"), "import": _("nhập từ hệ thống khác")}
    return Event(
        when=step.at,
        entered=entered if abs(entered - step.at) > LATE_ENTRY else None,
        who=str(step.by) if step.by else "CaiCach",
        what=f"{title_of(step.verb)}: {whom}" if whom else title_of(step.verb),
        note=" ".join(filter(None, notes)),
        source=told.get(line.origin, "") if line else "",
    )
