"""Who may be given feedback, and where."""

from datetime import date

from caicach.accounts.models import User
from caicach.accounts.queries import holders_of
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.agencies.queries import subtree
from caicach.feedback.models import Feedback
from caicach.feedback.rules.kinds import State


def officers_for(feedback: Feedback, unit_ids: frozenset[int], *, on: date) -> dict[int, list[User]]:
    """By unit: the officers who work there; at the agency itself its reform officers too. Never whom it is about.

    Two statements.
    """
    officers = holders_of(Role.PROCESSING_OFFICER, unit_ids, on=on)
    reform = holders_of(Role.REFORM_OFFICER, [feedback.unit_id], on=on)
    found = {
        unit: [*officers.get(unit, []), *(reform.get(unit, []))] for unit in sorted({*officers, *reform} & unit_ids)
    }
    return {unit: [one for one in people if one.pk != feedback.about_user_id] for unit, people in found.items()}


def units_of_agency(feedback: Feedback, *, on: date) -> frozenset[int]:
    """The agency that answers for it, with the units under it; one statement."""
    return subtree(feedback.unit_id, on=on)


def open_with(user_id: int) -> int:
    """How many open ones lie with a person; one statement."""
    return Feedback.objects.filter(assignee_id=user_id).exclude(state=State.ENDED.value).count()


def named(unit_ids: frozenset[int]) -> list[Unit]:
    """The units of these ids by kind and name; one statement."""
    return list(Unit.objects.filter(pk__in=unit_ids).order_by("kind", "name_vi"))
