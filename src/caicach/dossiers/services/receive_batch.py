"""Receive many dossiers of one submitter at once (tiếp nhận theo lô)."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import IntegrityError, transaction

from caicach.dossiers.models import Batch
from caicach.dossiers.rules import checks
from caicach.dossiers.services import write
from caicach.dossiers.services.receive import Intake, accept, ground_of, open_turn, require_counter
from caicach.dossiers.services.turn import Turn
from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

KIND, ACTION = "batch", "dossiers.receive_batch"


def preview_batch(act: Act, intakes: Sequence[Intake]) -> list[Refused | None]:
    """What each row would be refused for, None where nothing stands against it; nothing is written."""
    return [_tried(act, intake)[1] for intake in intakes]


def receive_batch(act: Act, intakes: Sequence[Intake]) -> Batch:
    """Receive all rows in one transaction, each its own dossier with its number, or none of them.

    Raises `Refused("batch-rows")` when a row would be refused (see `preview_batch`), and as `receive` does for the
    counter. The same key answers the same batch.
    """
    clerk = act.actor.user_id
    units = {intake.received_unit_id for intake in intakes}
    if clerk is None or len(units) != 1:
        raise Refused("batch-empty", mark("Hãy dán hoặc gõ ít nhất một dòng hồ sơ."), field="rows")
    unit = units.pop()
    require_counter(act.actor, unit)
    checks.check_not_future(act.at, act.now)
    try:
        with transaction.atomic():
            earlier = repeated(act, KIND, ACTION)
            if earlier is not None:
                return Batch.objects.get(pk=earlier)
            batch = Batch.objects.create(received_unit_id=unit, received_by_id=clerk, received_at=act.at)
            # First, so that the same form sent at the same time waits here for the key and writes no second batch.
            details = {"unit": unit, "dossiers": len(intakes)}
            record(act, Change(kind=KIND, subject_id=batch.pk, action=ACTION, details=details))
            _receive_all(replace(act, key=""), batch, intakes)
            return batch
    except IntegrityError:
        earlier = repeated(act, KIND, ACTION)
        if earlier is None:
            raise
        return Batch.objects.get(pk=earlier)


def _receive_all(act: Act, batch: Batch, intakes: Sequence[Intake]) -> None:
    for intake in intakes:
        turn, refused = _tried(act, intake)
        if turn is None:
            raise Refused(
                "batch-rows",
                mark("Còn dòng chưa tiếp nhận được nên chưa ghi dòng nào; hãy xem lỗi từng dòng."),
                field="rows",
            ) from refused
        turn.dossier.batch = batch
        turn.details |= {"batch": batch.pk}
        write.write(turn)


def _tried(act: Act, intake: Intake) -> tuple[Turn | None, Refused | None]:
    """The turn of a row with everything checked, or why it is refused."""
    try:
        turn = open_turn(act, "receive", intake, ground_of(act, intake))
        accept(turn, intake.papers)
    except Refused as refused:
        return None, refused
    return turn, None
