"""A person leaves: every right ends, and the account no longer signs in (thôi việc, chuyển công tác)."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import Q

from caicach.accounts.models import Grant, User
from caicach.accounts.services.end_grant import end_grant
from caicach.accounts.services.set_active import set_active
from caicach.desk.permits import may_administer_person
from caicach.dossiers.queries.people import open_of
from caicach.feedback.queries.people import open_with
from caicach.journal.services.record import record
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


def leave(act: Act, user_id: int, *, last_day: date, reason: str) -> User:
    """End all grants on the last day; refused while dossiers or feedback are open with the person.

    Raises `Refused`: "work-open" with the number of them, "oneself", "not-permitted".
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        grants = list(Grant.objects.filter(Q(valid_to=None) | Q(valid_to__gt=last_day), user=user))
        verdict = may_administer_person(act.actor, [grant.unit_id for grant in grants])
        if not verdict.allowed:
            raise Refused("not-permitted", verdict.reason, source=verdict.source)
        if user.pk == act.actor.user_id:
            raise Refused("oneself", mark("Không tự cho mình thôi việc được; hãy nhờ quản trị viên khác."))
        count = open_of([user.pk]).get(user.pk, 0)
        if count:
            raise Refused(
                "work-open",
                mark("{name} còn giữ {count} hồ sơ chưa xong; hãy phân công lại các hồ sơ này trước."),
                values={"name": user.full_name, "count": count},
                field="last_day",
            )
        feedback = open_with(user.pk)
        if feedback:
            raise Refused(
                "work-open",
                mark("{name} còn giữ {count} phản ánh, kiến nghị chưa xong; hãy phân công lại trước."),
                values={"name": user.full_name, "count": feedback},
                field="last_day",
            )
        later = replace(act, key="")
        for grant in grants:
            end_grant(act=later, record=record, grant=grant, last_day=last_day, reason=reason)
        if last_day <= local_day(act.now):
            return set_active(act=act, record=record, user=user, active=False, reason=reason)
    return user
