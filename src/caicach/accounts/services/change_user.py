"""Changes what is known of a person: name, address for mail, language, posts."""

from collections.abc import Sequence

from django.db import transaction

from caicach.accounts.models import Post, User
from caicach.agencies.models import Unit
from caicach.kit.acts import Act, Change, Recorder


def change_user(
    *,
    act: Act,
    record: Recorder,
    user: User,
    full_name: str,
    email: str,
    language: str,
    posts: Sequence[tuple[Unit, str]],
) -> User:
    """The account with the new values; posts that are no longer named are taken away, the journal keeps them."""
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        held.full_name, held.email, held.language = full_name.strip(), email.strip(), language
        held.save(update_fields=["full_name", "email", "language"])
        wanted = {(unit.pk, title.strip()): unit for unit, title in posts if title.strip()}
        known = {(post.unit_id, post.title): post for post in held.posts.all()}
        Post.objects.filter(pk__in=[post.pk for key, post in known.items() if key not in wanted]).delete()
        Post.objects.bulk_create(
            Post(user=held, unit=unit, title=title)
            for (unit_id, title), unit in wanted.items()
            if (unit_id, title) not in known
        )
        record(
            act,
            Change(
                kind="user",
                subject_id=held.pk,
                action="accounts.change_user",
                details={"language": language, "posts": [[unit.code, title] for (_, title), unit in wanted.items()]},
                personal={"full_name": held.full_name, "email": held.email},
            ),
        )
    return held
