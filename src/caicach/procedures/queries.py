"""Reads of the catalogue: the version of a day, what units offer on a day, search, and the limit of a dossier."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.agencies.models import Kind, Unit, UnitParent
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.vietnamese import fold
from caicach.kit.words import mark
from caicach.kit.working_time import Limit, LimitUnit
from caicach.procedures.models import Competence, Fee, Procedure, Step, Version, WarningSetting
from caicach.procedures.rules import LIMIT_WORDS, Level, limit_of

LEVEL_OF: Mapping[str, Level] = {
    Kind.PROVINCE: Level.PROVINCE,
    Kind.DEPARTMENT: Level.PROVINCE,
    Kind.DISTRICT: Level.DISTRICT,
    Kind.COMMUNE: Level.COMMUNE,
}


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


def levels_of(unit_ids: Iterable[int]) -> dict[int, Level]:
    """The level of government of each unit: its own, or that of the nearest unit above it which has one.

    Two statements. By the last place each unit had; a unit without such a place is left out.
    """
    kinds = dict(Unit.objects.values_list("pk", "kind"))
    above = dict(UnitParent.objects.order_by("valid_from").values_list("unit_id", "parent_id"))
    found = {}
    for unit_id in unit_ids:
        place: int | None = unit_id
        while place is not None and kinds[place] not in LEVEL_OF:
            place = above.get(place)
        if place is not None:
            found[unit_id] = LEVEL_OF[kinds[place]]
    return found


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


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two versions say differently; an empty text says that it is not there."""

    label: str
    old: str
    new: str


def content_of(version: Version) -> dict[str, str]:
    """What a version of `with_parts` says, by the (marked) name of each part, in words that can be compared."""
    lines = {
        mark("Tên thủ tục"): version.name_vi,
        mark("Thời hạn theo quy định"): _said(legal_limit(version)),
        mark("Thời hạn của tỉnh"): _said(local_limit(version)),
        mark("Kết quả"): version.result_vi,
        mark("Căn cứ pháp lý"): version.legal_basis,
        mark("Mức độ trực tuyến"): str(version.get_online_level_display()),
        mark("Thanh toán trực tuyến"): _(mark("có")) if version.online_payment else _(mark("không")),
        mark("Thời gian thực hiện nghĩa vụ tài chính"): (
            _(mark("không tính vào thời hạn")) if version.obligation_stops else _(mark("tính vào thời hạn"))
        ),
        mark("Mức tin cậy của nguồn"): str(version.get_source_status_display()),
    }
    terms = [f"{term.channel}: {_said(_limit(term.amount, term.unit))}" for term in version.channel_terms.all()]
    components = [
        f"{one.name_vi} ({one.originals} + {one.copies}{'' if one.required else '; ' + _(mark('nếu có'))})"
        for one in version.components.all()
    ]
    fees = [f"{fee.name_vi}: {fee.amount} đ" for fee in version.fees.all()]
    steps = [
        f"{step.position}. {step.name_vi} – {step.unit.name_vi if step.unit else step.role}: {step.hours} h"
        for step in version.steps.all()
    ]
    parts = {
        mark("Thời hạn theo hình thức nộp"): terms,
        mark("Thành phần hồ sơ"): components,
        mark("Phí, lệ phí"): fees,
        mark("Quy trình nội bộ"): steps,
        mark("Mẫu đơn, tờ khai"): [f"{form.code} {form.name_vi}" for form in version.forms.all()],
    }
    return lines | {name: "\n".join(rows) for name, rows in parts.items()}


def differences(old: Version, new: Version) -> list[Difference]:
    """What two versions of `with_parts` say differently, in the order of the catalogue."""
    before, after = content_of(old), content_of(new)
    return [Difference(name, before[name], after[name]) for name in after if before[name] != after[name]]


def _said(limit: Limit | None) -> str:
    return _(LIMIT_WORDS[limit.unit]).format(amount=limit.amount) if limit else ""
