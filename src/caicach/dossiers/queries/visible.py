"""Which dossiers an actor may open: `permits.may_view` as a filter."""

from django.db.models import Q, QuerySet

from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import ABOVE_SEE, AT_COUNTER_SEE, AT_DESK_SEE, COMPETENT_SEE, PARTNER_SEE
from caicach.kit.acts import Actor


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers for which `may_view` says yes; none for an actor without grants."""
    counter, desk, competent = actor.reach(AT_COUNTER_SEE), actor.reach(AT_DESK_SEE), actor.reach(COMPETENT_SEE)
    seen = Q(pk__in=[])
    if counter:
        seen |= Q(received_unit_id__in=counter) | Q(helped_unit_id__in=counter)
    if desk:
        seen |= Q(handling_unit_id__in=desk)
    if competent:
        seen |= Q(competent_unit_id__in=competent)
    if actor.user_id is not None and actor.holds([Role.PROCESSING_OFFICER]):
        seen |= Q(assignee_id__in=[actor.user_id, *actor.stands_for])
    above = actor.reach(ABOVE_SEE)
    if above:
        seen |= Q(above_unit_id__in=above)
    partner = actor.reach(PARTNER_SEE)
    if partner:
        seen |= Q(partner_units__overlap=sorted(partner))
    return Dossier.objects.filter(seen)
