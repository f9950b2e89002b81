"""Work that is spread over people and agencies: interlinked dossiers in sequence and side by side, and an absence."""

from datetime import date, datetime, time, timedelta

from django.db.models import F

from caicach.accounts.models import User
from caicach.accounts.queries import actor_of
from caicach.accounts.services.note_absence import note_absence
from caicach.agencies.models import Unit
from caicach.demo.rules.moments import in_hours
from caicach.demo.rules.staff import FINANCE, HOME_AFFAIRS, JUSTICE
from caicach.demo.services.province import Province
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.parts import NewPart, Order
from caicach.dossiers.services.finish_part import finish_part
from caicach.dossiers.services.interlink import interlink
from caicach.dossiers.services.take_part import take_part
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Actor
from caicach.kit.period import instant, local

CHECK = "Xác minh nhân thân, lý lịch tư pháp của người đứng đầu"
MONEY = "Cho ý kiến về nguồn kinh phí bảo đảm"
ROOM = timedelta(days=12)
"""A dossier that is shared lies so far before its deadline: both parts fit."""
HEAD, SUBSTITUTE = "truong-phong-tcbm", "thu-ly-tcbm-2"


class Shared:
    """What is shared at the anchor; `until` is its moment (wall-clock time)."""

    def __init__(self, province: Province, *, until: datetime, now: datetime, origin: str) -> None:
        self.province, self.until, self.now, self.origin = province, until, now, origin
        self.day: date = until.date()
        self.morning = min(until, datetime.combine(self.day, time(7, 30)))

    def act(self, actor: Actor, at: datetime) -> Act:
        """An act of the demo at a wall-clock time, not later than the anchor's moment."""
        moment = instant(min(at, self.until))
        return Act(actor=actor, at=moment, now=self.now, origin=self.origin, claimed_at=moment)

    def actor(self, username: str) -> Actor:
        """One of the staff with the grants of the day."""
        return actor_of(User.objects.get(username=username).pk, on=self.day)

    def load(self) -> int:
        """Share up to four dossiers, two in each way, and note one absence; how many dossiers were shared."""
        self._absence()
        found = self._dossiers()
        for place, dossier in enumerate(found):
            self._share(dossier, Order.SEQUENCE if place % 2 == 0 else Order.PARALLEL, further=place >= 2)
        return len(found)

    def _absence(self) -> None:
        people = {user.username: user for user in User.objects.filter(username__in=[HEAD, SUBSTITUTE])}
        note_absence(
            act=self.act(self.actor(HEAD), self.morning),
            record=record,
            person=people[HEAD],
            substitute=people[SUBSTITUTE],
            first_day=self.day,
            last_day=self.day + timedelta(days=3),
            reason="Đi công tác",
        )

    def _dossiers(self) -> list[Dossier]:
        """Dossiers in an officer's hands with room before the deadline, those due last first."""
        return list(
            Dossier.objects.filter(
                unit__code=HOME_AFFAIRS,
                assignee__isnull=False,
                finished_at=None,
                paused_since=None,
                extended_to=None,
                decision="",
                document="",
                status=4,
                due_at__gte=instant(self.until + ROOM),
                accepted_at__lt=instant(self.until - timedelta(days=2)),
            ).order_by(F("due_at").desc(), "pk")[:4]
        )

    def _share(self, dossier: Dossier, order: Order, *, further: bool) -> None:
        """The first part is taken over; in half of them it is finished too."""
        units = dict(Unit.objects.filter(code__in=[JUSTICE, FINANCE]).values_list("code", "pk"))
        parts = [NewPart(units[JUSTICE], CHECK, 16), NewPart(units[FINANCE], MONEY, 8)]
        officer = actor_of(dossier.assignee_id or 0, on=self.day)
        # The acts of the past go up to yesterday evening for most dossiers; whatever comes last goes first.
        begun = max(self.morning, local(dossier.accepted_at)) if dossier.accepted_at else self.morning
        interlink(self.act(officer, begun), dossier.pk, order=order.value, parts=parts)
        partner = self.actor("thu-ly-tu-phap")
        first = dossier.parts.order_by("id").first()
        if first is None:
            return
        take_part(self.act(partner, self._later(begun, 40)), dossier.pk, part_id=first.pk)
        if further:
            finish_part(
                self.act(partner, self._later(begun, 95)),
                dossier.pk,
                part_id=first.pk,
                result="Đủ điều kiện, không có án tích.",
            )

    def _later(self, moment: datetime, minutes: int) -> datetime:
        return in_hours(moment + timedelta(minutes=minutes), self.province.calendar)
