"""Gives a person a role at a unit, from one day on."""

from datetime import date

from django.db import transaction

from caicach.accounts.models import Absence, Grant, User
from caicach.accounts.rules import check_end, role_of
from caicach.agencies.models import Unit
from caicach.kit.acts import Act, Change, Recorder


def give_grant(
    *,
    act: Act,
    record: Recorder,
    user: User,
    role: str,
    unit: Unit,
    valid_from: date,
    reason: str,
    subtree: bool = False,
    valid_to: date | None = None,
    purpose: str = "",
    absence: Absence | None = None,
) -> Grant:
    """The grant, in force from its first to its last day; `absence` is the one that it serves, if any.

    Raises `Refused`: "unknown-role", "grant-ends-before-it-begins".
    """
    known = role_of(role)
    if valid_to is not None:
        check_end(first=valid_from, last=valid_to)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        grant = Grant.objects.create(
            user=user,
            role=known,
            unit=unit,
            subtree=subtree,
            purpose=purpose,
            valid_from=valid_from,
            valid_to=valid_to,
            granted_by_id=act.actor.user_id,
            reason=reason,
            absence=absence,
        )
        record(
            act,
            Change(
                kind="user",
                subject_id=user.pk,
                action="accounts.give_grant",
                details={
                    "grant": grant.pk,
                    "role": known.value,
                    "unit": unit.code,
                    "subtree": subtree,
                    "purpose": purpose,
                    "valid_from": valid_from.isoformat(),
                    "valid_to": valid_to.isoformat() if valid_to else None,
                },
                personal={"reason": reason},
            ),
        )
    return grant
