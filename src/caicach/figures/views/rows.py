"""Subjects behind a figure as a reader may see them: named and linked, or counted and masked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.facts.register import subjects_of
from caicach.figures.rules.expression import Measure, counted
from caicach.kit.acts import Actor

MASK = "••••"


@dataclass(frozen=True, slots=True)
class Row:
    """One subject of a list: its label and page, or the mask with the reason in words."""

    text: str
    url: str
    note: str
    masked: bool


def rows(measure: Measure, subjects: Sequence[int], actor: Actor) -> list[Row]:
    """One row per subject, in the same order; the number of statements does not depend on how many there are."""
    if not subjects:
        return []
    known = subjects_of(measure.table, counted(measure))
    visible: Collection[int] = known.visible_to(actor, subjects)
    labels = known.labels(visible) if visible else {}
    return [
        Row(labels[subject], known.link(subject), "", False)
        if subject in visible
        else Row(MASK, "", _("được tính, nhưng ngoài phạm vi được xem"), True)
        for subject in subjects
    ]
