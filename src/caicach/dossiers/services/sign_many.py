"""Sign, seal, number, initial, return or release many papers at once (xử lý nhiều văn bản): each row for itself.

Each row is one or two acts with their own transaction and key, so a row that is refused holds up no other one, and the
same form sent twice changes nothing more.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from caicach.agencies.rules import body_name
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.document import code_on, document_on_its_way, title_at
from caicach.dossiers.services.approve import approve
from caicach.dossiers.services.seal import seal
from caicach.dossiers.services.sign import sign
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.services.verb import Verb, done_before
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.models import Document
from caicach.papers.queries.pictures import drawn_for
from caicach.papers.rules.document import DocumentState, Way
from caicach.papers.rules.signatures import SignatureRole
from caicach.papers.rules.signing import Prepared, SignedPaper
from caicach.papers.services.ask_signer import Credential, credential_of, sign_hashes
from caicach.papers.services.embed_signature import embed_signature
from caicach.papers.services.prepare_paper import prepare_paper

MOST = 50
"""So many rows are taken at once."""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one dossier: done, or refused with its reason."""

    dossier_id: int
    refused: Refused | None = None


def act_for(act: Act, word: str, dossier_id: int) -> Act:
    """The act on one row of a form: its key is made of the form's, so that the form sent again repeats each row."""
    key = hashlib.sha256(f"{act.key}:{word}:{dossier_id}".encode()).hexdigest()
    return replace(act, key=key)


def do_many(
    act: Act, verb: Verb[...], ids: Sequence[int], values: Mapping[int, Mapping[str, Any]] | None = None
) -> list[Row]:
    """One verb on many dossiers, each in its own transaction; `values` are the arguments of each row."""
    told = values or {}
    return [
        _row(one, partial(verb, act_for(act, verb.name, one), one, **told.get(one, {}))) for one in list(ids)[:MOST]
    ]


def _row(dossier_id: int, work: Callable[[], object]) -> Row:
    try:
        work()
    except Refused as refused:
        return Row(dossier_id, refused)
    return Row(dossier_id)


def sign_many(act: Act, ids: Sequence[int], *, way: str, pin: str = "") -> list[Row]:
    """Approve what is not approved yet and sign it, with ink or by the signing service; both events are recorded."""
    approved = [_row(one, partial(_approve, act, one)) for one in ids[:MOST]]
    ready = [row.dossier_id for row in approved if row.refused is None]
    signed = do_many(act, sign, ready) if way == Way.WET else _by_service(act, ready, SignatureRole.LEADER, pin)
    found = {row.dossier_id: row for row in [*approved, *signed]}
    return [found[row.dossier_id] for row in approved]


def _approve(act: Act, dossier_id: int) -> None:
    document = Document.objects.filter(subject_kind="dossier", subject_id=dossier_id).order_by("-pk").first()
    waits = document is not None and document.state in (DocumentState.SUBMITTED, DocumentState.INITIALLED)
    if waits:
        approve(act_for(act, approve.name, dossier_id), dossier_id)


def seal_many(act: Act, ids: Sequence[int], *, pin: str = "") -> list[Row]:
    """Put the agency's digital signature on papers that have their number and day."""
    return _by_service(act, ids[:MOST], SignatureRole.SEAL, pin)


VERBS: Mapping[SignatureRole, Verb[...]] = {SignatureRole.LEADER: sign, SignatureRole.SEAL: seal}


def _by_service(act: Act, ids: Sequence[int], role: SignatureRole, pin: str) -> list[Row]:
    """Prepare each paper, ask the service once for all signatures of a key, put them in one by one."""
    verb, rows = VERBS[role], {one: Row(one) for one in ids}
    prepared: dict[int, Prepared] = {}
    keys: dict[str, Credential] = {}
    wanted: dict[str, list[int]] = {}
    for one in ids:
        try:
            if done_before(act_for(act, verb.name, one), verb.name, one):
                continue
            user, prepared[one] = prepare_row(act, one, role, keys)
            wanted.setdefault(user, []).append(one)
        except Refused as refused:
            rows[one] = Row(one, refused)
    for user, mine in wanted.items():
        try:
            signatures = sign_hashes(keys[user], [prepared[one].to_sign for one in mine], pin=pin)
        except Refused as refused:
            rows |= {one: Row(one, refused) for one in mine}
            continue
        for one, signature in zip(mine, signatures, strict=True):
            rows[one] = _row(one, partial(_take, act, one, verb, prepared[one], signature))
    return list(rows.values())


def _take(act: Act, dossier_id: int, verb: Verb[...], prepared: Prepared, signature: bytes) -> None:
    verb(act_for(act, verb.name, dossier_id), dossier_id, paper=signed_paper(prepared, signature))


def signed_paper(prepared: Prepared, signature: bytes) -> SignedPaper:
    """The prepared paper with its signature, looked at."""
    pdf, seen = embed_signature(prepared, signature)
    return SignedPaper(pdf=pdf, seen=seen, text_digest=prepared.text_digest)


def prepare_row(act: Act, dossier_id: int, role: SignatureRole, keys: dict[str, Credential]) -> tuple[str, Prepared]:
    """The user of the service who signs, and the paper prepared with that user's certificate."""
    dossier, document = waiting(act, dossier_id, role)
    user = act.actor.username if role is SignatureRole.LEADER else f"unit:{document.unit.code}"
    if user not in keys:
        keys[user] = credential_of(user)
    return user, prepare(act, dossier, document, role, keys[user].certificates)


def prepare(
    act: Act, dossier: Dossier, document: Document, role: SignatureRole, certificates: Sequence[bytes]
) -> Prepared:
    """The paper prepared for the actor, or for the body's seal."""
    leader = role is SignatureRole.LEADER
    return prepare_paper(
        document,
        role=role,
        certificates=certificates,
        at=act.at,
        bearer=act.actor.name if leader else body_name(document.unit.kind, document.unit.name_vi),
        signer_title=title_at(act.actor.user_id or 0, seat_of(dossier).signs_at) if leader else "",
        code=code_on(document, dossier, open_to=True) if leader else None,
        picture=drawn_for(user_id=act.actor.user_id) if leader else drawn_for(unit_id=document.unit_id),
    )


def waiting(act: Act, dossier_id: int, role: SignatureRole) -> tuple[Dossier, Document]:
    """The dossier and its paper that waits for this signature of the actor. Raises `Refused`."""
    dossier = Dossier.objects.select_related("competent_unit").filter(pk=dossier_id).first()
    document = document_on_its_way(dossier) if dossier else None
    state = DocumentState.APPROVED if role is SignatureRole.LEADER else DocumentState.NUMBERED
    if dossier is None or document is None or document.state != state or document.sealed_at is not None:
        raise Refused("document-state", mark("Văn bản không còn chờ chữ ký này; hãy tải lại trang."))
    verdict = VERBS[role].permit(act.actor, seat_of(dossier))
    if not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)
    return dossier, document
