"""Hand the result to the citizen (trả kết quả)."""

from caicach.dossiers.models import Return
from caicach.dossiers.permits import may_return_result
from caicach.dossiers.rules.checks import check_order
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark

OWNER, PROXY = "owner", "proxy"


@verb(permit=may_return_result)
def return_result(
    turn: Turn, *, note: str = "", receiver: str = OWNER, name: str = "", identity: str = "", way: str = "desk",
    tracking: str = "", originals: str = "", slip_lost: bool = False, bundle_id: int | None = None,
) -> None:  # fmt: skip
    """Status 10. Lateness was decided by the end of processing, not by this (Decree 118/2025/NĐ-CP Art. 22).

    `receiver` is the owner or submitter, or somebody authorised, who must be named; `way` one of `Return.WAYS`;
    `originals` says which originals were given back, `bundle_id` with what it went to the post.
    Raises `Refused("receiver-unnamed")`.
    """
    check_order(turn.at, turn.dossier.finished_at, what=mark("thời điểm xử lý xong"))
    only_when(
        receiver != PROXY or bool(name.strip() and identity.strip()),
        "receiver-unnamed",
        mark("Trả cho người được ủy quyền thì phải ghi họ tên và số giấy tờ của người đó."),
        source=mark("Nghị định 118/2025/NĐ-CP Điều 22"),
        field="identity" if name.strip() else "name",
    )
    turn.move_to(Status.RETURNED)
    turn.dossier.returned_at = turn.at
    turn.added.append(
        Return(
            dossier=turn.dossier, returned_at=turn.at, receiver=receiver, name=name.strip(), identity=identity.strip(),
            way=way, tracking=tracking.strip(), originals=originals.strip(), slip_lost=slip_lost,
            bundle_id=bundle_id,
        )
    )  # fmt: skip
    turn.details |= {"receiver": receiver, "way": way, "slip_lost": slip_lost, "originals": bool(originals.strip())}
    turn.say(note=note, receiver_name=name, receiver_identity=identity, tracking=tracking, originals=originals)
    turn.notice = "dossiers.returned"
