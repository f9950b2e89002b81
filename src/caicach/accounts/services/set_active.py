"""Lets an account sign in, or no more; the account itself stays, because the journal names it."""

from django.db import transaction

from caicach.accounts.models import User
from caicach.kit.acts import Act, Change, Recorder


def set_active(*, act: Act, record: Recorder, user: User, active: bool, reason: str) -> User:
    """The account; sessions of one that is no longer active end with the next page."""
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        held.is_active = active
        held.save(update_fields=["is_active"])
        details = {"active": active}
        change = Change(
            kind="user", subject_id=held.pk, action="accounts.set_active", details=details, personal={"reason": reason}
        )
        record(act, change)
    return held
