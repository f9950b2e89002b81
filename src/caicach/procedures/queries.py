"""Reads of the catalogue: the version of a day, what units offer on a day, search, and the limit of a dossier."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from caicach.kit.refusal import Refused, Unknown
from caicach.kit.vietnamese import fold
from caicach.kit.words import mark
from caicach.kit.working_time import Limit, LimitUnit
from caicach.procedures.models import Competence, Fee, Procedure, Step, Version, WarningSetting
from caicach.procedures.rules import limit_of


def _on_day(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def procedure_by_code(code: str) -> Procedure:
    """The procedure with that code, with its field. Raises `Unknown("unknown-procedure")`."""
    try:
        return Procedure.objects.select_related("field").get(code=code)
    except Procedure.DoesNotExist:
        raise Unknown(
            "unknown-procedure",
            mark("Không có thủ tục hành chính nào mang mã “{code}”."),
            values={"code": code},
            field="procedure",
        ) from None


def version_on(procedure_id: int, day: date) -> Version:
    """The version in force on that day, with its procedure and field; one statement.

    Raises `Refused("no-version-on-day")` when the procedure had no content on that day.
    """
    version = versions_on(day).filter(procedure_id=procedure_id).first()
    if version is None:
        raise Refused(
            "no-version-on-day",
            mark("Thủ tục này không có phiên bản nào áp dụng vào ngày {day}."),
            values={"day": day.isoformat()},
            source="Nghị định 63/2010/NĐ-CP, Điều 8 và Điều 15",
            field="procedure",
        )
    return version


def versions_on(day: date) -> QuerySet[Version]:
    """All versions in force on a day, with procedure and field."""
    return Version.objects.filter(_on_day(day)).select_related("procedure__field").order_by("procedure__code")


def offered(unit_ids: Iterable[int], day: date) -> QuerySet[Version]:
    """The versions in force on a day of the procedures for which one of the units is competent; one statement."""
    competent = Competence.objects.filter(_on_day(day), procedure=OuterRef("procedure"), unit_id__in=list(unit_ids))
    return versions_on(day).filter(Exists(competent))


def competent_units(procedure_id: int, day: date) -> list[int]:
    """The ids of the units that are competent for a procedure on a day; one statement."""
    rows = Competence.objects.filter(_on_day(day), procedure_id=procedure_id).order_by("unit_id")
    return list(rows.values_list("unit_id", flat=True))


def search(versions: QuerySet[Version], text: str) -> QuerySet[Version]:
    """Those versions whose code or name holds each word of the text, whatever its case and diacritics."""
    for word in fold(text).split():
        versions = versions.filter(search__contains=word)
    return versions


def with_parts(versions: QuerySet[Version]) -> QuerySet[Version]:
    """The versions with all their parts, in six more statements however many versions there are."""
    return versions.prefetch_related(
        "channel_terms",
        "components",
        "forms",
        Prefetch("fees", Fee.objects.prefetch_related("exemptions")),
        Prefetch("steps", Step.objects.select_related("unit")),
    )


def limit_for(version: Version, channel: int) -> Limit:
    """The time limit that a dossier submitted by that channel gets; no statement where channel terms were fetched."""
    terms = {term.channel: _limit(term.amount, term.unit) for term in version.channel_terms.all()}
    return limit_of(legal_limit(version), local_limit(version), terms, channel)


def legal_limit(version: Version) -> Limit:
    """The limit set by law."""
    return _limit(version.legal_amount, version.legal_unit)


def local_limit(version: Version) -> Limit | None:
    """The shorter limit announced by the province; `None` where the law's stands."""
    if version.local_amount is None or version.local_unit is None:
        return None
    return _limit(version.local_amount, version.local_unit)


def _limit(amount: int, unit: str) -> Limit:
    return Limit(amount, LimitUnit(unit))


def warning_settings() -> dict[int | None, WarningSetting]:
    """When people are warned, by procedure; None has what holds for all others. One statement."""
    return {setting.procedure_id: setting for setting in WarningSetting.objects.all()}
