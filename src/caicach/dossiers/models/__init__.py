"""The tables of dossiers, one noun a file."""

from caicach.dossiers.models.consultation import Consultation
from caicach.dossiers.models.dossier import Dossier
from caicach.dossiers.models.escalation import Escalation
from caicach.dossiers.models.event import Explanation, Loss, ResultCorrection, SupplementItem, SupplementRequest
from caicach.dossiers.models.fact import Fact, Standing
from caicach.dossiers.models.ledger import Apology, Extension, Pause
from caicach.dossiers.models.paper import Paper
from caicach.dossiers.models.part import Part
from caicach.dossiers.models.party import Party
from caicach.dossiers.models.stage import Stage

__all__ = [
    "Apology",
    "Consultation",
    "Dossier",
    "Escalation",
    "Explanation",
    "Extension",
    "Fact",
    "Loss",
    "Paper",
    "Part",
    "Party",
    "Pause",
    "ResultCorrection",
    "Stage",
    "Standing",
    "SupplementItem",
    "SupplementRequest",
]
