"""Hand results to the post together (bàn giao kết quả cho bưu chính)."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import Max

from caicach.agencies.models import Unit
from caicach.dossiers.models import Dossier, PostBundle
from caicach.dossiers.permits import may_send_by_post
from caicach.dossiers.rules import checks
from caicach.dossiers.services.return_result import return_result
from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

KIND, ACTION = "post_bundle", "dossiers.send_by_post"
MOST = 200
"""So many results in one bundle at most."""


def send_by_post(act: Act, tracking: Mapping[int, str], *, unit_id: int, receipt: str = "") -> PostBundle:
    """Give out the results of a counter by post, in one transaction: all of them or none, with one number.

    `tracking` has the post's code (or "") for each dossier. Raises `Refused`: "nothing-to-send", "not-permitted",
    "send-row" with the dossier that stands against it. The same key answers the same bundle.
    """
    verdict = may_send_by_post(act.actor, unit_id)
    if not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)
    if not tracking or len(tracking) > MOST:
        raise Refused("nothing-to-send", mark("Hãy chọn từ một đến {most} kết quả để bàn giao."), values={"most": MOST})
    checks.check_not_future(act.at, act.now)
    try:
        with transaction.atomic():
            earlier = repeated(act, KIND, ACTION)
            return _bundle(earlier) if earlier is not None else _send(act, tracking, unit_id, receipt)
    except IntegrityError:
        earlier = repeated(act, KIND, ACTION)
        if earlier is None:
            raise
        return _bundle(earlier)


def _bundle(bundle_id: int) -> PostBundle:
    return PostBundle.objects.get(pk=bundle_id)


def _send(act: Act, tracking: Mapping[int, str], unit_id: int, receipt: str) -> PostBundle:
    # Bundles of a counter get their numbers one after the other.
    Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    year = local_day(act.at).year
    last = PostBundle.objects.filter(unit_id=unit_id, year=year).aggregate(last=Max("number"))["last"] or 0
    bundle = PostBundle.objects.create(
        unit_id=unit_id, year=year, number=last + 1, receipt=receipt.strip(), handed_by_id=act.actor.user_id or 0,
        handed_at=act.at,
    )  # fmt: skip
    details = {"unit": unit_id, "number": bundle.number, "year": year, "results": len(tracking)}
    record(act, Change(kind=KIND, subject_id=bundle.pk, action=ACTION, details=details))
    own = replace(act, key="", seen=None)
    for dossier_id in sorted(tracking):
        _send_one(own, dossier_id, bundle, tracking[dossier_id])
    return bundle


def _send_one(act: Act, dossier_id: int, bundle: PostBundle, code: str) -> None:
    dossier = Dossier.objects.filter(pk=dossier_id, received_unit_id=bundle.unit_id).first()
    if dossier is None:
        raise Refused("nothing-to-send", mark("Có kết quả đã chọn không thuộc bộ phận này; hãy tải lại trang."))
    try:
        return_result(act, dossier_id, way="post", tracking=code, bundle_id=bundle.pk)
    except Refused as refused:
        raise Refused(
            "send-row",
            mark("Hồ sơ {number} không bàn giao được: có thể kết quả đã được trả. Chưa có gì được ghi."),
            values={"number": dossier.number or ""},
        ) from refused
