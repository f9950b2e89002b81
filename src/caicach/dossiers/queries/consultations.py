"""Who can be asked for an opinion on a dossier, and what was not answered yet."""

from datetime import date

from django.db.models import Q

from caicach.agencies.models import Kind, Unit
from caicach.dossiers.models import Consultation, Dossier


def to_be_asked(dossier: Dossier, *, on: date) -> list[Unit]:
    """The standing units of the province but those that hold the dossier and the centres; one statement."""
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    holders = {dossier.competent_unit_id, dossier.handling_unit_id, dossier.received_unit_id}
    found = Unit.objects.filter(standing).exclude(pk__in=holders).exclude(kind=Kind.CENTRE)
    return list(found.order_by("kind", "name_vi"))


def waiting(dossier: Dossier) -> list[Consultation]:
    """The questions not answered yet, oldest first; one statement."""
    return list(dossier.consultations.filter(answered_at=None).select_related("unit").order_by("asked_at", "id"))
