"""One turn of a dossier: the record with its ledger, the act, and what the act leaves to be written.

A verb only changes the turn, so the same verb serves a single act at the desk (`services.verb`) and a whole loaded
history (`services.load_histories`); both write the turn by `services.write`.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from caicach.dossiers.models import (
    Apology,
    Attachment,
    Consultation,
    Dossier,
    Extension,
    Handover,
    Loss,
    Paper,
    Part,
    Party,
    Pause,
    ResultCorrection,
    Stage,
    Subject,
)
from caicach.dossiers.permits import Permit, Seat, stood_for
from caicach.dossiers.rules import checks
from caicach.dossiers.rules.clock import Clock, Stop, clock
from caicach.dossiers.rules.outcome import Ending, deadline_of
from caicach.dossiers.rules.regime import NONE, REGIMES, Regime, regime_on
from caicach.dossiers.rules.stages import Plan, Planned, due_of
from caicach.dossiers.rules.standing import Extended
from caicach.dossiers.rules.status import check_transition
from caicach.kit.acts import Act
from caicach.kit.period import instant, local, local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.kit.working_time import Limit, LimitUnit, WorkCalendar
from caicach.payments.queries import Account, account_of


def seat_of(dossier: Dossier) -> Seat:
    """Where a dossier lies, for the permits."""
    return Seat(
        unit_id=dossier.competent_unit_id,
        received_unit_id=dossier.received_unit_id,
        helped_unit_id=dossier.helped_unit_id,
        handling_unit_id=dossier.handling_unit_id,
        assignee_id=dossier.assignee_id,
        partner_unit_ids=frozenset(dossier.partner_units),
        above_unit_id=dossier.above_unit_id,
    )


@dataclass(kw_only=True)
class Turn:
    """The state a verb works on; the calendar is as known at `known_at`.

    `details` go to the journal (no personal value), `personal` beside it, erasable. `added` are new rows of any table
    with a foreign key `dossier` or a subject's kind and id, written with the turn; `changed` are stored rows with the
    names of what changed. `plan` and `stages` are the steps of the internal process as planned and as visited so far
    (`services.stages`). `account` holds fees and receipts once a verb has asked for them by `purse()`.
    `consultations` are those not answered yet, `parts` those not finished, `correction` and `loss` those that are open,
    `handover` the one that the other side has not confirmed yet.
    `papers` and `attachments` are what was there before in a history told in memory; None: the stored ones.
    """

    act: Act
    action: str
    dossier: Dossier
    calendar: WorkCalendar
    known_at: datetime
    pauses: list[Pause] = field(default_factory=list)
    extension: Extension | None = None
    plan: Plan = ()
    stages: list[Stage] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    correction: ResultCorrection | None = None
    loss: Loss | None = None
    papers: list[Paper] | None = None
    attachments: list[Attachment] | None = None
    details: dict[str, object] = field(default_factory=dict)
    personal: dict[str, str] = field(default_factory=dict)
    new_parties: list[Party] = field(default_factory=list)
    new_papers: list[Paper] = field(default_factory=list)
    new_apology: Apology | None = None
    new_extension: Extension | None = None
    new_pause: Pause | None = None
    added: list[Any] = field(default_factory=list)
    changed: list[tuple[models.Model, tuple[str, ...]]] = field(default_factory=list)
    notice: str = ""
    account: Account | None = None
    listed: list[Subject] | None = None
    handover: Handover | None = None

    @property
    def at(self) -> datetime:
        """The business time of the act (aware)."""
        return self.act.at

    @property
    def regime(self) -> Regime:
        """The decree the dossier keeps for life; before acceptance the one of the act's day."""
        return REGIMES.get(self.dossier.regime) or regime_on(local_day(self.at))

    def require(self, permit: Permit) -> None:
        """Raise `Refused("not-permitted")` with the permit's reason when the actor may not."""
        verdict = permit(self.act.actor, seat_of(self.dossier))
        if not verdict.allowed:
            raise Refused("not-permitted", verdict.reason, values=verdict.values, source=verdict.source)
        self.tell_stood_for(permit)

    def tell_stood_for(self, permit: Permit) -> None:
        """Let the journal say in whose place the actor does it, when it is not the actor's own right."""
        absent = stood_for(permit, self.act.actor, seat_of(self.dossier))
        if absent is not None:
            self.details |= {"stands_for": absent}

    @property
    def is_above(self) -> bool:
        """Whether the step that is open is one of the level above the agency."""
        visit = next((stage for stage in self.stages if stage.ended_at is None), None)
        return visit is not None and any(one.position == visit.position and one.above for one in self.plan)

    @property
    def higher(self) -> Planned | None:
        """The step of the level above in the internal process; None where the agency decides itself."""
        return next((one for one in self.plan if one.above), None)

    def new_rows(self) -> list[Any]:
        """All rows that the turn adds beside the dossier itself."""
        single = (self.new_pause, self.new_extension, self.new_apology)
        return [*self.new_parties, *self.new_papers, *(row for row in single if row is not None), *self.added]

    def move_to(self, status: int) -> None:
        """Take the national status, if the transitions allow it; the journal tells from which to which."""
        check_transition(self.dossier.status, status)
        self.details |= {"status": [self.dossier.status, int(status)]}
        self.dossier.status = int(status)

    def require_accepted(self) -> None:
        """Raise `Refused("not-accepted")` before acceptance, and when something would precede it."""
        if self.dossier.accepted_at is None:
            raise Refused("not-accepted", mark("Hồ sơ chưa được tiếp nhận nên chưa làm được việc này."))
        checks.check_order(self.at, self.dossier.accepted_at, what=mark("thời điểm tiếp nhận"))
        last = max((pause.ended_at or pause.started_at for pause in self.pauses), default=None)
        checks.check_order(self.at, last, what=mark("lần dừng tính thời gian gần nhất"))

    def require_open(self) -> None:
        """As `require_accepted`, and raise `Refused("finished")` once the processing has ended."""
        self.require_accepted()
        if self.dossier.finished_at is not None:
            raise Refused("finished", mark("Hồ sơ đã kết thúc xử lý; muốn sửa phải ghi đính chính."))

    def require_undecided(self) -> None:
        """Raise `Refused("decided")` once the decision has been made."""
        if self.dossier.decision:
            raise Refused("decided", mark("Hồ sơ đã có quyết định giải quyết nên không làm được việc này nữa."))

    def purse(self) -> Account:
        """The dossier's fees and what was taken for them, read once."""
        if self.account is None:
            self.account = account_of("dossier", self.dossier.pk)
        return self.account

    def subjects(self) -> list[Subject]:
        """The list of people or bodies that the dossier is about, read once."""
        if self.listed is None:
            known = self.dossier.pk is not None
            self.listed = list(self.dossier.subject_rows.order_by("position")) if known else []
        return self.listed

    def require_judged(self) -> None:
        """Raise `Refused("subjects-open")` while somebody on the dossier's list has no result yet."""
        left = sum(not row.result for row in self.subjects()) if self.dossier.subjects > 1 else 0
        if left:
            raise Refused(
                "subjects-open",
                mark("Còn {count} đối tượng trong danh sách chưa có kết quả; hãy dùng «Ghi kết quả từng đối tượng»."),
                values={"count": left},
                source=mark("Danh sách đối tượng của hồ sơ"),
            )

    def require_charged(self) -> None:
        """Raise `Refused("not-accepted")` before acceptance: only then it is known what is owed."""
        if self.dossier.accepted_at is None:
            raise Refused("not-accepted", mark("Hồ sơ chưa được tiếp nhận nên chưa làm được việc này."))
        checks.check_order(self.at, self.dossier.accepted_at, what=mark("thời điểm tiếp nhận"))

    def say(self, **texts: str) -> None:
        """Keep what somebody wrote (`reason`, `note`, …) beside the journal: free text may name people."""
        self.personal |= {name: text.strip() for name, text in texts.items() if text.strip()}

    def limit(self) -> Limit:
        """The limit frozen at acceptance."""
        return Limit(self.dossier.limit_amount or 0, LimitUnit(self.dossier.limit_unit))

    def stops(self) -> list[Stop]:
        """The pauses as the clocks read them, oldest first; a wait that leaves the clock running is none."""
        return [
            Stop(local(pause.started_at), local(pause.ended_at) if pause.ended_at else None, pause.effect)
            for pause in self.pauses
            if pause.effect != NONE
        ]

    def clock(self) -> Clock:
        """The clock through all pauses, by the calendar of this turn."""
        if self.dossier.accepted_at is None:
            raise Refused("not-accepted", mark("Hồ sơ chưa được tiếp nhận nên chưa làm được việc này."))
        accepted = local(self.dossier.accepted_at)
        return clock(accepted=accepted, limit=self.limit(), calendar=self.calendar, stops=self.stops())

    def set_due(self) -> None:
        """Run the clock again and keep its due date, with the instant as of which the calendar was known."""
        old, new = self.dossier.due_at, instant(self.clock().due)
        self.dossier.due_at = new
        self.dossier.calendar_known_at = self.known_at
        self.details |= {"due": [old and old.isoformat(), new.isoformat()]}

    @property
    def waits(self) -> bool:
        """Whether papers, an obligation or the end of a stop is waited for."""
        return any(pause.ended_at is None for pause in self.pauses)

    def start_pause(self, kind: str, reason: str) -> None:
        """Let the clock stand, or only wait. Raises `Refused("paused")` when something is waited for already."""
        if self.waits:
            raise Refused(
                "paused", mark("Hồ sơ đang chờ bổ sung, nghĩa vụ tài chính hoặc đang dừng; hãy ghi xong việc đó trước.")
            )
        effect = self.regime.effect_of(kind, obligation_stops=self.dossier.rules_version.obligation_stops)
        self.new_pause = Pause(dossier=self.dossier, kind=kind, effect=effect, reason=reason, started_at=self.at)
        self.pauses.append(self.new_pause)
        self.dossier.paused_since = self.at if effect != NONE else None
        self.details |= {"pause": kind, "effect": effect}

    def end_pause(self) -> Pause:
        """Let the clock run again from the act on, with a new due date. Raises `Refused("not-paused")`."""
        standing = next((pause for pause in self.pauses if pause.ended_at is None), None)
        if standing is None:
            raise Refused("not-paused", mark("Hồ sơ không chờ gì và không dừng nên không có gì để tiếp tục."))
        standing.ended_at = self.at
        self.changed.append((standing, ("ended_at",)))
        self.dossier.paused_since = None
        self.details |= {"pause": standing.kind, "effect": standing.effect}
        self.set_due()
        for part in self.parts:
            if part.started_at is not None:
                self.set_part_due(part)
                self.changed.append((part, ("due_at",)))
        return standing

    def set_part_due(self, part: Part) -> None:
        """Count the deadline of a part that has started, in opening time, through the pauses of the dossier."""
        if part.started_at is None:
            return
        term = timedelta(hours=part.hours)
        due = due_of(local(part.started_at), allowance=term, budget=term, stops=self.stops(), calendar=self.calendar)
        part.due_at = instant(due)

    def require_no_parts(self) -> None:
        """Raise `Refused("parts-open")` while partners still work on their parts."""
        if self.dossier.partners:
            raise Refused(
                "parts-open",
                mark("Còn {count} phần việc liên thông chưa xong; hãy chờ hoặc ghi kết quả của cơ quan phối hợp."),
                values={"count": self.dossier.partners},
                source=mark("Điều 20 Nghị định 118/2025/NĐ-CP"),
            )

    def finish(self, ending: Ending) -> None:
        """End the processing now; a standing pause ends with it.

        Only a result is measured against the deadline, so only then the clock is run again, by what the pause moved.
        """
        self.require_open()
        standing = next((pause for pause in self.pauses if pause.ended_at is None), None)
        if standing is not None and ending is Ending.PROCESSED:
            self.end_pause()
        elif standing is not None:
            standing.ended_at = self.at
            self.changed.append((standing, ("ended_at",)))
            self.dossier.paused_since = None
        self._end_consultations()
        self.dossier.finished_at = self.at
        self.dossier.ending = int(ending)
        self.details |= {"ending": int(ending)}

    def _end_consultations(self) -> None:
        """Whoever has not answered by now need not any more, and sees the dossier no more; partners still do."""
        remaining = list(self.dossier.partner_units)
        for one in self.consultations:
            if one.unit_id is not None:
                remaining.remove(one.unit_id)
        self.consultations.clear()
        self.count_consultations()
        self.dossier.partners = 0
        self.dossier.partner_units = remaining

    def count_consultations(self) -> None:
        """Let the dossier say how many answers it waits for, and since when the first is late."""
        self.dossier.consulting = len(self.consultations)
        self.dossier.consulting_due = min((one.due_on for one in self.consultations), default=None)

    def deadline(self) -> datetime | None:
        """The instant the dossier is judged by, or None before acceptance."""
        if self.dossier.due_at is None:
            return None
        return deadline_of(self.regime, due=self.dossier.due_at, extended=self.dossier.extended_to)

    def extended(self) -> Extended | None:
        """The extension, where the decree lets it count, for the standing by day."""
        if self.extension is None or not self.regime.extension_counts:
            return None
        return Extended(decided=local(self.extension.decided_at), until=local(self.extension.new_due_at))
