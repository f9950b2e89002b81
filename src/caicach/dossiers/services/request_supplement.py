"""Ask for missing or faulty papers, once and in full (yêu cầu bổ sung)."""

from collections.abc import Sequence

from caicach.dossiers.models import SupplementItem, SupplementRequest
from caicach.dossiers.permits import may_request_supplement
from caicach.dossiers.rules.checks import check_reason, check_supplement
from caicach.dossiers.rules.missing import APPRAISAL, INTAKE, Missing, check_missing
from caicach.dossiers.rules.regime import SUPPLEMENT
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.period import local, local_day
from caicach.kit.working_time import working_days_between


@verb(permit=may_request_supplement)
def request_supplement(
    turn: Turn,
    *,
    reason: str,
    exception: str = "",
    items: Sequence[Missing] = (),
    legal_basis: str = "",
    contact: str = "",
) -> None:
    """Ask for papers: before acceptance the clock has not started; during appraisal it stands until they come.

    A second request needs a recorded exception. During appraisal the request belongs within 3 working days of receipt;
    a later one is recorded and marked (Decree 118/2025/NĐ-CP Art. 17(1), 19(5)). `items` say paper by paper what form
    02 prints. The message `dossiers.papers_requested` needs `reason` and `until_day`.
    """
    turn.require_undecided()
    check_supplement(turn.regime, supplements=turn.dossier.supplements, exception=exception)
    turn.move_to(Status.PAPERS_REQUESTED)
    turn.dossier.supplements += 1
    turn.say(reason=check_reason(reason), exception=exception)
    accepted = turn.dossier.accepted_at
    _keep(turn, items, reason=reason, legal_basis=legal_basis, contact=contact)
    if accepted is not None:
        turn.require_accepted()
        turn.start_pause(SUPPLEMENT, reason.strip())
        days = working_days_between(local_day(accepted), local(turn.at).date(), turn.calendar)
        turn.details |= {"late_request": days > turn.regime.supplement_days}
    turn.notice = "dossiers.papers_requested"


def _keep(turn: Turn, items: Sequence[Missing], *, reason: str, legal_basis: str, contact: str) -> None:
    """Keep the request as form 02 prints it."""
    dossier = turn.dossier
    request = SupplementRequest(
        dossier=dossier,
        stage=INTAKE if dossier.accepted_at is None else APPRAISAL,
        reason=reason.strip(),
        legal_basis=legal_basis.strip(),
        officer_id=turn.act.actor.user_id,
        contact=contact.strip(),
        asked_at=turn.at,
    )
    turn.added.append(request)
    if not items:
        return
    check_missing(items, {component.pk for component in dossier.rules_version.components.all()})
    turn.added += [
        SupplementItem(
            dossier=dossier,
            request=request,
            component_id=item.component_id,
            originals=item.originals,
            copies=item.copies,
            what=item.what.strip(),
        )
        for item in items
    ]
    turn.details |= {"items": len(items)}
