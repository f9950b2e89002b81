"""Two people at one dossier: the second is shown what was done meanwhile beside what he or she had entered."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.accounts.register import ActorRequest
from caicach.dossiers.forms.act import request_key, seen_of
from caicach.dossiers.queries.entries import meanwhile
from caicach.dossiers.queries.page import one_visible, submitter_of
from caicach.dossiers.views.entry import Entry
from caicach.dossiers.views.events import events
from caicach.kit.period import local_day

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Entered:
    """A field as it was filled in."""

    label: str
    text: str


def conflict(request: ActorRequest, entry: Entry, dossier_id: int) -> HttpResponse:
    """The answer to a form drawn from an older state. Nothing is written; what was entered can be sent again.

    It can as long as the verb is still offered and permitted; the form then bears the version of what is shown here.
    Not found for whoever may not see the dossier, and for a version that the dossier has not left behind.
    """
    seen = seen_of(request.POST)
    dossier = one_visible(request.actor, dossier_id)
    if dossier is None or seen is None or seen >= dossier.version:
        raise Http404
    today = local_day(timezone.now())
    form = entry.form(request.POST, request.FILES, dossier=dossier, actor=request.actor, today=today)
    again = entry.offered(dossier) and entry.permitted(request.actor, dossier)
    context = {
        "entry": entry,
        "dossier": dossier,
        "submitter": submitter_of(dossier),
        "events": events(meanwhile(dossier_id, seen)),
        "form": form,
        "again": again,
        "entered": [] if again else list(_entered(form)),
        "request_key": request_key(request.POST),
        "seen": dossier.version,
        "submit_label": _("Vẫn thực hiện: {act}").format(act=entry.title),
        "cancel_url": reverse("dossiers:dossier", args=[dossier.pk]),
    }
    return render(request, "dossiers/conflict.html", context, status=CONFLICT)


def _entered(form: forms.Form) -> Iterator[Entered]:
    for bound in form.visible_fields():
        value = bound.value()
        choices = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
        values = value if isinstance(value, list) else [value]
        text = ", ".join(choices.get(str(one), str(one)) for one in values if one not in (None, "", False))
        if text:
            yield Entered(str(bound.label), text)
