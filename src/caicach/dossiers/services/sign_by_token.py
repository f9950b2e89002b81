"""Sign with a token on the officer's own PC (ký số bằng thiết bị): hand out the hash, take back the signature."""

from datetime import timedelta

from django.db import transaction

from caicach.dossiers.models import Dossier
from caicach.dossiers.services.sign_many import VERBS, act_for, prepare, signed_paper, waiting
from caicach.dossiers.services.verb import done_before
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.papers.models import Preparation
from caicach.papers.rules.signatures import SignatureRole
from caicach.papers.services.keep_file import keep_file
from caicach.papers.services.prepare_paper import certificate_of, prepared_of

LASTS = timedelta(hours=1)
"""So long a prepared hash may be signed."""


def prepare_for_token(act: Act, dossier_id: int, *, role: SignatureRole, certificate: bytes) -> Preparation:
    """Prepare the paper for the certificate (PEM or DER) of the token; what it has to sign is kept for an hour.

    Raises `Refused`: "certificate", "other-bearer", "document-state", "not-permitted".
    """
    dossier, document = waiting(act, dossier_id, role)
    prepared = prepare(act, dossier, document, role, certificate_of(certificate))
    with transaction.atomic():
        return Preparation.objects.create(
            document=document,
            role=role.value,
            file=keep_file(act, prepared.pdf, name="chuan-bi-ky.pdf"),
            text_digest=prepared.text_digest,
            document_digest=prepared.document_digest,
            region_start=prepared.region[0],
            region_end=prepared.region[1],
            attributes=prepared.attributes,
            certificates=[one.hex() for one in prepared.certificates],
            prepared_by_id=act.actor.user_id or 0,
            prepared_at=act.now,
        )


def sign_by_token(act: Act, preparation_id: int, *, signature: bytes) -> Dossier:
    """Put the token's signature into the paper and record it as the event it is.

    Raises `Refused`: "preparation-old", and as `embed_signature`, `sign` and `seal`.
    """
    kept = (
        Preparation.objects.select_related("document", "file")
        .filter(pk=preparation_id, prepared_by_id=act.actor.user_id)
        .first()
    )
    if kept is None:
        raise Unknown("unknown-preparation", mark("Không có lần chuẩn bị ký này."))
    dossier_id, verb = kept.document.subject_id, VERBS[SignatureRole(kept.role)]
    mine = act_for(act, verb.name, dossier_id)
    if done_before(mine, verb.name, dossier_id):
        return Dossier.objects.get(pk=dossier_id)
    if act.now - kept.prepared_at > LASTS:
        raise Refused("preparation-old", mark("Mã băm này đã quá một giờ; hãy chuẩn bị ký lại."))
    return verb(mine, dossier_id, paper=signed_paper(prepared_of(kept), signature))
