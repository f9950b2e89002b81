"""The people of the demo: accounts with their posts, grants from the beginning, and one password for all."""

from dataclasses import replace
from random import Random

from django.contrib.auth.hashers import make_password

from caicach.accounts.models import User
from caicach.accounts.services.create_user import create_user
from caicach.accounts.services.give_grant import give_grant
from caicach.agencies.models import Unit
from caicach.demo.rules import names
from caicach.demo.rules.staff import PASSWORD, STAFF
from caicach.journal.services.record import record, record_all
from caicach.kit.acts import Act, Change
from caicach.kit.period import instant

REASON = "Dữ liệu minh họa"


def load_people(act: Act, *, random: Random) -> int:
    """Write all of `STAFF`; returns how many. The act's times are replaced by the day each post begins."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    users: list[User] = []
    for employee in STAFF:
        began = instant(employee.since_morning)
        then = replace(act, at=began, claimed_at=began)
        unit = units[employee.unit]
        user = create_user(
            act=then,
            record=record,
            username=employee.username,
            full_name=_name(random, users),
            email=f"{employee.username}@example.com",
            posts=[(unit, employee.title)],
        )
        give_grant(
            act=then,
            record=record,
            user=user,
            role=employee.role,
            unit=units[employee.at] if employee.at else unit,
            subtree=employee.subtree,
            valid_from=employee.since,
            reason=REASON,
        )
        users.append(user)
    _give_password(act, users)
    return len(users)


def _name(random: Random, users: list[User]) -> str:
    """A name that no colleague bears."""
    taken = {user.full_name for user in users}
    while (name := names.person(random)) in taken:
        pass
    return name


def _give_password(act: Act, users: list[User]) -> None:
    """The same hash for everybody: a slow one for each would be half of the loading time, and the word is public."""
    hashed = make_password(PASSWORD)
    User.objects.filter(pk__in=[user.pk for user in users]).update(password=hashed)
    record_all(act, [Change(kind="user", subject_id=user.pk, action="accounts.set_password") for user in users])
