"""What a dossier owes and has paid."""

from caicach.dossiers.models import Dossier
from caicach.payments.queries import Account, account_of
from caicach.procedures.models import FeeExemption

KIND = "dossier"


def account(dossier_id: int) -> Account:
    """The fees of a dossier and what was taken for them; two statements."""
    return account_of(KIND, dossier_id)


def exemptions_for(dossier: Dossier) -> list[FeeExemption]:
    """The grounds on which the citizen may be exempt from the fees of the dossier's version; one statement."""
    found = FeeExemption.objects.filter(fee__version_id=dossier.rules_version_id, fee__amount__gt=0)
    return list(found.select_related("fee").order_by("fee_id", "id"))
