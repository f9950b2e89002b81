"""The leader signs the approved paper (ký ban hành)."""

from caicach.dossiers.permits import may_sign
from caicach.dossiers.queries.document import title_at
from caicach.dossiers.services.draft import move_paper, paper_of
from caicach.dossiers.services.turn import Turn, seat_of
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark
from caicach.papers.models import Document, Signature
from caicach.papers.rules.document import DocumentState, Way
from caicach.papers.rules.signatures import SignatureRole, check_bearer, check_sound
from caicach.papers.rules.signing import SignedPaper
from caicach.papers.services.keep_file import keep_file
from caicach.papers.services.prepare_paper import digest_of


@verb(permit=may_sign)
def sign(turn: Turn, *, paper: SignedPaper | None = None) -> None:
    """Record the leader's signature (Decree 30/2020/NĐ-CP Art. 13): with ink, or in `paper` a digital one.

    What was signed with ink is scanned on release.
    """
    document = paper_of(turn)
    document.signer_id, document.signed_at = turn.act.actor.user_id, turn.at
    document.signer_title = title_at(turn.act.actor.user_id or 0, seat_of(turn.dossier).signs_at)
    document.way = (Way.DIGITAL if paper else Way.WET).value
    move_paper(turn, document, DocumentState.SIGNED.value, "signer", "signed_at", "way", "signer_title", "file")
    if paper is not None:
        check_bearer(paper.seen.name, expected=turn.act.actor.name)
        keep_signature(turn, document, paper, SignatureRole.LEADER)
    turn.details |= {"way": document.way}


def keep_signature(turn: Turn, document: Document, paper: SignedPaper, role: SignatureRole) -> None:
    """Keep the signed PDF and what was found about its signature; the caller writes the column `file`.

    Raises `Refused("text-changed")` when the text is not the one that was signed, and as `check_sound`.
    """
    only_when(
        paper.text_digest == digest_of(document),
        "text-changed",
        mark("Nội dung văn bản đã thay đổi sau khi chuẩn bị ký; hãy tải lại trang và ký lại."),
    )
    check_sound(paper.seen)
    document.file = keep_file(turn.act, paper.pdf, name="van-ban.pdf")
    turn.added.append(
        Signature(
            document=document, role=role.value, file=document.file, name=paper.seen.name, serial=paper.seen.serial,
            at=paper.seen.at or turn.at, intact=paper.seen.intact, valid=paper.seen.valid, trusted=paper.seen.trusted,
        )
    )  # fmt: skip
    turn.details |= {"sha256": document.file.sha256, "certificate": paper.seen.serial}
