"""Note a newly submitted dossier, e.g. from the portal, before anybody has accepted it (mới đăng ký)."""

from django.db import IntegrityError, transaction

from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.intake import asked_of
from caicach.dossiers.rules import checks
from caicach.dossiers.rules.checks import check_listed
from caicach.dossiers.services import write
from caicach.dossiers.services.receive import Intake, ground_of, keep_papers, open_turn, require_counter
from caicach.journal.queries import repeated
from caicach.kit.acts import Act


def submit(act: Act, intake: Intake) -> Dossier:
    """Note a dossier with status 1: no clock, no place in any report until it is accepted or refused.

    Raises as `receive`, save that papers may be missing.
    """
    require_counter(act.actor, intake.received_unit_id)
    checks.check_not_future(act.at, act.now)
    try:
        with transaction.atomic():
            turn = open_turn(act, "submit", intake, ground_of(act, intake))
            check_listed(asked_of(turn.dossier.rules_version), intake.papers)
            keep_papers(turn, intake.papers)
            return write.write(turn)
    except IntegrityError:
        earlier = repeated(act, write.KIND, "dossiers.submit")
        if earlier is None:
            raise
        return Dossier.objects.get(pk=earlier)
