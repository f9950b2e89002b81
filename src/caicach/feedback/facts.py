"""The fact table of feedback as the figures know it."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from caicach.facts.register import Column, FactTable, register
from caicach.feedback.models import Feedback
from caicach.feedback.queries.visible import visible_to
from caicach.kit.acts import Actor


def _labels(ids: Collection[int]) -> Mapping[int, str]:
    """Numbers by id."""
    return dict(Feedback.objects.filter(pk__in=ids).values_list("pk", "number"))


def _visible(actor: Actor, ids: Collection[int]) -> frozenset[int]:
    return frozenset(visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))


def _link(feedback_id: int) -> str:
    return reverse("feedback:feedback", args=[feedback_id])


FEEDBACK = register(
    FactTable(
        name="feedback",
        kind="feedback",
        relation="feedback_fact",
        columns=(
            Column("unit_id", "integer", "agency that answers for it"),
            Column("received_unit_id", "integer", "unit that received it"),
            Column("field_id", "integer", "field of work"),
            Column("procedure_id", "integer", "procedure, if it is about one"),
            Column("kind", "integer", "1 conduct, 2 regulations, 3 both"),
            Column("channel", "integer", "1 direct, 2 online, 3 post, 4 telephone, 5 e-mail"),
            Column("outcome", "integer", "0 open, 1 answered, 2 refused, 3 forwarded, 4 handed over by other laws"),
            Column("received_day", "date", "day of receipt"),
            Column("due_day", "date", "day by which it is judged; empty where nothing is measured"),
            Column("answered_day", "date", "day of the answer"),
            Column("ended_day", "date", "day the handling ended, whatever the outcome; empty while open"),
            Column("published_day", "date", "day the answer was published"),
            Column("late_day", "date", "first day on which it is late; empty when it ended in time"),
            Column("late_over_day", "date", "day on which what was late ended"),
        ),
        labels=_labels,
        visible_to=_visible,
        link=_link,
        sorted_by="ended_day",
        causes={"feedback.correct": "correction", "feedback.hand_over": "correction"},
    )
)
