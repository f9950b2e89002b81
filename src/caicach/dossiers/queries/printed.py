"""What papers print beside the journal: what was asked for, to whom a result went, the parties of many dossiers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django.db.models import JSONField, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, JSONObject

from caicach.dossiers.models import Dossier, Party, Return, SupplementRequest
from caicach.dossiers.queries.entries import KIND
from caicach.journal.models import Line

TOLD = ("name", "identity", "address", "phone", "email")


def asked_at(dossier: Dossier, at: datetime) -> SupplementRequest | None:
    """The request for papers of that instant, with its items; two statements."""
    found = SupplementRequest.objects.filter(dossier=dossier, asked_at=at).order_by("-pk")
    return found.prefetch_related("items__component").first()


def given_at(dossier: Dossier, at: datetime) -> Return | None:
    """To whom the result went at that instant; one statement."""
    return Return.objects.filter(dossier=dossier, returned_at=at).order_by("-pk").first()


def party_row(role: str) -> Subquery:
    """A party of each dossier as one value, to be annotated under the name of its role; read by `party_of`."""
    told = Party.objects.filter(dossier=OuterRef("pk"), role=role).values(row=JSONObject(**{one: one for one in TOLD}))
    return Subquery(told[:1])


def party_of(dossier: Dossier, role: str) -> Mapping[str, str]:
    """The party of a dossier read with `party_row`, the submitter where there is no such party."""
    found = cast(Any, dossier)
    return dict(getattr(found, role, None) or found.submitter or {})


def first_due() -> Subquery:
    """The date of return that the first receipt promised, as text, to be annotated as `told_due`."""
    due = KeyTextTransform("1", KeyTransform("due", KeyTransform("details", Cast("body", JSONField()))))
    received = Line.objects.filter(kind=KIND, subject_id=OuterRef("pk"), action="dossiers.receive")
    return Subquery(received.order_by("seq").values(told=due)[:1])
