"""What is recorded of the catalogue: fields, procedures, their dated versions with all parts, and who is competent."""

from caicach.procedures.models.competence import Competence
from caicach.procedures.models.component import Component
from caicach.procedures.models.fact import Fact, Offered
from caicach.procedures.models.fee import Fee, FeeExemption, FeeTiming
from caicach.procedures.models.field import Field
from caicach.procedures.models.form import Form
from caicach.procedures.models.procedure import Procedure
from caicach.procedures.models.step import Step
from caicach.procedures.models.term import ChannelTerm
from caicach.procedures.models.version import Version
from caicach.procedures.models.warning import WarningSetting

__all__ = [
    "ChannelTerm",
    "Competence",
    "Component",
    "Fact",
    "Fee",
    "FeeExemption",
    "FeeTiming",
    "Field",
    "Form",
    "Offered",
    "Procedure",
    "Step",
    "Version",
    "WarningSetting",
]
