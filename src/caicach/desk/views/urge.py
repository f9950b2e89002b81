"""One click that reminds an agency of what is overdue."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.dossiers.services.urge import urge
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused
from caicach.ui.tags import said


@permitted(Role.CENTRE_HEAD)
@require_POST
def urge_agency(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Once a day an agency; what came of it is said on the home page."""
    now = timezone.now()
    try:
        fresh = urge(Act(actor=request.actor, at=now, now=now), unit_id)
    except Refused as refused:
        messages.error(request, said(refused))
    else:
        told = _("Đã gửi đôn đốc.") if fresh else _("Hôm nay đã gửi đôn đốc cho đơn vị này rồi.")
        messages.success(request, told)
    response = HttpResponseRedirect(reverse("desk:home"))
    response.status_code = 303
    return response
