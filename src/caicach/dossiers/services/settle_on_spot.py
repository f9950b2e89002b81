"""Receive, decide, finish and hand out at once (giải quyết ngay)."""

from dataclasses import replace

from django.db import IntegrityError, transaction

from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules import checks
from caicach.dossiers.services import write
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.receive import Intake, accept, ground_of, open_turn, require_counter
from caicach.dossiers.services.return_result import return_result
from caicach.dossiers.services.verb import begin, only_when
from caicach.journal.queries import repeated
from caicach.kit.acts import Act, Actor
from caicach.kit.words import mark
from caicach.procedures.models import Version


def may_settle_on_spot(actor: Actor, version: Version, unit_id: int) -> bool:
    """Whether the counter may end it itself: the catalogue says so, or the clerk also processes for that agency."""
    return version.on_spot or actor.holds([Role.PROCESSING_OFFICER], unit_id)


def settle_on_spot(act: Act, intake: Intake, *, note: str = "") -> Dossier:
    """One act at the counter, four events on record: received, granted, processed, handed out. No message is sent.

    The citizen stands there, so no slip is needed (Decree 118/2025/NĐ-CP Art. 17); the case is recorded and counted as
    any other. Raises as `receive`, and `Refused("not-on-spot")`. The same key answers the same dossier.
    """
    require_counter(act.actor, intake.received_unit_id)
    checks.check_not_future(act.at, act.now)
    try:
        with transaction.atomic():
            turn = open_turn(act, "receive", intake, ground_of(act, intake))
            only_when(
                may_settle_on_spot(act.actor, turn.dossier.rules_version, turn.dossier.unit_id),
                "not-on-spot",
                mark("Thủ tục này không thuộc loại giải quyết ngay tại quầy; hãy tiếp nhận và chuyển xử lý."),
                source=mark("Danh mục thủ tục hành chính"),
            )
            accept(turn, intake.papers)
            turn.notice = ""
            turn.details |= {"on_spot": True}
            dossier = write.write(turn)
            _end(replace(act, key=""), dossier, note)
            return dossier
    except IntegrityError:
        earlier = repeated(act, write.KIND, "dossiers.receive")
        if earlier is None:
            raise
        return Dossier.objects.get(pk=earlier)


def _end(act: Act, dossier: Dossier, note: str) -> None:
    """The verbs that end it, each with its line and fact."""
    turn = begin(act, decide.name, dossier)
    decide.change(turn, decision="granted")
    write.write(turn)
    turn = begin(act, finish.name, dossier)
    finish.change(turn)
    turn.notice = ""
    write.write(turn)
    turn = begin(act, return_result.name, dossier)
    return_result.change(turn, note=note)
    turn.notice = ""
    write.write(turn)
