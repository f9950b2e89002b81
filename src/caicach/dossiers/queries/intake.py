"""What reception asks before it accepts: the version in force, its list of components, its limits."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.db.models.functions import JSONObject

from caicach.dossiers.rules.checks import Asked
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.kit.working_time import Limit, LimitUnit
from caicach.procedures.models import ChannelTerm, Fee, Step, Version
from caicach.procedures.queries import legal_limit, local_limit, offered, versions_on
from caicach.procedures.rules import limit_of


def version_for(procedure_id: int, *, unit_id: int, on: date) -> Version:
    """The procedure's version in force on the day, with components, fees, steps (`planned`); two or three statements.

    Raises `Unknown` when none is in force, `Refused("not-competent")` when the unit is not competent on that day.
    """
    terms = ChannelTerm.objects.filter(version=OuterRef("pk")).values(
        term=JSONObject(channel="channel", amount="amount", unit="unit")
    )
    planned = (
        Step.objects.filter(version=OuterRef("pk"))
        .order_by("position")
        .values(row=JSONObject(id="id", position="position", role="role", unit_id="unit_id", hours="hours"))
    )
    fees = Fee.objects.filter(version=OuterRef("pk"), amount__gt=0)
    competent = offered([unit_id], on).order_by().filter(pk=OuterRef("pk"))
    version = (
        versions_on(on)
        .filter(procedure_id=procedure_id)
        .annotate(
            terms=ArraySubquery(terms),
            planned=ArraySubquery(planned),
            competent=Exists(competent),
            charged=Exists(fees),
        )
        .prefetch_related("components")
        .first()
    )
    if version is None:
        raise Unknown(
            "no-version-in-force",
            mark("Thủ tục này không còn hiệu lực vào ngày {day}; hãy chọn thủ tục khác."),
            values={"day": f"{on:%d/%m/%Y}"},
            field="procedure",
        )
    if not version.competent:
        raise Refused(
            "not-competent",
            mark("Đơn vị này không có thẩm quyền giải quyết thủ tục {code} vào ngày {day}."),
            values={"code": version.procedure.code, "day": f"{on:%d/%m/%Y}"},
            source=mark("Danh mục thẩm quyền giải quyết thủ tục hành chính"),
            field="procedure",
        )
    if version.charged:
        prefetch_related_objects([version], "fees")
    return version


def fees_of(version: Version) -> list[Fee]:
    """The fees of a version from `version_for`; no statement."""
    return list(version.fees.all()) if getattr(version, "charged", True) else []


def asked_of(version: Version) -> tuple[Asked, ...]:
    """The published list of components of a version from `version_for`."""
    return tuple(
        Asked(
            id=component.pk,
            name=component.name_vi,
            originals=component.originals,
            copies=component.copies,
            electronic=component.electronic,
            required=component.required,
            reusable=component.reusable,
        )
        for component in version.components.all()
    )


def limit_for(version: Version, channel: int) -> Limit:
    """The time limit of a version from `version_for` when submitted by that channel."""
    per_channel = {
        term["channel"]: Limit(term["amount"], LimitUnit(term["unit"])) for term in getattr(version, "terms", [])
    }
    return limit_of(legal_limit(version), local_limit(version), per_channel, channel)
