"""The tables of dossiers, one noun a file."""

from caicach.dossiers.models.attachment import Attachment, Read
from caicach.dossiers.models.batch import Batch
from caicach.dossiers.models.bundle import PostBundle
from caicach.dossiers.models.consultation import Consultation
from caicach.dossiers.models.dossier import Dossier
from caicach.dossiers.models.escalation import Escalation
from caicach.dossiers.models.event import Explanation, Loss, ResultCorrection, SupplementItem, SupplementRequest
from caicach.dossiers.models.fact import Fact, MoveFact, Standing
from caicach.dossiers.models.guidance import Guidance
from caicach.dossiers.models.handover import Handover
from caicach.dossiers.models.imported import Import, Imported, ImportJob
from caicach.dossiers.models.ledger import Apology, CompetenceMove, Extension, Pause
from caicach.dossiers.models.paper import Paper
from caicach.dossiers.models.part import Part
from caicach.dossiers.models.party import Party
from caicach.dossiers.models.returned import Return
from caicach.dossiers.models.saved_filter import SavedFilter
from caicach.dossiers.models.stage import Stage
from caicach.dossiers.models.subject import Subject

__all__ = [
    "Apology",
    "Attachment",
    "Batch",
    "CompetenceMove",
    "Consultation",
    "Dossier",
    "Escalation",
    "Explanation",
    "Extension",
    "Fact",
    "Guidance",
    "Handover",
    "Import",
    "ImportJob",
    "Imported",
    "Loss",
    "MoveFact",
    "Paper",
    "Part",
    "Party",
    "Pause",
    "PostBundle",
    "Read",
    "ResultCorrection",
    "Return",
    "SavedFilter",
    "Stage",
    "Standing",
    "Subject",
    "SupplementItem",
    "SupplementRequest",
]
