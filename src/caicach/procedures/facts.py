"""The fact tables of the catalogue as the figures know them, and how procedures are named wherever they are counted."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.facts.register import Column, FactTable, Subjects, name_column, register
from caicach.figures.register import name_filter, name_room
from caicach.kit.acts import Actor
from caicach.procedures.models import Competence, Version
from caicach.procedures.rules import LEVEL_TITLES, UNKNOWN_LEVEL


def _everybody(actor: Actor, ids: Collection[int]) -> frozenset[int]:  # noqa: ARG001 (the catalogue is public)
    return frozenset(ids)


def _no_page(subject: int) -> str:  # noqa: ARG001
    return ""


def _procedures(ids: Collection[int]) -> Mapping[int, str]:
    """Code and newest Vietnamese name, the same text for every reader, so that a list has one hash."""
    found = Version.objects.filter(procedure_id__in=ids).order_by("procedure_id", "valid_from")
    rows = found.values_list("procedure_id", "procedure__code", "name_vi")
    return {pk: f"{code} {name}" for pk, code, name in rows}


def _competences(ids: Collection[int]) -> Mapping[int, str]:
    """Code of the procedure and of the unit."""
    found = Competence.objects.filter(pk__in=ids).values_list("pk", "procedure__code", "unit__code")
    return {pk: f"{procedure} · {unit}" for pk, procedure, unit in found}


def _levels(ids: Collection[int]) -> Mapping[int, str]:
    return {number: gettext(LEVEL_TITLES.get(number, UNKNOWN_LEVEL)) for number in ids}


name_filter("level", _levels)
name_room("procedures", _("Thủ tục hành chính"))
name_column("procedure_id", Subjects(labels=_procedures, visible_to=_everybody, link=_no_page))

PROCEDURES = register(
    FactTable(
        name="procedures",
        relation="procedures_fact",
        columns=(
            Column("unit_id", "integer", "competent unit"),
            Column("field_id", "integer", "field of the procedure"),
            Column("procedure_id", "integer", "procedure"),
            Column("level", "integer", "level of the competent unit: 1 province, 2 district, 3 commune; 0 unknown"),
        ),
        labels=_competences,
        visible_to=_everybody,
        link=_no_page,
    )
)

OFFERED = register(
    FactTable(
        name="offered",
        parent="procedures",
        relation="procedures_offered",
        columns=(
            Column("from_day", "date", "first day on which the unit offers the procedure so"),
            Column("to_day", "date", "first day on which it no longer does; empty while it does"),
            Column("has_fee", "boolean", "whether the procedure has a fee"),
            Column("online_payment", "boolean", "whether its fees can be paid online"),
            Column("one_stop", "boolean", "whether its internal process has a step at the one-stop shop"),
            Column("process", "boolean", "whether an internal process was issued"),
        ),
        labels=_competences,
        visible_to=_everybody,
        link=_no_page,
        sorted_by="to_day",
        runs=("from_day", "to_day"),
    )
)
