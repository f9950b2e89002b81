"""How units are called in the language of the page."""

from django.db.models import F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language


def unit_name(of: str = "") -> Combinable:
    """A unit's name in the language of the page; Vietnamese where no English name is recorded."""
    english = (get_language() or "").startswith("en")
    return Coalesce(NullIf(f"{of}name_en", Value("")), f"{of}name_vi") if english else F(f"{of}name_vi")
