"""A small province for tests: a centre that receives, a department with two divisions, one procedure, its people."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.utils import timezone

from caicach.accounts.models import Grant, User
from caicach.accounts.queries import actor_of
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit, UnitParent
from caicach.calendars.models import Schedule
from caicach.dossiers.rules.checks import Given
from caicach.dossiers.services.receive import Intake, Somebody
from caicach.kit.acts import Act, Actor
from caicach.kit.period import instant
from caicach.procedures.models import Competence, Component, Field, Procedure, Version

BEGINNING = date(2020, 1, 1)


@dataclass(frozen=True)
class World:
    """Ids and people of the small province."""

    units: dict[str, Unit]
    users: dict[str, User]
    procedure: Procedure
    version: Version
    components: tuple[Component, ...]

    def actor(self, name: str, on: date = date(2026, 11, 20)) -> Actor:
        """Somebody with the grants of the day."""
        return actor_of(self.users[name].pk, on=on)

    def act(self, name: str, at: str, *, key: str = "", now: datetime | None = None) -> Act:
        """An act at a Vietnamese wall-clock time such as `2024-03-04T09:00`."""
        return Act(
            actor=self.actor(name),
            at=instant(datetime.fromisoformat(at)),
            now=now or timezone.now(),
            key=key or str(uuid4()),
        )

    def intake(self, *, channel: int = 1, number: str = "", papers: tuple[Given, ...] | None = None) -> Intake:
        """A complete intake."""
        complete = tuple(Given(component.pk, originals=1) for component in self.components)
        return Intake(
            procedure_id=self.procedure.pk,
            unit_id=self.units["so"].pk,
            received_unit_id=self.units["centre"].pk,
            channel=channel,
            number=number,
            parties=[
                Somebody(
                    role="submitter", kind="person", name="Y Bhăm Niê", identity="066000000001", email="a@example.vn"
                )
            ],
            papers=complete if papers is None else papers,
            summary="Đề nghị cấp giấy",
        )


def build() -> World:
    """Write the small province into an empty database."""
    schedule = Schedule.objects.get(code="office")
    units = {
        code: Unit.objects.create(
            code=code,
            electronic_id=electronic,
            kind=kind,
            name_vi=name,
            name_en=code,
            schedule=schedule,
            valid_from=BEGINNING,
            source="test",
        )
        for code, electronic, kind, name in [
            ("tinh", "H99", "province", "Tỉnh thử"),
            ("centre", "H99.01", "centre", "Trung tâm"),
            ("so", "H99.02", "department", "Sở thử"),
            ("phong", "", "division", "Phòng thử"),
            ("phong2", "", "division", "Phòng bên"),
            ("so2", "H99.03", "department", "Sở khác"),
        ]
    }
    for child, parent in [("centre", "tinh"), ("so", "tinh"), ("so2", "tinh"), ("phong", "so"), ("phong2", "so")]:
        UnitParent.objects.create(unit=units[child], parent=units[parent], valid_from=BEGINNING)
    field = Field.objects.create(code="linh-vuc", name_vi="Lĩnh vực thử", name_en="Field")
    procedure = Procedure.objects.create(code="SYN-1", field=field)
    version = Version.objects.create(
        procedure=procedure,
        valid_from=BEGINNING,
        name_vi="Thủ tục thử",
        name_en="Procedure",
        legal_amount=5,
        legal_unit="working_days",
        result_vi="Giấy",
        result_en="Paper",
        legal_basis="Luật",
        source="test",
        source_status="synthetic",
        online_level="full",
        obligation_stops=True,
        digest="x",
        search="thu tuc thu",
    )
    components = tuple(
        Component.objects.create(
            version=version, position=place, code=f"c{place}", name_vi=f"Giấy {place}", name_en=f"Paper {place}"
        )
        for place in (1, 2)
    )
    Competence.objects.create(procedure=procedure, unit=units["so"], valid_from=BEGINNING)
    users = {
        name: _person(name, role, units[unit], subtree=subtree)
        for name, role, unit, subtree in [
            ("clerk", Role.INTAKE_CLERK, "centre", False),
            ("officer", Role.PROCESSING_OFFICER, "phong", False),
            ("head", Role.DIVISION_HEAD, "phong", False),
            ("leader", Role.AGENCY_LEADER, "so", True),
            ("reformer", Role.REFORM_OFFICER, "so", True),
            ("records", Role.RECORDS_CLERK, "so", False),
            ("sibling", Role.DIVISION_HEAD, "phong2", False),
            ("stranger", Role.AGENCY_LEADER, "so2", True),
            ("admin", Role.ADMINISTRATOR, "tinh", True),
        ]
    }
    return World(units=units, users=users, procedure=procedure, version=version, components=components)


def _person(name: str, role: Role, unit: Unit, *, subtree: bool) -> User:
    user = User.objects.create(username=name, full_name=name.title())
    Grant.objects.create(user=user, role=role.value, unit=unit, subtree=subtree, valid_from=BEGINNING, reason="test")
    return user


def employ(here: World, name: str, role: Role, unit: str) -> User:
    """One more person of the small province, at one unit."""
    here.users[name] = _person(name, role, here.units[unit], subtree=False)
    return here.users[name]
