"""The demo's feedback: some forty over two years with all endings, and what lies open today; everybody is invented."""

from datetime import date, datetime, time, timedelta
from random import Random

from caicach.accounts.rules import Role
from caicach.demo.rules import feedback_texts as texts
from caicach.demo.rules import names
from caicach.demo.rules.moments import MINUTE, working_day_after, working_days
from caicach.demo.rules.staff import CENTRE, DIVISIONS, FINANCE, HOME_AFFAIRS
from caicach.demo.services.counter import ACTS
from caicach.demo.services.histories import SEED
from caicach.demo.services.province import Offer, Province
from caicach.feedback.models import Feedback
from caicach.feedback.services.answer import answer
from caicach.feedback.services.ask_more import ask_more
from caicach.feedback.services.assign import assign
from caicach.feedback.services.forward import forward
from caicach.feedback.services.hand_over import hand_over
from caicach.feedback.services.note_status import note_status
from caicach.feedback.services.publish import publish
from caicach.feedback.services.receive import Intake, receive
from caicach.feedback.services.refuse import refuse
from caicach.feedback.services.supplement import supplement
from caicach.kit.acts import Act, Actor
from caicach.kit.period import local_day

FIRST, LAST = date(2023, 1, 9), date(2024, 12, 20)
COUNT = 42
ENDINGS = (
    *("answered",) * 3, "added", *("answered",) * 3, "refused", "late", "answered", "forwarded",
    *("answered",) * 2, "refused late",
)  # fmt: skip
"""Repeated three times over the forty-two; one is handed over instead."""
HANDED_OVER = 24
OPEN = (("overdue", 24), ("waiting", 9), ("unpublished", 8), ("assigned", 3), ("new", 1))
"""What lies open today, and how many working days ago it was received."""


class Telling:
    """One run: who acts, and when."""

    def __init__(self, province: Province, acts: ACTS, *, until: datetime) -> None:
        self.province, self.acts, self.until = province, acts, until
        self.random = Random(f"{SEED} feedback")  # noqa: S311 (a drawing, no secret)
        self.clerks = province.people(Role.INTAKE_CLERK, CENTRE)
        self.reform = province.people(Role.REFORM_OFFICER, "snv-cai-cach-hanh-chinh")[0]

    def load(self) -> int:
        """All of it, in the order of receipt; how many."""
        days = working_days(FIRST, LAST, self.province.calendar)
        for place in range(COUNT):
            day = days[place * len(days) // COUNT + self.random.randrange(6)]
            ending = "handed over" if place == HANDED_OVER else ENDINGS[place % len(ENDINGS)]
            self._ended(day, ending)
        for state, back in OPEN:
            self._open(self._after(self.until.date(), -back), state)
        return COUNT + len(OPEN)

    def _after(self, day: date, count: int) -> date:
        return working_day_after(day, count, self.province.calendar)

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour)) + self.random.randrange(50) * MINUTE

    def _offer(self, day: date) -> Offer:
        """A procedure of a division that is the department's today too."""
        offers = [one for one in self.province.offers(HOME_AFFAIRS, day) if self._lasts(one.division)]
        return self.random.choice(offers)

    def _lasts(self, division: str) -> bool:
        return division in DIVISIONS and division != "snv-ton-giao"

    def _received(self, day: date, *, text: str = "", kind: int = 0) -> tuple[Feedback, Actor, str]:
        """A new one, the officer who will have it, and what there is to answer."""
        random, offer = self.random, self._offer(day)
        kind = kind or random.choice((1, 1, 1, 2, 2, 2, 2, 3))
        said, reply = random.choice(texts.BY_KIND[kind])
        channel = random.choice((1, 1, 2, 2, 2, 3, 4, 5))
        told = random.random() > 0.15
        centre = self.province.units[CENTRE].pk
        own = self.province.units[HOME_AFFAIRS].pk
        by = random.choice(self.clerks) if channel in (1, 2, 3) else self.reform
        intake = Intake(
            received_unit_id=own if by is self.reform else centre,
            unit_id=own,
            channel=channel,
            kind=kind,
            text=text or said,
            procedure_id=offer.version.procedure_id,
            name=names.person(random) if told else "",
            phone=names.phone(random) if told else "",
            unnamed=not told or random.random() < 0.1,
        )
        one = receive(self.acts(by, self._at(day, 8)), intake)
        return one, random.choice(self.province.people(Role.PROCESSING_OFFICER, offer.division)), reply

    def _assigned(self, day: date, *, kind: int = 0) -> tuple[Feedback, Actor, str]:
        one, officer, reply = self._received(day, kind=kind)
        unit = next(grant.unit_id for grant in officer.grants if grant.role == Role.PROCESSING_OFFICER)
        one = assign(self._act(self.reform, day, 10), one.pk, unit_id=unit, officer_id=officer.user_id)
        return one, officer, reply

    def _act(self, who: Actor, day: date, hour: int) -> Act:
        return self.acts(who, self._at(day, hour))

    def _ended(self, day: date, ending: str) -> None:
        if ending in ("answered", "late", "added"):
            self._answered(day, ending)
            return
        one, _officer, _reply = self._received(day, text=texts.COMPLAINT if ending == "handed over" else "")
        if ending == "forwarded":
            unit = self.province.units[FINANCE].pk if self.random.random() < 0.5 else None
            body = "" if unit else texts.ELSEWHERE_BODY
            act = self._act(self.reform, self._after(day, 1), 9)
            forward(act, one.pk, unit_id=unit, body=body, note=texts.ELSEWHERE)
        elif ending == "handed over":
            act = self._act(self.reform, self._after(day, 1), 9)
            hand_over(act, one.pk, matter="complaint", body=texts.INSPECTORATE)
        else:
            after = 4 if ending == "refused late" else 1
            refuse(self._act(self.reform, self._after(day, after), 9), one.pk, reason=texts.UNCLEAR)

    def _answered(self, day: date, ending: str) -> None:
        one, officer, reply = self._assigned(day)
        if ending == "added":
            ask_more(self._act(officer, self._after(day, 3), 9), one.pk, question=texts.QUESTION)
            one = supplement(self._act(officer, self._after(day, 6), 9), one.pk, text=texts.ADDED)
        due = local_day(one.answer_by)
        ended = self._after(day, self.random.randrange(8, 14))
        if ending == "late":
            ended = self._after(due, self.random.randrange(2, 6))
        answer(self._act(officer, ended, 14), one.pk, text=reply)
        published = self._after(ended, self.random.choice((1, 1, 1, 2, 2, 4)))
        publish(self._act(self.reform, published, 15), one.pk, text=reply)

    def _open(self, day: date, state: str) -> None:
        if state == "new":
            self._received(day)
            return
        one, officer, reply = self._assigned(day, kind=2 if state == "overdue" else 1)
        if state == "overdue":
            told = local_day(one.answer_by) + timedelta(days=1)
            note_status(self._act(officer, self._after(told, 1), 9), one.pk, text=texts.STILL)
        elif state == "waiting":
            ask_more(self._act(officer, self._after(day, 2), 9), one.pk, question=texts.QUESTION)
        elif state == "unpublished":
            answer(self._act(officer, self._after(day, 7), 14), one.pk, text=reply)


def load_feedback(province: Province, acts: ACTS, *, until: datetime) -> int:
    """Load it; how many."""
    return Telling(province, acts, until=until).load()
