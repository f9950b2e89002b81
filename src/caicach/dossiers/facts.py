"""The fact tables of dossiers as the figures know them."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.models import CompetenceMove, Dossier
from caicach.dossiers.queries.visible import visible_to
from caicach.dossiers.rules.causes import cause_words
from caicach.facts.register import Column, FactTable, Subjects, name_column, register
from caicach.figures.register import name_filter, name_room
from caicach.kit.acts import Actor
from caicach.kit.vietnamese import sort_key
from caicach.procedures.models import Field, Version


def _labels(ids: Collection[int]) -> Mapping[int, str]:
    """Dossier numbers by id."""
    return {pk: number or f"#{pk}" for pk, number in Dossier.objects.filter(pk__in=ids).values_list("pk", "number")}


def _visible(actor: Actor, ids: Collection[int]) -> frozenset[int]:
    """Those of the dossiers that the actor may open."""
    return frozenset(visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))


def _link(dossier_id: int) -> str:
    return reverse("dossiers:dossier", args=[dossier_id])


def _field_names(ids: Collection[int]) -> Mapping[int, str]:
    return {field.pk: field.name for field in Field.objects.filter(pk__in=ids)}


def _procedure_names(ids: Collection[int]) -> Mapping[int, str]:
    """Names by the newest version of each procedure."""
    versions = Version.objects.filter(procedure_id__in=ids).order_by("procedure_id", "valid_from")
    return {version.procedure_id: version.name for version in versions}


def _channel_names(ids: Collection[int]) -> Mapping[int, str]:
    return {channel: str(Dossier.CHANNELS[channel]) for channel in ids if channel in Dossier.CHANNELS}


def _cause_names(ids: Collection[int]) -> Mapping[int, str]:
    return {number: gettext(cause_words(number)) for number in ids}


name_room("dossiers", _("Hồ sơ"))


def _fields() -> list[tuple[int, str]]:
    return sorted(((field.pk, field.name) for field in Field.objects.all()), key=lambda one: sort_key(one[1]))


def _procedures() -> list[tuple[int, str]]:
    """Code and newest name of each procedure."""
    versions = Version.objects.order_by("procedure_id", "valid_from").select_related("procedure")
    found = {version.procedure_id: f"{version.procedure.code} {version.name}" for version in versions}
    return sorted(found.items(), key=lambda one: one[1])


def _channels() -> list[tuple[int, str]]:
    return [(channel, str(name)) for channel, name in Dossier.CHANNELS.items()]


name_filter("field_id", _field_names, _fields)
name_filter("procedure_id", _procedure_names, _procedures)
name_filter("channel", _channel_names, _channels)
name_filter("cause", _cause_names)

DOSSIERS = register(
    FactTable(
        name="dossiers",
        kind="dossier",
        relation="dossiers_fact",
        columns=(
            Column("unit_id", "integer", "competent unit at acceptance"),
            Column("received_unit_id", "integer", "one-stop unit that received it"),
            Column("field_id", "integer", "field of the procedure"),
            Column("procedure_id", "integer", "procedure"),
            Column("channel", "integer", "1 direct, 2 online, 3 post"),
            Column("regime", "integer", "decree at acceptance: 61 or 118"),
            Column("status", "integer", "national status 1 to 10"),
            Column(
                "ending", "integer", "0 open, 1 processed, 2 withdrawn, 3 stopped, 4 refused, 5 closed without papers"
            ),
            Column("accepted_at", "instant", "instant of acceptance"),
            Column("accepted_day", "date", "day of acceptance; empty before"),
            Column("deadline_at", "instant", "instant the dossier is judged by"),
            Column("deadline_day", "date", "day the dossier is judged by"),
            Column("due_day", "date", "day due without extension"),
            Column("finished_at", "instant", "instant the processing ended"),
            Column("finished_day", "date", "day the processing ended; empty while open"),
            Column("extended", "boolean", "whether it was extended"),
            Column("apology", "integer", "0 none, 1 in time, 2 late"),
            Column("explained", "boolean", "whether a written explanation of its lateness is on record"),
            Column("fee", "integer", "0 none, 1 due, 2 paid at the desk or by transfer, 3 paid online, 4 exempt"),
            Column("fee_day", "date", "day on which the fees were settled; empty while they are not"),
            Column("online_payment", "boolean", "whether the fees of its procedure's version can be paid online"),
            Column("digitised", "boolean", "whether all required components and the result have e-files"),
            Column("subjects", "integer", "how many persons or things it is about"),
            Column("at_centre", "boolean", "whether a public administration service centre received it"),
            Column("cause", "integer", "cause of lateness by its number in rules.causes; 0 none on record"),
            Column("components", "integer", "components required, once it is processed; 0 before"),
            Column("components_digitised", "integer", "of those, with an electronic form"),
            Column("components_reused", "integer", "of those with an electronic form, from data already held"),
            Column("result_digitised", "boolean", "whether the result of a processed dossier has an e-file"),
        ),
        labels=_labels,
        visible_to=_visible,
        link=_link,
        sorted_by="finished_day",
        causes={
            "dossiers.correct_finish": "correction",
            "dossiers.recompute": "calendar",
            "dossiers.transfer_competence": "competence",
        },
    )
)

STANDING = register(
    FactTable(
        name="standing",
        relation="dossiers_standing",
        parent="dossiers",
        columns=(
            Column("standing", "integer", "1 in time, 2 overdue"),
            Column("from_day", "date", "first day at whose end it stands so"),
            Column("to_day", "date", "first day at whose end it no longer does; empty while unknown"),
        ),
        labels=_labels,
        visible_to=_visible,
        link=_link,
        sorted_by="to_day",
        runs=("from_day", "to_day"),
    )
)

MOVES = register(
    FactTable(
        name="moves",
        relation="dossiers_movefact",
        parent="dossiers",
        columns=(
            Column("move_id", "integer", "one move of competence after acceptance; it has two rows"),
            Column("side", "integer", "1 in, 2 out"),
            Column("moved_unit_id", "integer", "unit that took it over (side 1) or gave it away (side 2)"),
            Column("moved_day", "date", "day from which the other unit answers for it, while it was open"),
        ),
        labels=_labels,
        visible_to=_visible,
        link=_link,
        sorted_by="moved_day",
        unit="moved_unit_id",
        sparse=True,
    )
)


def _move_labels(ids: Collection[int]) -> Mapping[int, str]:
    """The dossier's number with the day of the move: a dossier may move more than once."""
    found = CompetenceMove.objects.filter(pk__in=ids).select_related("dossier")
    return {move.pk: f"{move.dossier.number}, {move.day:%d/%m/%Y}" for move in found}


def _moves_visible(actor: Actor, ids: Collection[int]) -> frozenset[int]:
    moves = CompetenceMove.objects.filter(pk__in=ids, dossier__in=visible_to(actor))
    return frozenset(moves.values_list("pk", flat=True))


def _move_link(move_id: int) -> str:
    return _link(CompetenceMove.objects.values_list("dossier_id", flat=True).get(pk=move_id))


name_column("move_id", Subjects(labels=_move_labels, visible_to=_moves_visible, link=_move_link))
