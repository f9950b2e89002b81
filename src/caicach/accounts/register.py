"""Who may open a page: the mark that every view bears and that the gate reads (`accounts.middleware.DefaultDeny`)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import WRAPPER_ASSIGNMENTS, wraps
from typing import ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from caicach.accounts.rules import Role
from caicach.kit.acts import Actor

P = ParamSpec("P")
View = Callable[P, HttpResponseBase]


class ActorRequest(HttpRequest):
    """The request as views receive it: whoever opens the page stands in `actor` (`rules.NOBODY` when not signed in)."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a view: everybody (`public`), whoever has signed in, or holders of one of `roles` at some unit.

    At which unit the role is held is for the permits of the room to weigh; this mark decides on the page only.
    """

    public: bool = False
    roles: frozenset[Role] = frozenset()

    def admits(self, actor: Actor) -> bool:
        """Whether the actor may open the view."""
        if self.public:
            return True
        if actor.user_id is None:
            return False
        return not self.roles or actor.holds(self.roles)


def permitted(*roles: Role) -> Callable[[View[P]], View[P]]:
    """The view is for holders of one of the roles; others find nothing there.

    Raises `ValueError` without roles: a page for everybody who has signed in says so with `signed_in`.
    """
    if not roles:
        raise ValueError("permitted() needs at least one role; use signed_in or public")
    return _marked(Access(roles=frozenset(roles)))


def signed_in(view: View[P]) -> View[P]:
    """The view is for everybody who has signed in."""
    return _marked(Access())(view)


def public(view: View[P]) -> View[P]:
    """The view is for everybody, signed in or not."""
    return _marked(Access(public=True))(view)


def access_of(view: object) -> Access | None:
    """The mark of a view, looked for under its decorators; `None` when it bears none and so admits nobody."""
    while view is not None:
        found = getattr(view, "access", None)
        if isinstance(found, Access):
            return found
        view = getattr(view, "__wrapped__", None)
    return None


def _marked(access: Access) -> Callable[[View[P]], View[P]]:
    def mark_view(view: View[P]) -> View[P]:
        """A view of its own with the mark, so that a library's view is not changed for others."""
        if access_of(view) is not None:
            raise ValueError(f"{view!r} already says who may open it")

        @wraps(view, assigned=[name for name in WRAPPER_ASSIGNMENTS if hasattr(view, name)])
        def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            return view(*args, **kwargs)

        guarded.access = access  # type: ignore[attr-defined]
        return guarded

    return mark_view
