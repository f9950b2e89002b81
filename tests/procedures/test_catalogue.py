"""The catalogue: loading, versions by day, who is competent, search, and what may never be rewritten."""

import copy
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from caicach.agencies.queries import subtree, unit_by_code
from caicach.agencies.services.load_units import load_units, shipped_units
from caicach.config.prepare import load_law
from caicach.journal.models import Line
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.working_time import Limit, LimitUnit
from caicach.procedures import queries
from caicach.procedures.models import Competence, Component, Fact, Field, Offered, Procedure, Step, Version
from caicach.procedures.rules import Level
from caicach.procedures.services.load_procedures import load_procedures, shipped_procedures
from caicach.procedures.services.read_catalogue import read_catalogue

NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
ACT = Act(actor=SYSTEM, at=NOW, now=NOW)
IN_2024, LAST_OLD, FIRST_NEW = date(2024, 9, 24), date(2025, 6, 30), date(2025, 7, 1)
ASSOCIATION = "1.012672"


@pytest.fixture
def catalogue(database: str) -> dict[str, int]:
    """Units and procedures as shipped; the counts of the load."""
    load_units(act=ACT, record=record, document=shipped_units())
    return load_procedures(act=ACT, document=shipped_procedures())


def codes(unit: str, day: date) -> set[str]:
    units = subtree(unit_by_code(unit).pk, on=day)
    return {version.procedure.code for version in queries.offered(units, day)}


def one(**changes: Any) -> dict[str, Any]:
    """A document with one small procedure; `changes` go into its only version."""
    version = {
        "valid_from": "2024-01-01", "name_vi": "Thủ tục mẫu", "legal": "2 working days", "result_vi": "Văn bản",
        "legal_basis": "minh họa", "source": "minh họa", "source_status": "synthetic", "online_level": "none",
        "steps": [{"name_vi": "Làm", "role": "processing_officer", "hours": 16}],
    }  # fmt: skip
    return {
        "fields": [{"code": "mau", "name_vi": "Mẫu"}],
        "procedures": [{"code": "SYN-MAU", "field": "mau", "versions": [{**version, **changes}]}],
    }


def test_the_shipped_catalogue_loads_once_and_then_changes_nothing(catalogue: dict[str, int]) -> None:
    assert catalogue == {"fields": 7, "procedures": 20, "versions": 40, "competences": 24, "ended": 0}
    lines = Line.objects.filter(kind="procedure").count()
    assert lines == 20
    again = load_procedures(act=ACT, document=shipped_procedures())
    assert again == {"fields": 0, "procedures": 0, "versions": 0, "competences": 0, "ended": 0}
    assert Line.objects.filter(kind="procedure").count() == lines
    for model in (Field, Version, Component, Step):
        assert not model.objects.filter(name_en="").exists()


def test_invented_content_says_so() -> None:
    for procedure in shipped_procedures()["procedures"]:
        for version in procedure["versions"]:
            invented = version["source_status"] == "synthetic"
            assert ("inh họa" in version["source"]) or not invented
            assert not (version.get("fees") and not invented)
        if procedure["code"].startswith("SYN-"):
            assert "không phải mã quốc gia" in procedure["versions"][0]["source"]


def test_the_version_of_the_day_is_found(catalogue: dict[str, int]) -> None:
    procedure = queries.procedure_by_code(ASSOCIATION)
    old, new = (queries.version_on(procedure.pk, day) for day in (LAST_OLD, FIRST_NEW))
    assert (old.valid_from, old.valid_to, old.source_status) == (date(2022, 1, 1), LAST_OLD, "sure")
    assert (new.valid_from, new.valid_to, new.source_status) == (FIRST_NEW, None, "memory")
    assert "118/2025" in new.legal_basis
    assert "118/2025" not in old.legal_basis
    assert old.components.count() == new.components.count() == 7
    with pytest.raises(Refused) as refused:
        queries.version_on(procedure.pk, date(2021, 12, 31))
    assert refused.value.code == "no-version-on-day"
    with pytest.raises(Unknown):
        queries.procedure_by_code("9.999999")


def test_religion_moves_to_another_agency_without_changing_its_codes(catalogue: dict[str, int]) -> None:
    religion = set(Procedure.objects.filter(field__code="ton-giao").values_list("code", flat=True))
    before, after = date(2025, 2, 28), date(2025, 3, 1)
    assert religion <= codes("so-noi-vu", before)
    assert len(codes("so-noi-vu", before)) == 20
    assert not religion & codes("so-noi-vu", after)
    assert len(codes("so-noi-vu", after)) == 16
    assert codes("so-dan-toc-ton-giao", after) == religion
    units = queries.competent_units(queries.procedure_by_code(ASSOCIATION).pk, after)
    assert units == [unit_by_code("so-dan-toc-ton-giao").pk]


def test_offers_take_one_statement_and_parts_six_more(catalogue: dict[str, int]) -> None:
    units = [unit_by_code("so-noi-vu").pk]
    with CaptureQueriesContext(connection) as statements:
        offers = list(queries.offered(units, IN_2024))
        assert all(version.procedure.field.name for version in offers)
    assert (len(offers), len(statements)) == (20, 1)
    with CaptureQueriesContext(connection) as statements:
        for version in queries.with_parts(queries.offered(units, IN_2024)):
            queries.limit_for(version, 1)
            [step.unit and step.unit.name for step in version.steps.all()]
            [list(fee.exemptions.all()) for fee in version.fees.all()]
            [*version.components.all(), *version.forms.all()]
    assert len(statements) == 7


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thanh lap hoi", {"SYN-HOI-THANH-LAP", "SYN-HOI-BAN-VAN-DONG"}),
        ("THÀNH LẬP  hội", {"SYN-HOI-THANH-LAP", "SYN-HOI-BAN-VAN-DONG"}),
        ("1.012672", {ASSOCIATION}),
        ("emulation flag", {"SYN-TDKT-CO"}),
        ("không có chữ này", set()),
    ],
)
def test_search_forgives_missing_marks(catalogue: dict[str, int], text: str, found: set[str]) -> None:
    versions = queries.search(queries.versions_on(IN_2024), text)
    assert {version.procedure.code for version in versions} == found


def test_the_limit_depends_on_the_channel(catalogue: dict[str, int]) -> None:
    version = queries.version_on(queries.procedure_by_code("SYN-LT-BAN-SAO").pk, IN_2024)
    assert queries.legal_limit(version) == Limit(5, LimitUnit.WORKING_DAYS)
    assert queries.limit_for(version, 1) == queries.limit_for(version, 3) == Limit(3, LimitUnit.WORKING_DAYS)
    assert queries.limit_for(version, 2) == Limit(2, LimitUnit.WORKING_DAYS)
    religion = queries.version_on(queries.procedure_by_code(ASSOCIATION).pk, IN_2024)
    assert queries.limit_for(religion, 2) == Limit(60, LimitUnit.CALENDAR_DAYS)
    assert queries.local_limit(religion) is None


def test_fees_are_paid_online_where_there_are_fees(catalogue: dict[str, int]) -> None:
    paid = queries.versions_on(IN_2024).filter(fees__isnull=False).distinct()
    assert paid.count() == 4
    assert all(version.online_payment for version in paid)
    assert queries.versions_on(IN_2024).filter(online_payment=True).count() == 4


def test_names_follow_the_language_of_the_page(catalogue: dict[str, int]) -> None:
    version = queries.version_on(queries.procedure_by_code("SYN-TDKT-CO").pk, IN_2024)
    with translation.override("en"):
        assert (version.name, version.result) == ("Provincial emulation flag", "Decision and emulation flag")
    with translation.override("vi"):
        assert version.name == "Tặng Cờ thi đua của Ủy ban nhân dân tỉnh"


def test_an_obligation_stops_the_clock_only_where_it_is_said(database: str) -> None:
    load_procedures(act=ACT, document=one())
    load_procedures(act=ACT, document=one(valid_from="2025-07-01", obligation_stops=True))
    old, new = queries.with_parts(Version.objects.order_by("valid_from"))
    assert (old.obligation_stops, new.obligation_stops) == (False, True)
    with translation.override("vi"):
        told = {one.label: (one.old, one.new) for one in queries.differences(old, new)}
    assert told["Thời gian thực hiện nghĩa vụ tài chính"] == ("tính vào thời hạn", "không tính vào thời hạn")


def test_a_catalogue_from_before_the_facts_gets_them_once(catalogue: dict[str, int]) -> None:
    """A database that an earlier release filled: preparing it tells the figures what it holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE procedures_fact DISABLE TRIGGER ALL; ALTER TABLE procedures_offered DISABLE TRIGGER ALL"
        )
        cursor.execute("DELETE FROM procedures_offered; DELETE FROM procedures_fact")
        cursor.execute(
            "ALTER TABLE procedures_fact ENABLE TRIGGER ALL; ALTER TABLE procedures_offered ENABLE TRIGGER ALL"
        )
    load_procedures(act=ACT, document=shipped_procedures())
    assert Fact.objects.count() == 0, "loading what is known changes nothing"
    load_law()
    facts, runs, lines = Fact.objects.count(), Offered.objects.count(), Line.objects.count()
    assert facts == Competence.objects.count() > 20
    assert runs > facts
    assert set(Fact.objects.values_list("level", flat=True)) == {Level.PROVINCE}
    assert Offered.objects.filter(one_stop=True, process=True).count() == runs, "each has a process with a desk"
    assert Line.objects.filter(action="procedures.complete_facts").count() == Procedure.objects.count()
    load_law()
    assert (facts, runs, lines) == (Fact.objects.count(), Offered.objects.count(), Line.objects.count())


def test_other_content_under_the_same_day_is_refused(database: str) -> None:
    load_procedures(act=ACT, document=one())
    with pytest.raises(Refused) as refused:
        load_procedures(act=ACT, document=one(legal_basis="khác"))
    assert refused.value.code == "version-rewritten"
    assert Version.objects.get().legal_basis == "minh họa"


def test_new_content_is_a_new_version_that_ends_the_one_before(database: str) -> None:
    load_procedures(act=ACT, document=one())
    counts = load_procedures(act=ACT, document=one(valid_from="2025-07-01", legal_basis="khác"))
    assert (counts["versions"], counts["ended"]) == (1, 1)
    old, new = Version.objects.order_by("valid_from")
    assert (old.valid_to, old.legal_basis) == (LAST_OLD, "minh họa")
    assert (new.valid_to, new.legal_basis) == (None, "khác")
    assert Line.objects.filter(kind="procedure").count() == 2
    # The first document again: silence about the end does not take it back.
    assert not any(load_procedures(act=ACT, document=one()).values())


def test_a_version_that_would_reach_into_a_later_one_is_refused(database: str) -> None:
    load_procedures(act=ACT, document=one())
    with pytest.raises(Refused) as refused:
        load_procedures(act=ACT, document=one(valid_from="2023-01-01"))
    assert refused.value.code == "version-overlap"
    load_procedures(act=ACT, document=one(valid_from="2023-01-01", valid_to="2023-12-31"))
    assert Version.objects.count() == 2


def test_the_database_holds_one_version_a_day(database: str) -> None:
    load_procedures(act=ACT, document=one())
    version = Version.objects.get()
    version.pk, version.valid_from = None, date(2024, 6, 1)
    with pytest.raises(IntegrityError, match="one_a_day"), transaction.atomic():
        version.save(force_insert=True)


def _no_name(document: dict[str, Any]) -> None:
    del document["procedures"][0]["versions"][0]["name_vi"]


def _two_at_once(document: dict[str, Any]) -> None:
    versions = document["procedures"][0]["versions"]
    versions[0]["valid_to"] = "2024-12-31"
    versions.append({**versions[0], "valid_from": "2024-06-01"})


def _version(**changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document["procedures"][0]["versions"][0].update(changes)


@pytest.mark.parametrize(
    ("breaking", "code"),
    [
        (_no_name, "bad-catalogue"),
        (_two_at_once, "bad-catalogue"),
        (_version(online_level="half"), "bad-catalogue"),
        (_version(channel_terms={"4": "1 working days"}), "bad-catalogue"),
        (_version(legal="soon"), "bad-limit"),
        (_version(local="3 working days"), "local-limit-longer"),
        (_version(legal="3 working days"), "process-misses-limit"),
    ],
)
def test_a_document_that_does_not_hold_together_is_refused(
    breaking: Callable[[dict[str, Any]], None], code: str
) -> None:
    document = copy.deepcopy(one())
    breaking(document)
    with pytest.raises(Refused) as refused:
        read_catalogue(document)
    assert refused.value.code == code


def test_unknown_fields_and_units_are_refused_and_nothing_is_written(database: str) -> None:
    document = one()
    document["procedures"][0]["field"] = "khac"
    with pytest.raises(Unknown) as unknown:
        load_procedures(act=ACT, document=document)
    assert unknown.value.code == "unknown-field"
    document = one(steps=[{"name_vi": "Làm", "role": "processing_officer", "hours": 16, "unit": "nowhere"}])
    with pytest.raises(Unknown) as unknown:
        load_procedures(act=ACT, document=document)
    assert unknown.value.code == "unknown-unit"
    assert not Procedure.objects.exists()
    assert not Field.objects.exists()
