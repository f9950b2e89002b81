"""Attach a file to a dossier (đính kèm tệp)."""

from dataclasses import asdict, dataclass
from datetime import date

from caicach.dossiers.models import Attachment
from caicach.dossiers.permits import may_attach
from caicach.dossiers.rules.checks import check_order
from caicach.dossiers.services.digitise import redigitise
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.models import File
from caicach.papers.queries.files import refuse_infected

PERSONAL = ("owner_identity", "owner_name", "owner_born", "title", "abstract")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The description of a paper; see `Attachment`."""

    label: str = ""
    paper_type: str = ""
    owner_identity: str = ""
    owner_name: str = ""
    owner_born: str = ""
    issued_on: date | None = None
    issuer: str = ""
    title: str = ""
    abstract: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    valid_where: str = ""


@verb(permit=may_attach)
def attach(
    turn: Turn,
    *,
    kind: str,
    component_id: int | None = None,
    file: File | None = None,
    source: str = Attachment.UPLOAD,
    secret_number: str = "",
    elsewhere: str = "",
    about: About | None = None,
) -> None:
    """Attach one thing: a kept file, the number of a secret paper, or where another system keeps the e-file.

    Raises `Refused`: "nothing-attached", "secret-uploaded", "component-unknown", "attached-already", "infected".
    """
    add_attachment(
        turn,
        kind=kind,
        component_id=component_id,
        file=file,
        source=source,
        secret_number=secret_number.strip(),
        elsewhere=elsewhere.strip(),
        about=about,
    )
    redigitise(turn)


def refuse_secret_upload(*, secret: bool, uploaded: bool) -> None:
    """Raise `Refused("secret-uploaded")` when somebody uploads what they call secret; ask before anything is read."""
    if secret and uploaded:
        raise Refused(
            "secret-uploaded",
            mark("Giấy tờ mật không được đưa lên hệ thống; chỉ ghi số của giấy tờ, xử lý ngoài hệ thống."),
            source=mark("Luật Bảo vệ bí mật nhà nước"),
            field="file",
        )


def add_attachment(
    turn: Turn,
    *,
    kind: str,
    component_id: int | None = None,
    file: File | None = None,
    source: str = Attachment.UPLOAD,
    secret_number: str = "",
    elsewhere: str = "",
    about: About | None = None,
) -> Attachment:
    """The new row of a turn, for every verb that attaches; such a verb calls `redigitise` (or `finish`) afterwards."""
    about = about or About()
    check_order(turn.at, turn.dossier.submitted_at, what=mark("thời điểm nộp"))
    refuse_secret_upload(secret=bool(secret_number), uploaded=file is not None)
    if file is None and not secret_number and not elsewhere:
        raise Refused("nothing-attached", mark("Hãy chọn tệp để đính kèm."), field="file")
    if kind == Attachment.COMPONENT:
        _check_component(turn, component_id)
    if file is not None:
        refuse_infected(file)
    row = Attachment(
        dossier=turn.dossier,
        kind=kind,
        component_id=component_id if kind == Attachment.COMPONENT else None,
        file=file,
        source=source,
        secret_number=secret_number,
        elsewhere=elsewhere,
        attached_at=turn.at,
        **asdict(about),
    )
    turn.added.append(row)
    _tell(turn, row)
    return row


def _check_component(turn: Turn, component_id: int | None) -> None:
    known = {one.pk for one in turn.dossier.rules_version.components.all()}
    if component_id not in known:
        raise Refused(
            "component-unknown",
            mark("Hãy chọn thành phần trong danh mục của thủ tục này."),
            source=mark("Điều 5 khoản 1 Nghị định 118/2025/NĐ-CP"),
            field="target",
        )


def _tell(turn: Turn, row: Attachment) -> None:
    """The hash stands in the journal, so that the content of a file is part of what the chain of lines vouches for."""
    told: dict[str, object] = {"kind": row.kind, "source": row.source}
    if row.component_id is not None:
        told["component"] = row.component_id
    if row.file is not None:
        told["sha256"] = row.file.sha256
    if row.secret_number:
        told["secret"] = True
    if row.elsewhere:
        told["elsewhere"] = True
    before = turn.details.get("attached")
    turn.details |= {"attached": [*(before if isinstance(before, list) else []), told]}
    turn.say(**{name: str(getattr(row, name)) for name in PERSONAL if getattr(row, name)})
