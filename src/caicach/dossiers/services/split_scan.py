"""Split one scanned stack onto the components it holds (tách tập quét)."""

from collections.abc import Mapping

from caicach.dossiers.models import Attachment
from caicach.dossiers.permits import may_attach
from caicach.dossiers.rules.pages import split_of
from caicach.dossiers.services.attach import About, add_attachment
from caicach.dossiers.services.detach import attached, take_off
from caicach.dossiers.services.digitise import redigitise
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.rules.media import PDF
from caicach.papers.services.split_file import split_file


@verb(permit=may_attach)
def split_scan(
    turn: Turn, *, attachment_id: int, ranges: Mapping[str, str], about: Mapping[str, About] | None = None
) -> None:
    """Make a file of its own for each place that pages are named for; the stack itself is taken off.

    `ranges` are texts such as `1-2, 5` by the id of a component, "result", "other", or "left_out" for blank sides; each
    page belongs to one of them. The new files are described by `about`, by the same names.

    Raises `Refused`: "no-stack", "pages", "pages-twice", "pages-left", "pages-none"; `Unknown`.
    """
    stack = attached(turn, attachment_id)
    if stack.file is None or not stack.file.pages or stack.file.media_type != PDF:
        raise Refused("no-stack", mark("Chỉ tách được tệp PDF nhiều trang."))
    parts = split_of(ranges, last=stack.file.pages)
    for place, file in zip(parts, split_file(turn.act, stack.file, list(parts.values())), strict=True):
        add_attachment(
            turn,
            kind=place if place in (Attachment.RESULT, Attachment.OTHER) else Attachment.COMPONENT,
            component_id=int(place) if place.isdecimal() else None,
            file=file,
            source=Attachment.SCAN,
            about=(about or {}).get(place),
        )
    take_off(turn, stack)
    redigitise(turn)
