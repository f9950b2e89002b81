"""Ends a grant on a day; the row stays, so that what was permitted then can still be explained."""

from datetime import date

from django.db import transaction

from caicach.accounts.models import Grant, User
from caicach.accounts.rules import ends_on
from caicach.kit.acts import Act, Change, Recorder


def end_grant(*, act: Act, record: Recorder, grant: Grant, last_day: date, reason: str) -> Grant:
    """The grant with its last day; ended on the day before it began or earlier, it never comes into force."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=grant.user_id)
        held = Grant.objects.select_for_update().get(pk=grant.pk)
        before = held.valid_to
        held.valid_to = ends_on(first=held.valid_from, last=last_day)
        held.save(update_fields=["valid_to"])
        record(
            act,
            Change(
                kind="user",
                subject_id=held.user_id,
                action="accounts.end_grant",
                details={
                    "grant": held.pk,
                    "valid_to": held.valid_to.isoformat(),
                    "before": before.isoformat() if before else None,
                },
                personal={"reason": reason},
            ),
        )
    return held
