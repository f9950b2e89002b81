"""Which feedback an actor may open: `permits.may_view` as a filter."""

from django.db.models import Q, QuerySet

from caicach.accounts.rules import Role
from caicach.feedback.models import Feedback
from caicach.feedback.permits import ANSWER, AT_RECEPTION_SEE, IN_CHARGE
from caicach.kit.acts import Actor


def visible_to(actor: Actor) -> QuerySet[Feedback]:
    """The feedback for which `may_view` says yes; none for an actor without grants."""
    seen = Q(received_unit_id__in=actor.reach(AT_RECEPTION_SEE))
    seen |= Q(unit_id__in=actor.reach(IN_CHARGE))
    seen |= Q(handling_unit_id__in=actor.reach([Role.DIVISION_HEAD]))
    people = [one for one in (actor.user_id, *actor.stands_for) if one is not None]
    if actor.holds(ANSWER):
        seen |= Q(assignee_id__in=people)
    # Written so that it is never unknown: most feedback is about nobody.
    about_them = Q(about_user_id__isnull=False) & Q(about_user_id__in=people)
    return Feedback.objects.filter(seen).exclude(about_them)
