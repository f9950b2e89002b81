"""Notes that a person is absent and who stands in; the substitute gets the missing rights for those days."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from caicach.accounts.models import Absence, Grant, User
from caicach.accounts.permits import may_note_absence
from caicach.accounts.queries import overlapping, own_grants
from caicach.accounts.rules import Role, check_absence
from caicach.accounts.services.give_grant import give_grant
from caicach.kit.acts import Act, Change, Recorder
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

PURPOSE = "thay người vắng mặt"
NOT_LENT = frozenset({Role.ADMINISTRATOR.value})
"""Running the system is given by grants of one's own only."""


def note_absence(
    *, act: Act, record: Recorder, person: User, substitute: User, first_day: date, last_day: date, reason: str = ""
) -> Absence:
    """The absence, with a dated grant for each right of the person that the substitute does not hold.

    The substitute works at a unit of the person. Raises `Refused`: "not-permitted", "absence-days",
    "substitute-not-here", "absent-already", "no-chains".
    """
    check_absence(first_day, last_day, today=local_day(act.claimed_at or act.now))
    with transaction.atomic():
        # In the order of their ids, so that two absences noted at once do not wait for each other.
        list(User.objects.select_for_update().filter(pk__in=[person.pk, substitute.pk]).order_by("pk"))
        held = list(own_grants([person.pk], first_day, last_day))
        verdict = may_note_absence(act.actor, person.pk, {grant.unit_id for grant in held})
        if not verdict.allowed:
            raise Refused("not-permitted", verdict.reason, source=verdict.source)
        theirs = list(own_grants([substitute.pk], first_day, last_day))
        _check_colleague(person, substitute, held, theirs)
        _check_alone(person, substitute, overlapping([person.pk, substitute.pk], first_day, last_day))
        absence = Absence.objects.create(
            person=person, substitute=substitute, first_day=first_day, last_day=last_day, reason=reason.strip()
        )
        for grant in held:
            if grant.role not in NOT_LENT and not _covered(grant, theirs, first_day, last_day):
                _lend(grant, absence, act=replace(act, key=""), record=record)
        record(
            act,
            Change(
                kind="user",
                subject_id=person.pk,
                action="accounts.note_absence",
                details={
                    "absence": absence.pk,
                    "substitute": substitute.pk,
                    "days": [first_day.isoformat(), last_day.isoformat()],
                },
                personal={"reason": absence.reason} if absence.reason else {},
            ),
        )
    return absence


def _check_colleague(person: User, substitute: User, held: Sequence[Grant], theirs: Sequence[Grant]) -> None:
    units = {grant.unit_id for grant in held}
    if person.pk != substitute.pk and substitute.is_active and units & {grant.unit_id for grant in theirs}:
        return
    raise Refused(
        "substitute-not-here",
        mark("Người thay phải là người khác, đang làm việc tại đơn vị của người vắng."),
        field="substitute",
    )


def _check_alone(person: User, substitute: User, absences: Iterable[Absence]) -> None:
    for other in absences:
        if other.person_id == person.pk:
            raise Refused(
                "absent-already",
                mark("Người này đã được ghi vắng từ {first} đến {last}; hãy kết thúc lần ghi đó trước."),
                values={"first": f"{other.first_day:%d/%m/%Y}", "last": f"{other.last_day:%d/%m/%Y}"},
                field="first_day",
            )
        if substitute.pk == other.person_id or person.pk == other.substitute_id:
            raise Refused(
                "no-chains",
                mark(
                    "Người thay cũng vắng, hoặc người vắng đang thay người khác, trong thời gian này; không thay tiếp."
                ),
                field="substitute",
            )


def _covered(grant: Grant, theirs: Iterable[Grant], first: date, last: date) -> bool:
    """Whether the substitute holds the same right anyway, for all of the days on which the person does."""
    begins, ends = max(first, grant.valid_from), min(last, grant.valid_to or last)
    return any(
        own.role == grant.role
        and own.unit_id == grant.unit_id
        and own.subtree >= grant.subtree
        and own.valid_from <= begins
        and (own.valid_to is None or own.valid_to >= ends)
        for own in theirs
    )


def _lend(grant: Grant, absence: Absence, *, act: Act, record: Recorder) -> None:
    give_grant(
        act=act,
        record=record,
        user=absence.substitute,
        role=grant.role,
        unit=grant.unit,
        subtree=grant.subtree,
        valid_from=max(absence.first_day, grant.valid_from),
        valid_to=min(absence.last_day, grant.valid_to or absence.last_day),
        purpose=PURPOSE,
        reason=absence.reason or PURPOSE,
        absence=absence,
    )
