"""Absences: one's own, those of one's people, and those in which one stands in."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.accounts.models import Absence, User
from caicach.accounts.permits import HEADS, may_note_absence
from caicach.accounts.queries import absences_shown, own_grants, people_at
from caicach.accounts.register import ActorRequest, signed_in
from caicach.accounts.services.end_absence import end_absence
from caicach.accounts.services.note_absence import note_absence
from caicach.desk.forms.absence import AbsenceForm
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Actor
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.ui.tags import said

UNPROCESSABLE = 422


def _people(actor: Actor, today: date) -> tuple[list[User], list[User]]:
    """For whom the actor may note an absence (the actor first), and who may stand in."""
    under = people_at(actor.alone().reach(HEADS), on=today)
    me = User.objects.get(pk=actor.user_id or 0)
    people = [me, *(user for user in under if user.pk != me.pk)]
    units = {grant.unit_id for grant in own_grants([user.pk for user in people], today, today)}
    return people, people_at(units, on=today)


@signed_in
@require_http_methods(["GET", "POST"])
def absences(request: ActorRequest) -> HttpResponse:
    """The absences that are not over, and the form for another one."""
    now = timezone.now()
    today, actor = local_day(now), request.actor
    people, colleagues = _people(actor, today)
    me = actor.user_id or 0
    data = request.POST if request.method == "POST" else None
    form = AbsenceForm(data, people=people, colleagues=colleagues, me=me, today=today)
    if data is not None and form.is_valid():
        values = form.cleaned_data
        named = User.objects.in_bulk([values["person"], values["substitute"]])
        try:
            note_absence(
                act=Act(actor=actor, at=now, now=now),
                record=record,
                person=named[values["person"]],
                substitute=named[values["substitute"]],
                first_day=values["first_day"],
                last_day=values["last_day"],
                reason=values["reason"],
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            messages.success(request, _("Đã ghi vắng mặt; người thay nhận quyền trong những ngày đó."))
            return redirect("desk:absences")
    ids = [user.pk for user in people]
    context = {
        "form": form,
        "absences": [
            {"absence": one, "mine": one.person_id in ids, "now": one.first_day <= today}
            for one in absences_shown(me, ids, since=today)
        ],
        "submit_label": _("Ghi vắng mặt"),
    }
    return render(request, "desk/absences.html", context, status=UNPROCESSABLE if form.errors else 200)


@signed_in
@require_POST
def end(request: ActorRequest, absence_id: int) -> HttpResponse:
    """The person is back: the last day was yesterday, or it never begins."""
    now = timezone.now()
    absence = get_object_or_404(Absence, pk=absence_id)
    units = {grant.unit_id for grant in own_grants([absence.person_id], absence.first_day, absence.last_day)}
    if not may_note_absence(request.actor, absence.person_id, units).allowed:
        raise Http404
    act = Act(actor=request.actor, at=now, now=now)
    try:
        end_absence(act=act, record=record, absence=absence, last_day=local_day(now) - timedelta(days=1))
        messages.success(request, _("Đã kết thúc việc vắng mặt."))
    except Refused as refused:
        messages.warning(request, said(refused))
    return redirect("desk:absences")
