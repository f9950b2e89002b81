"""The trial room: its tables in the test's database, its figures known while the test runs."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection

from caicach.accounts.models import Grant, User
from caicach.accounts.rules import Role
from caicach.agencies.models import Kind, Unit, UnitParent
from caicach.calendars.models import Schedule
from caicach.facts import register as facts
from caicach.figures import register
from caicach.figures.register import name_filter
from figures import trial
from figures.composing import FIELDS


@pytest.fixture
def measures(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only the trial room's figures are known: `figures.received` and the others of `trial.FIGURES`."""
    monkeypatch.setattr(register, "_DECLARED", {})
    monkeypatch.setattr(register, "_FILTERS", {})
    monkeypatch.setattr(facts, "_TABLES", {})
    facts.register(trial.TABLE)
    facts.register(trial.STANDING)
    for function in trial.FIGURES:
        register.figure(title=f"Tên {function.__name__}", definition=f"Nghĩa {function.__name__}.")(function)
    yield
    register.titled.cache_clear()


@pytest.fixture
def derived(room: str) -> str:
    """The trial room with figures made of others: those of `trial.DERIVED`."""
    for function in trial.DERIVED:
        register.figure(title=f"Tên {function.__name__}", definition=f"Nghĩa {function.__name__}.")(function)
    return room


@pytest.fixture
def room(database: str, measures: None) -> str:
    """A database with the trial room's tables."""
    with connection.cursor() as cursor:
        cursor.execute(trial.TABLES)
    return database


@pytest.fixture
def department(room: str) -> Unit:
    """A department with a division under it, and `an`, who leads the department; another department is nobody's."""
    schedule = Schedule.objects.order_by("pk")[0]
    asked = {"schedule": schedule, "valid_from": date(2010, 1, 1), "source": "test"}
    units = [
        Unit.objects.create(code=code, kind=kind, name_vi=name, **asked)
        for code, kind, name in [
            ("so-noi-vu", Kind.DEPARTMENT, "Sở Nội vụ"),
            ("so-noi-vu-phong-1", Kind.DIVISION, "Phòng Một"),
            ("so-y-te", Kind.DEPARTMENT, "Sở Y tế"),
        ]
    ]
    UnitParent.objects.create(unit=units[1], parent=units[0], valid_from=date(2010, 1, 1))
    user = User.objects.create(username="an", full_name="Nguyễn Văn An")
    Grant.objects.create(
        user=user, role=Role.AGENCY_LEADER, unit=units[0], subtree=True, valid_from=date(2010, 1, 1), reason="test"
    )
    return units[0]


@pytest.fixture
def house(department: Unit, derived: str, monkeypatch: pytest.MonkeyPatch) -> Unit:
    """The department with `an`, now its reform officer too, and `binh`, who is that of the other department."""
    monkeypatch.setattr(register, "_CHOICES", {})
    name_filter(
        "field_id", lambda ids: {one: FIELDS[one] for one in ids if one in FIELDS}, lambda: list(FIELDS.items())
    )
    binh = User.objects.create(username="binh", full_name="Trần Thị Bình")
    day = date(2010, 1, 1)
    for user, unit in ((User.objects.get(username="an"), department), (binh, Unit.objects.get(code="so-y-te"))):
        Grant.objects.create(
            user=user, role=Role.REFORM_OFFICER, unit=unit, subtree=True, valid_from=day, reason="test"
        )
    return department
