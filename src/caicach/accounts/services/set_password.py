"""Sets the password of an account; sessions opened with the old one end by themselves."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from caicach.accounts.models import User
from caicach.kit.acts import Act, Change, Recorder
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


def set_password(*, act: Act, record: Recorder, user: User, password: str) -> None:
    """Stores the Argon2 hash of the password. Raises `Refused("weak-password")`."""
    check_password_strength(password, user)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        user.set_password(password)
        user.save(update_fields=["password"])
        record(act, Change(kind="user", subject_id=user.pk, action="accounts.set_password"))


def check_password_strength(password: str, user: User) -> None:
    """Raises `Refused("weak-password")` with the reasons of the validators in the settings."""
    try:
        validate_password(password, user)
    except ValidationError as wrong:
        raise Refused(
            "weak-password",
            mark("Mật khẩu chưa đủ mạnh: {why}"),
            values={"why": " ".join(wrong.messages)},
            field="password",
        ) from wrong
