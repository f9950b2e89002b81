"""The paper that ends a dossier: the one on its way, what its template is filled with, and who may sign it."""

from collections.abc import Mapping
from datetime import date
from textwrap import shorten

from caicach.accounts.models import Post, User
from caicach.accounts.queries import holders_of
from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier, Party
from caicach.kit.period import local_day
from caicach.papers.models import Document
from caicach.papers.queries.documents import on_its_way
from caicach.papers.rules.kinds import KINDS
from caicach.papers.rules.sheets import Code

KIND = "dossier"
LONGEST_NAME = 120
"""Letters of a paper's name in its code: a longer text makes a code that phones do not read at this size."""


def document_on_its_way(dossier: Dossier) -> Document | None:
    """The paper of a dossier that is neither released nor discarded; None when there is none."""
    return on_its_way(KIND, dossier.pk) if dossier.pk and dossier.document else None


def places_of(dossier: Dossier) -> Mapping[str, str]:
    """What the places of a template stand for (`papers.rules.template.PLACES`); two statements at most."""
    parties = {party.role: party for party in Party.objects.filter(dossier=dossier)}
    submitter, owner = parties.get("submitter"), parties.get("owner") or parties.get("submitter")
    version = dossier.rules_version
    return {
        "số hồ sơ": dossier.number or "",
        "người nộp": submitter.name if submitter else "",
        "chủ hồ sơ": owner.name if owner else "",
        "địa chỉ": owner.address if owner else "",
        "thủ tục": version.name_vi,
        "kết quả": version.result_vi,
        "nội dung": (dossier.summary or version.name_vi)[:1].lower() + (dossier.summary or version.name_vi)[1:],
        "căn cứ": version.legal_basis,
        "cơ quan": dossier.competent_unit.name_vi,
        "ngày tiếp nhận": f"{local_day(dossier.accepted_at):%d/%m/%Y}" if dossier.accepted_at else "",
    }


def code_on(document: Document, dossier: Dossier, *, open_to: bool) -> Code:
    """What the QR code of a dossier's paper tells; the owner's identity only where it is open. Two statements."""
    parties = {party.role: party.identity for party in Party.objects.filter(dossier=dossier)}
    title = document.title[:1].lower() + document.title[1:]
    return Code(
        dossier=dossier.number or "",
        procedure=dossier.procedure.code,
        identity=parties.get("owner") or parties.get("submitter", "") if open_to else "",
        document=shorten(f"{KINDS[document.kind].label} {title}", LONGEST_NAME, placeholder="…"),
    )


def leaders_of(unit_id: int, *, on: date) -> list[User]:
    """Who may sign for an agency on a day; one statement."""
    return holders_of(Role.AGENCY_LEADER, [unit_id], on=on).get(unit_id, [])


def title_at(user_id: int, unit_id: int) -> str:
    """The title under which somebody signs for a body; empty where no post is recorded."""
    title = Post.objects.filter(user_id=user_id).order_by("pk").values_list("title", "unit_id")
    found = sorted(title, key=lambda row: row[1] != unit_id)
    return found[0][0] if found else ""
