"""A small invented province with six dossiers of one department: one for every column of form II.06."""

from datetime import UTC, date, datetime, time

from django.db import transaction
from django.utils import timezone

from caicach.accounts.models import Grant, User
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit, UnitParent
from caicach.calendars.models import Schedule
from caicach.dossiers.models import Fact, Standing
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act, Change
from caicach.kit.period import Period
from caicach.procedures.models import Field

SEVEN_MONTHS = Period(date(2024, 1, 1), date(2024, 7, 31))
EVIL = "=cmd|' /C calc'!A0"
DIRECT, ONLINE, POST = 1, 2, 3
START = date(2010, 1, 1)


def unit(code: str, kind: str, name_vi: str, name_en: str, parent: Unit | None = None) -> Unit:
    made = Unit.objects.create(
        code=code,
        kind=kind,
        name_vi=name_vi,
        name_en=name_en,
        schedule=Schedule.objects.order_by("pk").first(),
        valid_from=START,
        source="test",
    )
    if parent:
        UnitParent.objects.create(unit=made, parent=parent, valid_from=START)
    return made


def reader(username: str, at: Unit | None, *, role: Role = Role.REFORM_OFFICER, subtree: bool = True) -> User:
    user = User.objects.create(username=username, full_name=username, is_active=True)
    if at:
        Grant.objects.create(user=user, role=role, unit=at, subtree=subtree, valid_from=START, reason="test")
    return user


def known(subject_id: int) -> None:
    """A journal line about the subject, so that a next seal has something to know."""
    now = timezone.now()
    record(Act(actor=SYSTEM, at=now, now=now), Change(kind="dossier", subject_id=subject_id, action="test"))


def dossier(
    subject: int,
    *,
    at: Unit,
    field: Field,
    accepted: date,
    deadline: date,
    channel: int = DIRECT,
    finished: date | None = None,
    ending: int = 0,
    extended: bool = False,
    version: int = 1,
    stands: bool = True,
) -> None:
    """One fact version, the spans in which it stands pending, and its journal line."""

    def noon(day: date | None) -> datetime | None:
        return datetime.combine(day, time(5), UTC) if day else None

    with transaction.atomic():
        Fact.objects.create(
            subject_id=subject,
            version=version,
            unit_id=at.pk,
            received_unit_id=at.pk,
            field_id=field.pk,
            procedure_id=1,
            channel=channel,
            regime=61,
            status=9 if finished else 4,
            ending=ending,
            accepted_at=noon(accepted),
            accepted_day=accepted,
            deadline_at=noon(deadline),
            deadline_day=deadline,
            due_day=deadline,
            finished_at=noon(finished),
            finished_day=finished,
            extended=extended,
            apology=0,
        )
        overdue = date.fromordinal(deadline.toordinal() + 1)
        spans = [(1, accepted, min(finished, overdue) if finished else overdue)]
        if not finished or finished > overdue:
            spans.append((2, overdue, finished))
        for standing, first, last in spans if stands else ():
            Standing.objects.create(subject_id=subject, version=version, standing=standing, from_day=first, to_day=last)
        known(subject)


def settle() -> dict[str, Unit]:
    """The units, fields, readers and dossiers; the units by code."""
    province = unit("tinh", "province", "Ủy ban nhân dân tỉnh", "Provincial People's Committee")
    home = unit("so-noi-vu", "department", "Sở Nội vụ", "Department of Home Affairs", province)
    division = unit("ban-ton-giao", "division", EVIL, "", home)
    health = unit("so-y-te", "department", "Sở Y tế", "Department of Health", province)
    religion = Field.objects.create(code="ton-giao", name_vi="Tôn giáo", name_en="Religion")
    archives = Field.objects.create(code="luu-tru", name_vi="Lưu trữ", name_en="Archives")
    Field.objects.create(code="trong", name_vi="Trống", name_en="Empty")

    dossier(
        1,
        at=home,
        field=religion,
        channel=ONLINE,
        accepted=date(2024, 2, 1),
        deadline=date(2024, 2, 10),
        finished=date(2024, 2, 5),
        ending=1,
    )
    dossier(
        2,
        at=home,
        field=religion,
        accepted=date(2023, 12, 20),
        deadline=date(2024, 1, 5),
        finished=date(2024, 1, 5),
        ending=1,
        extended=True,
    )
    dossier(
        3,
        at=division,
        field=archives,
        channel=POST,
        accepted=date(2024, 3, 1),
        deadline=date(2024, 3, 20),
        finished=date(2024, 4, 1),
        ending=1,
    )
    dossier(
        4,
        at=home,
        field=religion,
        accepted=date(2024, 4, 20),
        deadline=date(2024, 5, 20),
        finished=date(2024, 5, 1),
        ending=2,
    )
    dossier(5, at=home, field=archives, channel=ONLINE, accepted=date(2024, 7, 20), deadline=date(2024, 8, 10))
    dossier(6, at=division, field=religion, accepted=date(2024, 6, 1), deadline=date(2024, 7, 1))
    # Neither in the department nor in the period:
    dossier(
        7,
        at=health,
        field=religion,
        accepted=date(2024, 2, 1),
        deadline=date(2024, 2, 10),
        finished=date(2024, 2, 5),
        ending=1,
    )
    dossier(
        8,
        at=home,
        field=religion,
        accepted=date(2023, 2, 1),
        deadline=date(2023, 2, 10),
        finished=date(2023, 2, 5),
        ending=1,
    )

    reader("lan", home)
    reader("minh", province)
    reader("hoa", health)
    reader("khach", None)
    return {one.code: one for one in (province, home, division, health)}
