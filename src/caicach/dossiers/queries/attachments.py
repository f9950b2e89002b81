"""What is attached to a dossier, and what earlier dossiers of the same person hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from caicach.dossiers.models import Attachment, Dossier, Party
from caicach.dossiers.queries.visible import visible_to
from caicach.kit.acts import Actor
from caicach.papers.models import File
from caicach.papers.rules.media import PDF
from caicach.procedures.models import Component

SAME = ("submitter", "owner")


@dataclass(frozen=True, slots=True)
class Place:
    """A component with what is attached for it, and what else was handed in (`electronic`, `reused`)."""

    component: Component
    attachments: Sequence[Attachment]
    electronic: bool
    reused: bool


@dataclass(frozen=True, slots=True)
class Held:
    """All that is attached to a dossier: by component, results, others, and what was taken off."""

    places: Sequence[Place]
    results: Sequence[Attachment]
    others: Sequence[Attachment]
    gone: Sequence[Attachment]


def held_files(dossier: Dossier) -> Held:
    """The files page of a dossier; three statements."""
    found = list(
        Attachment.objects.filter(dossier=dossier).select_related("file", "component").order_by("attached_at", "pk")
    )
    live = [one for one in found if one.detached_at is None]
    papers = {paper.component_id: paper for paper in dossier.papers.all()}
    components = list(Component.objects.filter(version=dossier.rules_version_id).order_by("position"))
    known = {one.pk for one in components}
    # A version that came into force between submission and acceptance may ask for other papers.
    components += {
        one.component.pk: one.component for one in live if one.component and one.component_id not in known
    }.values()
    return Held(
        places=[
            Place(
                component,
                [one for one in live if one.component_id == component.pk],
                electronic=component.pk in papers and papers[component.pk].electronic,
                reused=component.pk in papers and papers[component.pk].reused,
            )
            for component in components
        ],
        results=[one for one in live if one.kind == Attachment.RESULT],
        others=[one for one in live if one.kind == Attachment.OTHER],
        gone=[one for one in found if one.detached_at is not None],
    )


def one_attachment(dossier_id: int, attachment_id: int) -> Attachment | None:
    """An attachment of that very dossier, taken off or not, with its file."""
    found = Attachment.objects.select_related("file", "component", "dossier")
    return found.filter(pk=attachment_id, dossier_id=dossier_id).first()


def attached_to(dossier_id: int) -> list[Attachment]:
    """What is in place, the oldest first; one statement."""
    found = Attachment.objects.filter(dossier_id=dossier_id, detached_at=None).select_related("file", "component")
    return list(found.order_by("attached_at", "pk"))


def stacks_of(dossier_id: int) -> list[Attachment]:
    """The attached PDFs of several pages, which can be split; one statement."""
    found = Attachment.objects.filter(
        dossier_id=dossier_id, detached_at=None, file__media_type=PDF, file__pages__gt=1
    ).exclude(file__scan=File.INFECTED)
    return list(found.select_related("file", "component").order_by("attached_at", "pk"))


def titled(attachment: Attachment) -> str:
    """What an attachment is called: its label or title, else what it stands for."""
    component = attachment.component.name if attachment.component else ""
    return attachment.label or attachment.title or component or str(Attachment.KINDS[attachment.kind])


def reusable_for(actor: Actor, dossier: Dossier, *, on: date) -> QuerySet[Attachment]:
    """Files of earlier dossiers of the same person that may stand for a paper here, newest first.

    The same identity number as submitter or owner; in a dossier that the actor may open; in place, valid on the day,
    not infected.
    """
    identities = [party.identity for party in Party.objects.filter(dossier=dossier, role__in=SAME).exclude(identity="")]
    if not identities:
        return Attachment.objects.none()
    same = Party.objects.filter(dossier=OuterRef("dossier"), role__in=SAME, identity__in=identities)
    return (
        Attachment.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=on),
            Q(valid_from=None) | Q(valid_from__lte=on),
            Exists(same),
            dossier__in=visible_to(actor).exclude(pk=dossier.pk),
            detached_at=None,
            kind__in=[Attachment.COMPONENT, Attachment.RESULT],
            file__isnull=False,
        )
        .exclude(file__scan=File.INFECTED)
        .select_related("file", "component", "dossier", "dossier__rules_version")
        .order_by("-attached_at", "-pk")
    )
