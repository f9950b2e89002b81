"""Creates an account; it can sign in once it has a password, and may do nothing until it gets a grant."""

from collections.abc import Iterable

from django.db import transaction

from caicach.accounts.models import Post, User
from caicach.accounts.rules import username_of
from caicach.accounts.services.set_password import check_password_strength
from caicach.agencies.models import Unit
from caicach.kit.acts import Act, Change, Recorder
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


def create_user(
    *,
    act: Act,
    record: Recorder,
    username: str,
    full_name: str,
    email: str = "",
    password: str | None = None,
    language: str = "",
    posts: Iterable[tuple[Unit, str]] = (),
) -> User:
    """An account with its posts (unit and title). Without a password nobody can sign in with it.

    Raises `Refused`: "bad-username", "username-taken", "weak-password".
    """
    name = username_of(username)
    user = User(username=name, full_name=full_name.strip(), email=email.strip(), language=language)
    if password is None:
        user.set_unusable_password()
    else:
        check_password_strength(password, user)
        user.set_password(password)
    with transaction.atomic():
        if User.objects.filter(username=name).exists():
            raise Refused(
                "username-taken",
                mark("Tên đăng nhập “{username}” đã có người dùng; hãy chọn tên khác."),
                values={"username": name},
                field="username",
            )
        user.save(force_insert=True)
        held = Post.objects.bulk_create(Post(user=user, unit=unit, title=title) for unit, title in posts)
        record(
            act,
            Change(
                kind="user",
                subject_id=user.pk,
                action="accounts.create_user",
                details={"posts": [{"unit": post.unit.code, "title": post.title} for post in held]},
                personal={"username": name, "full_name": user.full_name, "email": user.email},
            ),
        )
    return user
