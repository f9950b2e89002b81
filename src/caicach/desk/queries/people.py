"""People as the administrator sees them: a list by name, and one person with posts, rights and open work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from caicach.accounts.models import Grant, Post, User
from caicach.accounts.queries import grants_on
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.status import OPEN
from caicach.journal.models import Line
from caicach.kit.acts import Actor

PAGE = 50
LAST_LINES = 20


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the account, posts, rights (in force or to come first), open dossiers, the last lines of the journal.

    `units` are all units at which the person sits or holds a right today or later; the permits ask for them.
    """

    user: User
    posts: Sequence[Post]
    grants: Sequence[Grant]
    open: int
    lines: Sequence[Line]

    @property
    def units(self) -> list[int]:
        """Where the person sits or holds a right."""
        return [*(post.unit_id for post in self.posts), *(grant.unit_id for grant in self.grants)]


def people(*, words: str, unit_id: int | None, leavers: bool, on: date) -> QuerySet[User]:
    """By name; each with `post_titles`, `rights` (in force) and `work` (open dossiers), in one statement."""
    titles = Post.objects.filter(user=OuterRef("pk")).order_by().values("user")
    rights = grants_on(on).filter(user=OuterRef("pk")).order_by().values("user")
    work = Dossier.objects.filter(assignee=OuterRef("pk"), status__in=OPEN, finished_at=None).order_by()
    found = User.objects.annotate(
        post_titles=Subquery(titles.annotate(all=StringAgg("title", Value("; "))).values("all")),
        rights=Coalesce(Subquery(rights.annotate(n=Count("pk")).values("n")), 0),
        work=Coalesce(Subquery(work.values("assignee").annotate(n=Count("pk")).values("n")), 0),
    )
    for word in words.split():
        found = found.filter(Q(full_name__icontains=word) | Q(username__icontains=word) | Q(email__icontains=word))
    if unit_id is not None:
        here = Q(unit_id=unit_id, user=OuterRef("pk"))
        found = found.filter(Exists(Post.objects.filter(here)) | Exists(grants_on(on).filter(here)))
    return found.filter(is_active=not leavers).order_by("full_name", "pk")


def person(user_id: int, *, on: date) -> Person | None:
    """One person; None when there is none. Five statements."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return None
    past = Case(
        When(Q(valid_to__isnull=False) & Q(valid_to__lt=on), then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    grants = Grant.objects.filter(user=user).select_related("unit").order_by(past, "-valid_from", "-pk")
    return Person(
        user=user,
        posts=list(user.posts.select_related("unit")),
        grants=list(grants),
        open=Dossier.objects.filter(assignee=user, status__in=OPEN, finished_at=None).count(),
        lines=list(Line.objects.filter(kind="user", subject_id=user.pk).order_by("-seq")[:LAST_LINES]),
    )


def standing_units(actor: Actor, *, on: date) -> list[Unit]:
    """The units that stand on a day and that the actor administers, by name; one statement."""
    stands = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    return list(Unit.objects.filter(stands, pk__in=actor.reach([Role.ADMINISTRATOR])).order_by("name_vi"))
