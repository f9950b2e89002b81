"""Remind an agency of its overdue dossiers (đôn đốc): once a day, to the heads of its divisions and its leaders."""

from django.db import IntegrityError, transaction

from caicach.accounts.queries import holders_of
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.agencies.queries import subtree
from caicach.dossiers.permits import may_urge
from caicach.dossiers.queries.agencies import overdue_of
from caicach.journal.models import Line
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.notices.rules.address import Addressee
from caicach.notices.services.put import Said, put_all

KIND = "unit"


def urge(act: Act, agency_id: int) -> bool:
    """Write the reminder down and leave it for those who answer; False when it has been done today already.

    Raises `Refused`: "not-permitted" for anybody but a head of a centre, "nothing-overdue"; `Unknown("unknown-unit")`.
    """
    verdict = may_urge(act.actor)
    if not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)
    key = key_of(act, agency_id)
    try:
        with transaction.atomic():
            agency = Unit.objects.select_for_update().filter(pk=agency_id).first()
            if agency is None:
                raise Unknown("unknown-unit", mark("Không có đơn vị này."))
            if Line.objects.filter(key=key).exists():
                return False
            _remind(act, agency, key)
    except IntegrityError:
        if Line.objects.filter(key=key).exists():
            return False
        raise
    return True


def key_of(act: Act, agency_id: int) -> str:
    """One reminder for an agency, a day and the centres that the actor heads, whoever presses the button."""
    centres = "-".join(str(unit) for unit in sorted(act.actor.reach([Role.CENTRE_HEAD])))[:40]
    return f"urge:{agency_id}:{local_day(act.now)}:{centres}"


def _remind(act: Act, agency: Unit, key: str) -> None:
    count = overdue_of(act.actor, agency.pk, now=act.now)
    if not count:
        raise Refused("nothing-overdue", mark("Đơn vị này không có hồ sơ quá hạn nào do nơi anh/chị tiếp nhận."))
    today = local_day(act.now)
    units = subtree(agency.pk, on=today)
    heads = holders_of(Role.DIVISION_HEAD, units, on=today)
    leaders = holders_of(Role.AGENCY_LEADER, units, on=today)
    told = {user.pk: user for held in (heads, leaders) for users in held.values() for user in users}
    details = {"overdue": count, "told": sorted(told)}
    record(
        Act(actor=act.actor, at=act.at, now=act.now, key=key, origin=act.origin, claimed_at=act.claimed_at),
        Change(kind=KIND, subject_id=agency.pk, action="dossiers.urge", details=details),
    )
    values = {"count": count, "agency_vi": agency.name_vi, "agency_en": agency.name_en, "by": act.actor.name}
    put_all(
        act,
        [
            Said(
                kind="dossiers.urged", subject=(KIND, agency.pk), to=Addressee(user_id=user_id), values=values,
                key=f"{key}:{user_id}", unit_id=agency.pk, inner=True,
            )
            for user_id in sorted(told)
        ],
    )  # fmt: skip
