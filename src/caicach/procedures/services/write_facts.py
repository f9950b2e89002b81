"""Tell the figures what the catalogue offers (ghi dữ kiện thủ tục)."""

from datetime import timedelta

from django.db.models import Exists, Max, OuterRef

from caicach.accounts.rules import Role
from caicach.procedures.models import Competence, Fact, Fee, Offered, Procedure, Step, Version
from caicach.procedures.queries import levels_of
from caicach.procedures.rules import Level

ONE_STOP = (Role.INTAKE_CLERK.value, Role.RESULT_DESK.value)
"""The roles whose steps of an internal process are done at the one-stop shop."""


def write_facts(procedure: Procedure) -> None:
    """Append a fact version for each competence of a procedure, in the caller's transaction.

    A run of days lies in both the competence and one version of the content, as recorded now.
    """
    versions = list(
        Version.objects.filter(procedure=procedure)
        .annotate(
            charged=Exists(Fee.objects.filter(version=OuterRef("pk"), amount__gt=0)),
            stepped=Exists(Step.objects.filter(version=OuterRef("pk"))),
            at_one_stop=Exists(Step.objects.filter(version=OuterRef("pk"), role__in=ONE_STOP)),
        )
        .order_by("valid_from")
    )
    competences = list(Competence.objects.filter(procedure=procedure).order_by("pk"))
    levels = levels_of({one.unit_id for one in competences})
    known = Fact.objects.filter(subject_id__in=[one.pk for one in competences]).values_list("subject_id")
    last = dict(known.annotate(Max("version")))
    facts, runs = [], []
    for competence in competences:
        number = last.get(competence.pk, 0) + 1
        facts.append(
            Fact(
                subject_id=competence.pk,
                version=number,
                unit_id=competence.unit_id,
                field_id=procedure.field_id,
                procedure_id=procedure.pk,
                level=levels.get(competence.unit_id, Level.UNKNOWN).value,
            )
        )
        runs += [run for version in versions if (run := _run(competence, version, number))]
    Fact.objects.bulk_create(facts)
    Offered.objects.bulk_create(runs)


def _run(competence: Competence, version: Version, number: int) -> Offered | None:
    """The days on which the unit offers this content; None when there is none."""
    first = max(competence.valid_from, version.valid_from)
    last = min((day for day in (competence.valid_to, version.valid_to) if day is not None), default=None)
    if last is not None and last < first:
        return None
    return Offered(
        subject_id=competence.pk,
        version=number,
        from_day=first,
        to_day=last and last + timedelta(days=1),
        has_fee=version.charged,  # type: ignore[attr-defined]
        online_payment=version.online_payment,
        one_stop=version.at_one_stop,  # type: ignore[attr-defined]
        process=version.stepped,  # type: ignore[attr-defined]
    )
