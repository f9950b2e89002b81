"""A history being written: one dossier from its reception on, with its deadline known at every step."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from caicach.accounts.rules import Role
from caicach.demo.rules import names
from caicach.demo.rules.moments import in_hours, working_day_after
from caicach.demo.rules.staff import CENTRE
from caicach.demo.services.province import Offer, Province
from caicach.dossiers.rules.checks import Given
from caicach.dossiers.rules.clock import Stop, clock
from caicach.dossiers.rules.outcome import deadline_of
from caicach.dossiers.rules.regime import OBLIGATION, RESTART, STOP, SUBTRACT, SUPPLEMENT, regime_on
from caicach.dossiers.services.apologise import apologise
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.load_histories import History, Step
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.receive import Intake, Somebody
from caicach.dossiers.services.refuse import refuse
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.resume import resume
from caicach.dossiers.services.return_result import return_result
from caicach.dossiers.services.stop import stop
from caicach.dossiers.services.supplement import supplement
from caicach.dossiers.services.verb import Verb
from caicach.dossiers.services.withdraw import withdraw
from caicach.kit.acts import Actor
from caicach.kit.period import instant

LATE_IN_THE_DAY = time(15)
"""Paper taken after this may go on at the start of the next working day (Decree 118/2025/NĐ-CP Art. 18(2))."""

REASONS = {
    SUPPLEMENT: "Bản khai còn thiếu chữ ký xác nhận; đề nghị bổ sung bản có xác nhận.",
    OBLIGATION: "Chờ người nộp hoàn thành phí, lệ phí theo thông báo.",
    STOP: "Chờ kết quả xác minh của cơ quan liên quan.",
    "extend": "Cần thêm thời gian lấy ý kiến của cơ quan liên quan.",
    "apologise": "Văn bản phối hợp đến muộn nên kết quả chưa kịp ngày hẹn.",
    "explain": "Đơn vị đã kiểm điểm việc theo dõi thời hạn lấy ý kiến và nhắc việc trước hạn hai ngày.",
    "withdraw": "Người nộp đề nghị rút hồ sơ để hoàn thiện lại.",
    "refuse": "Hồ sơ không đủ điều kiện theo quy định.",
    "deny": "Thành tích chưa đạt tiêu chuẩn theo quy định.",
}


class Draft:
    """Times are Vietnamese wall-clock times; `last` is when the latest step happened. Steps are told in order."""

    def __init__(self, province: Province, random: Random, offer: Offer, *, channel: int, received: datetime) -> None:
        self.province, self.random, self.offer, self.channel = province, random, offer, channel
        self.calendar, self.limit = province.calendar, offer.limit(channel)
        self.received = self.last = received
        self.stops: list[Stop] = []
        self.extended: datetime | None = None
        self.steps: list[Step] = []
        self.clerk = random.choice(province.people(Role.INTAKE_CLERK, CENTRE))
        self.head = province.people(Role.DIVISION_HEAD, offer.division)[0]
        self.officer = random.choice(province.people(Role.PROCESSING_OFFICER, offer.division))
        self._find_due()

    def _find_due(self) -> None:
        self.due = clock(accepted=self.received, limit=self.limit, calendar=self.calendar, stops=self.stops).due

    @property
    def deadline(self) -> datetime:
        """What the dossier is judged by."""
        return deadline_of(regime_on(self.received.date()), due=self.due, extended=self.extended)

    def tell(self, verb: Verb[...], actor: Actor, at: datetime, **values: object) -> None:
        """Add a step; it cannot happen before the step told last."""
        self.last = max(self.last, at)
        self.steps.append(Step(verb=verb, actor=actor, at=instant(self.last), values=values))

    def soon(self, first: int, last: int) -> datetime:
        """In opening hours, some minutes after the last step."""
        return in_hours(self.last + timedelta(minutes=self.random.randint(first, last)), self.calendar)

    def hand_over(self) -> None:
        """Pass the dossier on to its division."""
        at = self.soon(5, 50)
        if self.channel != 2 and self.received.time() >= LATE_IN_THE_DAY and self.random.random() < 0.7:
            opening = in_hours(
                datetime.combine(working_day_after(self.received.date(), 1, self.calendar), time()), self.calendar
            )
            at = max(at, opening + timedelta(minutes=self.random.randint(5, 40)))
        self.tell(forward, self.clerk, at, unit_id=self.province.units[self.offer.division].pk)

    def give_out(self) -> None:
        """Assign the dossier to its officer."""
        self.tell(assign, self.head, self.soon(20, 240), officer_id=self.officer.user_id)

    def ask_for_papers(self, at: datetime) -> None:
        """Request a supplement: the clock stands."""
        self.tell(request_supplement, self.officer, at, reason=REASONS[SUPPLEMENT])
        self.stops.append(Stop(self.last, None, RESTART))

    def wait_for(self, kind: str, at: datetime) -> None:
        """Let the clock stand for an `obligation` or a `stop`."""
        self.tell(pause, self.officer, at, kind=kind, reason=REASONS[kind])
        self.stops.append(Stop(self.last, None, SUBTRACT))

    def go_on(self, at: datetime) -> None:
        """End the pause in which the dossier stands: papers come in, the obligation is met."""
        standing = self.stops[-1]
        papers = standing.effect == RESTART
        self.tell(supplement if papers else resume, self.clerk if papers else self.officer, at)
        self.stops[-1] = Stop(standing.started, self.last, standing.effect)
        self._find_due()

    def put_off(self, at: datetime, days: int) -> None:
        """Extend by some working days, and say sorry for it."""
        self.tell(
            extend,
            self.head,
            at,
            new_date=(until := working_day_after(self.due.date(), days, self.calendar)),
            reason=REASONS["extend"],
            responsible_unit_id=self.offer.unit_id,
        )
        self.extended = datetime.combine(until, self.due.time())
        self.apologise(at, until)

    def apologise(self, at: datetime, new_date: date) -> None:
        """Explain and apologise, with a new date."""
        reason, explanation = REASONS["apologise"], REASONS["explain"]
        self.tell(apologise, self.head, at, new_date=new_date, reason=reason, explanation=explanation)

    def decide(self, at: datetime) -> None:
        """Grant mostly, deny seldom."""
        if self.random.random() < 0.02:
            self.tell(decide, self.officer, at, decision="denied", reason=REASONS["deny"])
        else:
            self.tell(decide, self.officer, at, decision="granted")

    def finish(self, at: datetime) -> None:
        """Decide shortly before, then end the processing."""
        before = in_hours(at - timedelta(minutes=self.random.randint(20, 90)), self.calendar)
        self.decide(max(self.last, before))
        self.tell(finish, self.officer, at)

    def hand_out(self, at: datetime) -> None:
        """Return the result."""
        self.tell(return_result, self.province.people(Role.RESULT_DESK, CENTRE)[0], at)

    def withdraw(self, at: datetime) -> None:
        """The citizen takes the dossier back."""
        self.tell(withdraw, self.clerk, at, reason=REASONS["withdraw"])

    def stop(self, at: datetime) -> None:
        """The head stops it for good."""
        self.tell(stop, self.head, at, reason=REASONS["refuse"])

    def refuse(self, at: datetime) -> None:
        """The officer refuses it after acceptance."""
        self.tell(refuse, self.officer, at, reason=REASONS["refuse"])

    def intake(self) -> Intake:
        """What was told and handed in at the counter."""
        offer, random = self.offer, self.random
        parties, subjects = self._parties()
        ahead = timedelta(minutes=random.randint(15, 400)) if self.channel == 2 else timedelta()
        return Intake(
            procedure_id=offer.version.procedure_id,
            unit_id=offer.unit_id,
            received_unit_id=self.province.centre_id,
            channel=self.channel,
            parties=parties,
            papers=self._papers(),
            summary=f"{offer.version.name_vi} – {parties[-1].name}",
            subjects=subjects,
            submitted_at=instant(self.received - ahead),
        )

    def history(self) -> History:
        """The whole history."""
        return History(
            intake=self.intake(), actor=self.clerk, received_at=instant(self.received), steps=tuple(self.steps)
        )

    def _parties(self) -> tuple[list[Somebody], int]:
        """A person for themself; or a person for an organisation, with those it proposes."""
        random, day = self.random, self.received.date()
        place = self.province.commune(random, day)
        person = Somebody(
            role="submitter",
            kind="person",
            name=names.person(random),
            identity=names.identity(random),
            address=f"{place}, tỉnh Đắk Lắk",
            phone=names.phone(random),
            email=f"nguoi-nop-{random.randrange(100_000):05d}@example.com" if self.channel == 2 else "",
        )
        owner, kind = names.organisation(random, self.offer.field), "organisation"
        if self.offer.field == "chinh-quyen-dia-phuong" or (owner and random.random() < 0.3 and self._honours()):
            owner, kind = f"Ủy ban nhân dân {place[0].lower()}{place[1:]}", "agency"
        if not owner:
            return [person], 1
        subjects = random.choice((1, 1, 2, 3, 5, 8, 12, 40)) if self._honours() else 1
        return [person, Somebody(role="owner", kind=kind, name=owner, address=person.address)], subjects

    def _honours(self) -> bool:
        return self.offer.field == "thi-dua-khen-thuong"

    def _papers(self) -> Sequence[Given]:
        """Everything that is required, and now and then what may be added."""
        wanted = [part for part in self.offer.version.components.all() if part.required or self.random.random() < 0.4]
        if self.channel == 2:
            return [Given(part.pk, electronic=True) for part in wanted]
        return [Given(part.pk, originals=part.originals or int(not part.copies), copies=part.copies) for part in wanted]
