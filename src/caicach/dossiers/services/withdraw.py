"""Let the citizen withdraw the dossier (rút hồ sơ)."""

from caicach.dossiers.permits import may_act_at_counter
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


@verb(permit=may_act_at_counter)
def withdraw(turn: Turn, *, reason: str = "") -> None:
    """Withdraw before the decision is made (Decree 118/2025/NĐ-CP Art. 21); resolved on time when it was accepted."""
    only_when(
        not turn.dossier.decision,
        "decided",
        mark("Hồ sơ đã có quyết định giải quyết nên không rút được."),
        source=turn.regime.sources["withdrawal"],
    )
    turn.move_to(Status.WITHDRAWN)
    if turn.dossier.accepted_at is not None:
        turn.finish(Ending.WITHDRAWN)
    turn.say(reason=reason)
