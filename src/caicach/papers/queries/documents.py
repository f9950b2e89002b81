"""Reads of papers: the one on its way for a subject, registers and what became of their numbers."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from caicach.papers.models import Document, IssuedNumber, Register
from caicach.papers.rules.document import CLOSED, NumberState


def on_its_way(kind: str, subject_id: int) -> Document | None:
    """The subject's paper that is neither released nor discarded; None when there is none."""
    return (
        Document.objects.filter(subject_kind=kind, subject_id=subject_id)
        .exclude(state__in=CLOSED)
        .select_related("unit", "signer", "drafted_by", "initialled_by")
        .first()
    )


def papers_of(kind: str, subject_id: int) -> list[Document]:
    """All papers of a subject, the newest first, without discarded drafts."""
    found = Document.objects.filter(subject_kind=kind, subject_id=subject_id).exclude(state="discarded")
    return list(found.select_related("unit", "signer", "drafted_by", "initialled_by", "file").order_by("-pk"))


def registers_of(unit_ids: Iterable[int], *, year: int) -> QuerySet[Register]:
    """The registers of the bodies in a year, each with its `last` number, how many are `taken` and `explained`."""
    taken = Q(numbers__state=NumberState.TAKEN.value)
    return (
        Register.objects.filter(unit_id__in=list(unit_ids), year=year)
        .select_related("unit")
        .annotate(
            last=Max("numbers__number"),
            taken=Count("numbers", filter=taken),
            explained=Count("numbers", filter=~taken & Q(numbers__isnull=False)),
        )
        .order_by("unit__name_vi", "kind")
    )


def register_for(unit_id: int, kind: str, *, year: int) -> Register | None:
    """The register in which a paper of that kind gets its number; None when nothing was set yet."""
    return Register.objects.filter(unit_id=unit_id, kind=kind, year=year).select_related("unit").first()


def explained(register_id: int) -> list[IssuedNumber]:
    """The numbers that no paper bears: reserved, skipped, cancelled, each with its reason; newest first."""
    found = IssuedNumber.objects.filter(register_id=register_id).exclude(state=NumberState.TAKEN.value)
    return list(found.select_related("entered_by", "document").order_by("-number", "-pk"))


def newest_numbers(register_id: int) -> list[IssuedNumber]:
    """The newest hundred numbers that papers bear, with their papers; one statement."""
    found = IssuedNumber.objects.filter(register_id=register_id, state=NumberState.TAKEN.value)
    return list(found.select_related("document").order_by("-number")[:100])


def reserved(register_id: int) -> list[IssuedNumber]:
    """The numbers kept for papers to come, lowest first."""
    return list(
        IssuedNumber.objects.filter(register_id=register_id, state=NumberState.RESERVED.value).order_by("number")
    )


def last_day(register: Register) -> date | None:
    """The day of the newest number taken in a register: a running number cannot bear an earlier day."""
    found = IssuedNumber.objects.filter(register=register, state=NumberState.TAKEN.value).aggregate(day=Max("day"))
    day: date | None = found["day"]
    return day
