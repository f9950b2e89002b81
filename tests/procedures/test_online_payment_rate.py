"""Different procedures paid online, of those open to online payment: each once, the list beside the number."""

from datetime import date

import pytest
from django.test import Client

import world
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.take_fee import take_fee
from caicach.figures.queries.answers import answer, records
from caicach.figures.queries.scope import scope_of
from caicach.figures.rules.expression import CountDistinct, Ratio, read, written
from caicach.journal.services.seal import seal
from caicach.kit.period import Period
from caicach.procedures.models import Competence, Fee, Procedure, Version
from caicach.procedures.services.write_facts import write_facts

CODE = "procedures.with_online_payment_rate"
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def here(database: str) -> world.World:
    """Two procedures open to online payment and one that is not, each with a fee; one of them at two departments."""
    found = world.build()
    Version.objects.update(online_payment=True)
    Fee.objects.create(version=found.version, name_vi="Phí", name_en="Fee", amount=30_000, timing=1)
    Competence.objects.create(procedure=found.procedure, unit=found.units["so2"], valid_from=world.BEGINNING)
    for code, online in (("SYN-2", True), ("SYN-3", False)):
        procedure = Procedure.objects.create(code=code, field=found.procedure.field)
        version = Version.objects.get(pk=found.version.pk)
        version.pk, version.procedure, version.online_payment = None, procedure, online
        version.save()
        Fee.objects.create(version=version, name_vi="Phí", name_en="Fee", amount=50_000, timing=1)
        Competence.objects.create(procedure=procedure, unit=found.units["so"], valid_from=world.BEGINNING)
    for procedure in Procedure.objects.all():
        write_facts(procedure)
    return found


def _pay(here: world.World, number: int, at: str) -> None:
    dossier = receive(here.act("clerk", at), here.intake())
    online = {"amount": 30_000, "method": "online", "reference": f"DVCQG-{number}"}
    take_fee(here.act("clerk", at), dossier.pk, **online)  # type: ignore[arg-type]


@pytest.mark.parametrize(("unit", "open_ones"), [("so", 2), ("so2", 1), ("tinh", 2)])
def test_a_procedure_counts_once(here: world.World, unit: str, open_ones: int) -> None:
    for number in (1, 2):
        _pay(here, number, "2026-11-19T09:00")
    found = answer(CODE, scope=scope_of(unit, on=YEAR.last), period=YEAR, seal=seal())
    assert (found.numerator, found.denominator) == (int(unit != "so2"), open_ones)


def test_the_list_is_the_number(here: world.World, client: Client) -> None:
    _pay(here, 1, "2026-11-19T09:00")
    asked = {"scope": scope_of("so", on=YEAR.last), "period": YEAR, "seal": seal()}
    assert records(CODE, **asked) == ["SYN-1 Thủ tục thử"]  # type: ignore[arg-type]
    assert [text[:5] for text in records(CODE, part="denominator", **asked)] == ["SYN-1", "SYN-2"]  # type: ignore[arg-type]
    client.force_login(here.users["leader"])
    query = {"agency": "so", "from": "2026-01-01", "to": "2026-12-31"}
    page = client.get(f"/figures/{CODE}/", query).content.decode()
    assert "50,00" in page
    listed = client.get(f"/figures/{CODE}/records/", {**query, "part": "denominator"}).content.decode()
    assert "SYN-2 Thủ tục thử" in listed


def test_only_payments_of_the_period_count(here: world.World) -> None:
    _pay(here, 1, "2026-11-19T09:00")
    early = Period(date(2026, 1, 1), date(2026, 11, 18))
    found = answer(CODE, scope=scope_of("so", on=early.last), period=early, seal=seal())
    assert (found.numerator, found.denominator) == (0, 2)


def test_the_expression_is_kept_as_text() -> None:
    part = CountDistinct("dossiers", "procedure_id", "fee  =\n 3")
    assert read(written(Ratio(part, part))) == Ratio(*[CountDistinct("dossiers", "procedure_id", "fee = 3")] * 2)
