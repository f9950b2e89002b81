"""The invented facts of `tools.bench_figures`: units, fields, fact versions and seals, written by SQL."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from caicach.accounts.models import Grant, User
from caicach.accounts.rules import Role
from caicach.agencies.models import Kind, Unit, UnitParent
from caicach.calendars.models import Schedule
from caicach.config.prepare import prepare
from caicach.facts.register import fact_table
from caicach.journal.models import Seal
from caicach.journal.services.record import record
from caicach.journal.services.seal import seal
from caicach.kit.acts import SYSTEM, Act, Change
from caicach.procedures.models import Field

READER = "reader"
"""Who looks at pages: leads the province."""

UNITS, FIELDS = 122, 60
BEGINNING = date(2010, 1, 1)

FACTS = """
INSERT INTO dossiers_fact (subject_id, version, unit_id, received_unit_id, field_id, procedure_id, channel, regime,
  status, ending, accepted_at, accepted_day, deadline_at, deadline_day, due_day, finished_at, finished_day, extended,
  apology, explained, fee, online_payment, digitised, subjects, at_centre)
SELECT id, 1, unit, unit, field, field * 33 + h %% 33, CASE WHEN h %% 10 < 6 THEN 2 WHEN h %% 10 < 9 THEN 1 ELSE 3 END,
  118, CASE WHEN done IS NULL THEN 4 ELSE 9 END, CASE WHEN done IS NULL THEN 0 WHEN h %% 97 = 0 THEN 2 ELSE 1 END,
  taken + time '09:00', taken, due + time '09:00', due, due, done + time '10:00', done, h %% 61 = 0, 0, false, h %% 5,
  true, h %% 3 = 0, 1, h %% 4 > 0
FROM (SELECT *, CASE WHEN h %% 1000 < 6 THEN NULL WHEN h %% 1000 < 16 THEN due + 1 + (h / 1000 %% 9)::int
        WHEN h %% 1000 < 61 THEN due ELSE due - 1 - (h / 1000 %% (due - taken))::int END AS done
  FROM (SELECT *, taken + 1 + (h / 7 %% 30)::int AS due FROM (
    SELECT id, h, (%(units)s::bigint[])[1 + floor(%(units_count)s * power((h %% 9973) / 9973.0, 2))::int] AS unit,
      (%(fields)s::bigint[])[1 + floor(%(fields_count)s * power((h / 9973 %% 9967) / 9967.0, 2))::int] AS field,
      DATE '2024-01-01' + ((h / 31) %% 912)::int AS taken
    FROM (SELECT id, abs(hashint8extended(id, 7)) AS h FROM generate_series(%(first)s, %(last)s) AS id) AS a
  ) AS b) AS c) AS d
"""
STANDING = """
INSERT INTO dossiers_standing (subject_id, version, standing, from_day, to_day)
SELECT subject_id, version, 1, accepted_day, CASE WHEN finished_day IS NULL OR finished_day > deadline_day
  THEN deadline_day + 1 ELSE finished_day END FROM dossiers_fact WHERE {0}
  AND (finished_day IS NULL OR finished_day > accepted_day)
UNION ALL
SELECT subject_id, version, 2, deadline_day + 1, finished_day FROM dossiers_fact
WHERE {0} AND (finished_day IS NULL OR finished_day > deadline_day + 1)
"""
AGAIN = """
INSERT INTO dossiers_fact (subject_id, version, {0})
SELECT subject_id, version + 1, {1} FROM dossiers_fact WHERE version = 1 AND {2}
"""
COLUMNS = tuple(column.name for column in fact_table("dossiers").columns)


def fill(dossiers: int) -> int:
    """Units, fields and facts; how many facts."""
    prepare(apply=True)
    schedule = Schedule.objects.order_by("pk")[0]
    common = {"schedule": schedule, "valid_from": BEGINNING, "source": "bench"}
    top = Unit.objects.create(code="tinh", kind=Kind.PROVINCE, name_vi="Tỉnh", **common)
    units = Unit.objects.bulk_create(
        Unit(code=f"u{number}", kind=Kind.DEPARTMENT, name_vi=f"Đơn vị {number}", **common) for number in range(UNITS)
    )
    UnitParent.objects.bulk_create(UnitParent(unit=unit, parent=top, valid_from=BEGINNING) for unit in units)
    fields = Field.objects.bulk_create(
        Field(code=f"f{number}", name_vi=f"Lĩnh vực {number}") for number in range(FIELDS)
    )
    reader = User.objects.create(username=READER, full_name=READER)
    Grant.objects.create(
        user=reader, role=Role.AGENCY_LEADER, unit=top, subtree=True, valid_from=BEGINNING, reason="bench"
    )
    values = {"units": [unit.pk for unit in units], "fields": [field.pk for field in fields]}
    with connection.cursor() as cursor:
        for first in range(1, dossiers + 1, 1_000_000):
            last = min(first + 999_999, dossiers)
            cursor.execute(FACTS, values | {"units_count": UNITS, "fields_count": FIELDS, "first": first, "last": last})
            cursor.execute(STANDING.format(f"subject_id BETWEEN {first} AND {last}"))
    return dossiers


def change(which: str) -> None:
    """A second version of these dossiers: whatever was open is finished."""
    done = {
        "ending": "1",
        "status": "9",
        "finished_day": "coalesce(finished_day, deadline_day)",
        "finished_at": "coalesce(finished_at, deadline_at)",
        "apology": "1",
    }
    with transaction.atomic(), connection.cursor() as cursor:
        values = ", ".join(done.get(column, column) for column in COLUMNS)
        cursor.execute(AGAIN.format(", ".join(COLUMNS), values, which))
        cursor.execute(STANDING.format(f"version = 2 AND {which}"))


def seal_now() -> Seal:
    """A seal over everything: some line has to wait for one."""
    now = timezone.now()
    with transaction.atomic():
        record(Act(actor=SYSTEM, at=now, now=now), Change(kind="bench", subject_id=1, action="bench.fill"))
    return seal()
