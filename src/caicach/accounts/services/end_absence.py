"""Ends an absence earlier than noted; the rights of the substitute end with it."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from caicach.accounts.models import Absence, Grant
from caicach.accounts.permits import may_note_absence
from caicach.accounts.queries import own_grants
from caicach.accounts.rules import ends_on
from caicach.accounts.services.end_grant import end_grant
from caicach.kit.acts import Act, Change, Recorder
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


def end_absence(*, act: Act, record: Recorder, absence: Absence, last_day: date) -> Absence:
    """The absence with its last day; ended before it began, it never was in force.

    Raises `Refused`: "not-permitted", "absence-over" when it has ended by then already.
    """
    with transaction.atomic():
        held = Absence.objects.select_for_update().get(pk=absence.pk)
        units = {grant.unit_id for grant in own_grants([held.person_id], held.first_day, held.last_day)}
        verdict = may_note_absence(act.actor, held.person_id, units)
        if not verdict.allowed:
            raise Refused("not-permitted", verdict.reason, source=verdict.source)
        if held.last_day <= last_day:
            raise Refused("absence-over", mark("Lần vắng mặt này đã kết thúc vào ngày đó rồi."))
        before, held.last_day = held.last_day, ends_on(first=held.first_day, last=last_day)
        held.save(update_fields=["last_day"])
        for grant in Grant.objects.filter(absence=held, valid_to__gt=held.last_day).order_by("pk"):
            end_grant(act=replace(act, key=""), record=record, grant=grant, last_day=held.last_day, reason="")
        record(
            act,
            Change(
                kind="user",
                subject_id=held.person_id,
                action="accounts.end_absence",
                details={"absence": held.pk, "last_day": [before.isoformat(), held.last_day.isoformat()]},
            ),
        )
    return held
