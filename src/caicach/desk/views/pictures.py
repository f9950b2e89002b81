"""What is seen of digital signatures: the picture of a person's signature, of a body's seal."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.models import User
from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.desk.forms.pictures import PictureForm
from caicach.desk.views.acts import carry_out
from caicach.desk.views.people import administered_person
from caicach.desk.views.units import administered
from caicach.journal.services.record import record
from caicach.kit.acts import Act
from caicach.papers.models import Picture
from caicach.papers.queries.pictures import drawn_for
from caicach.papers.services.set_picture import set_picture

GET_POST = ["GET", "POST"]


@permitted(Role.ADMINISTRATOR)
@require_http_methods(GET_POST)
def signature(request: ActorRequest, user_id: int) -> HttpResponse:
    """The picture of a person's signature."""
    found = administered_person(request, user_id).user
    image = reverse("desk:signature_image", args=[user_id]) if drawn_for(user_id=user_id) else ""
    return _about(request, found, back=reverse("desk:person", args=[user_id]), image=image, heading=_("Hình chữ ký"))


@permitted(Role.ADMINISTRATOR)
@require_http_methods(GET_POST)
def seal(request: ActorRequest, code: str) -> HttpResponse:
    """The picture of a body's seal."""
    found = administered(request, code)
    image = reverse("desk:seal_image", args=[code]) if drawn_for(unit_id=found.pk) else ""
    return _about(request, found, back=reverse("desk:unit", args=[code]), image=image, heading=_("Hình dấu"))


@permitted(Role.ADMINISTRATOR)
@require_safe
def signature_image(request: ActorRequest, user_id: int) -> HttpResponse:
    """The picture itself, for whoever may set it."""
    return _image(drawn_for(user_id=administered_person(request, user_id).user.pk))


@permitted(Role.ADMINISTRATOR)
@require_safe
def seal_image(request: ActorRequest, code: str) -> HttpResponse:
    """The picture itself, for whoever may set it."""
    return _image(drawn_for(unit_id=administered(request, code).pk))


def _image(content: bytes) -> HttpResponse:
    if not content:
        raise Http404
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": "private, no-store"})


def _about(request: ActorRequest, of: User | Unit, *, back: str, image: str, heading: str) -> HttpResponse:
    form = PictureForm(request.POST or None, request.FILES or None)

    def work(act: Act) -> Picture | None:
        return set_picture(act=act, record=record, of=of, content=form.content())

    return carry_out(
        request,
        form,
        work,
        done=_("Đã ghi."),
        to=back,
        template="desk/picture_form.html",
        heading=heading,
        of=of,
        image=image,
        cancel_url=back,
        submit_label=_("Ghi"),
    )
