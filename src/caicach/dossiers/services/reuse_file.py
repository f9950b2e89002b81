"""Reuse a file that an earlier dossier of the same person holds (dùng lại tệp đã có)."""

from caicach.dossiers.models import Attachment
from caicach.dossiers.permits import may_attach
from caicach.dossiers.queries.attachments import reusable_for
from caicach.dossiers.services.attach import About, add_attachment
from caicach.dossiers.services.digitise import redigitise
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

DESCRIBED = tuple(About.__dataclass_fields__)


@verb(permit=may_attach)
def reuse_file(turn: Turn, *, component_id: int, attachment_id: int) -> None:
    """Let a file already held stand for a component that may be reused, so that nobody is asked for it again.

    Only files of the same person (identity number) in dossiers that the actor may open, still valid, not infected.
    Decree 118/2025/NĐ-CP Art. 5(1). Raises `Refused("paper-not-reusable")`, `Unknown("attachment-unknown")`.
    """
    component = next((one for one in turn.dossier.rules_version.components.all() if one.pk == component_id), None)
    if component is None or not component.reusable:
        raise Refused(
            "paper-not-reusable",
            mark("Thành phần «{name}» chưa được phép dùng lại dữ liệu đã có."),
            values={"name": component.name_vi if component else ""},
            field="component",
        )
    earlier = reusable_for(turn.act.actor, turn.dossier, on=local_day(turn.at)).filter(pk=attachment_id).first()
    if earlier is None:
        raise Unknown("attachment-unknown", mark("Không có tệp này trong các hồ sơ trước của người nộp."))
    add_attachment(
        turn,
        kind=Attachment.COMPONENT,
        component_id=component_id,
        file=earlier.file,
        source=Attachment.REUSED,
        about=About(**{name: getattr(earlier, name) for name in DESCRIBED}),
    )
    turn.details |= {"reused_from": earlier.dossier_id}
    redigitise(turn)
