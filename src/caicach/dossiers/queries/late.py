"""What the records say of late dossiers beside the facts: number, who has them, letters; as they stand now."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from caicach.dossiers.models import Apology, Explanation
from caicach.dossiers.queries.visible import visible_to
from caicach.kit.acts import Actor


@dataclass(frozen=True, slots=True)
class Record:
    """A dossier as its reader may see it: the newest explanation (else that of the apology), the newest letter."""

    number: str
    person: str
    cause_text: str
    explanation: str
    explanation_no: str
    apology_no: str


def records_of(actor: Actor, ids: Collection[int]) -> dict[int, Record]:
    """Those of the dossiers that the actor may open; one statement."""
    mine = OuterRef("pk")
    explained = Explanation.objects.filter(dossier=mine).order_by("-explained_at", "-pk").values(
        row=JSONObject(text="text", document="document", cause_text="cause_text")
    )  # fmt: skip
    apology = Apology.objects.filter(dossier=mine).order_by("-issued_at", "-pk").values(
        row=JSONObject(explanation="explanation", document="document")
    )  # fmt: skip
    found = visible_to(actor).filter(pk__in=ids).select_related("assignee")
    return {
        dossier.pk: _record(cast(Any, dossier))
        for dossier in found.annotate(explained_by=Subquery(explained[:1]), apology_by=Subquery(apology[:1]))
    }


def _record(dossier: Any) -> Record:
    explained, apology = dossier.explained_by or {}, dossier.apology_by or {}
    return Record(
        number=str(dossier),
        person=str(dossier.assignee) if dossier.assignee else "",
        cause_text=explained.get("cause_text", ""),
        explanation=explained.get("text") or apology.get("explanation", ""),
        explanation_no=explained.get("document", ""),
        apology_no=apology.get("document", ""),
    )
