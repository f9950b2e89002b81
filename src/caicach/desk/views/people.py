"""People: the list, one person, and what an administrator does about them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.models import Grant, User
from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import TITLES, Role
from caicach.accounts.services.change_user import change_user
from caicach.accounts.services.create_user import create_user
from caicach.accounts.services.end_grant import end_grant
from caicach.accounts.services.give_grant import give_grant
from caicach.accounts.services.set_active import set_active
from caicach.accounts.services.set_password import set_password
from caicach.agencies.models import Unit
from caicach.desk.forms.people import AdminForm, EndForm, GrantForm, PasswordForm, PeopleFilter, PersonForm, ReasonForm
from caicach.desk.permits import may_administer_person, may_administer_unit
from caicach.desk.queries import people as queries
from caicach.desk.services.leave import leave as carry_out_leave
from caicach.desk.views.acts import Work, carry_out
from caicach.journal.services.record import record
from caicach.kit.acts import Act
from caicach.kit.period import local_day

GET_POST = ["GET", "POST"]


def _url(user_id: int) -> str:
    return reverse("desk:person", args=[user_id])


def _person(request: ActorRequest, user_id: int, *, change: bool = False) -> queries.Person:
    """The person; 404 when there is none, or none that the administrator may change."""
    found = queries.person(user_id, on=local_day(timezone.now()))
    if found is None or (change and not may_administer_person(request.actor, found.units).allowed):
        raise Http404
    return found


def administered_person(request: ActorRequest, user_id: int) -> queries.Person:
    """The person; 404 when there is none, or none that the administrator may change."""
    return _person(request, user_id, change=True)


def _units(request: ActorRequest) -> list[Unit]:
    return queries.standing_units(request.actor, on=local_day(timezone.now()))


@permitted(Role.ADMINISTRATOR)
@require_safe
def people(request: ActorRequest) -> HttpResponse:
    """Everybody, by name; words narrow the list."""
    form = PeopleFilter(request.GET or None, units=_units(request))
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.people(
        words=asked.get("q", ""),
        unit_id=asked.get("unit"),
        leavers=bool(asked.get("leavers")),
        on=local_day(timezone.now()),
    )
    page = Paginator(found, queries.PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/people.html", {"form": form, "page": page, "count": page.paginator.count})


@permitted(Role.ADMINISTRATOR)
@require_safe
def person(request: ActorRequest, user_id: int) -> HttpResponse:
    """One person with posts, rights, open work, and what was changed."""
    found = _person(request, user_id)
    today = local_day(timezone.now())
    context = {
        "person": found,
        "mine": may_administer_person(request.actor, found.units).allowed,
        "grants": [
            {
                "grant": grant,
                "title": _(TITLES[Role(grant.role)]),
                "in_force": grant.valid_from <= today and (grant.valid_to is None or grant.valid_to >= today),
                "over": grant.valid_to is not None and grant.valid_to < today,
                "mine": may_administer_unit(request.actor, grant.unit_id).allowed,
            }
            for grant in found.grants
        ],
        "lines": [{"line": line, "words": action_words(line.action)} for line in found.lines],
    }
    return render(request, "desk/person.html", context)


def action_words(action: str) -> str:
    """A journal action about an account in words."""
    return {
        "accounts.create_user": _("Tạo tài khoản"),
        "accounts.change_user": _("Sửa thông tin"),
        "accounts.set_password": _("Đặt mật khẩu"),
        "accounts.set_active": _("Cho hoặc ngừng đăng nhập"),
        "accounts.give_grant": _("Giao quyền"),
        "accounts.end_grant": _("Chấm dứt quyền"),
        "papers.set_picture": _("Đặt hình chữ ký"),
    }.get(action, action)


@permitted(Role.ADMINISTRATOR)
@require_http_methods(GET_POST)
def create(request: ActorRequest) -> HttpResponse:
    """A new account with its post; rights are given on the person's page."""
    form = PersonForm(request.POST or None, units=_units(request))

    def work(act: Act) -> User:
        told = form.cleaned_data
        unit = Unit.objects.get(pk=told["unit"])
        return create_user(
            act=act,
            record=record,
            username=told["username"],
            full_name=told["full_name"],
            email=told["email"],
            language=told["language"],
            posts=[(unit, told["title"])],
        )

    return carry_out(
        request,
        form,
        work,
        done=_("Đã tạo tài khoản; hãy đặt mật khẩu và giao quyền."),
        to=lambda made: _url(made.pk) if isinstance(made, User) else reverse("desk:people"),
        template="desk/person_form.html",
        heading=_("Thêm người"),
        cancel_url=reverse("desk:people"),
    )


@permitted(Role.ADMINISTRATOR)
@require_http_methods(GET_POST)
def change(request: ActorRequest, user_id: int) -> HttpResponse:
    """Name, mail, language and post."""
    found = _person(request, user_id, change=True)
    post = found.posts[0] if found.posts else None
    initial = {
        "full_name": found.user.full_name,
        "email": found.user.email,
        "language": found.user.language,
        "unit": post and post.unit_id,
        "title": post.title if post else "",
    }
    form = PersonForm(request.POST or None, units=_units(request), known=True, initial=initial)

    def work(act: Act) -> User:
        told = form.cleaned_data
        rest = [(one.unit, one.title) for one in found.posts[1:]]
        first = (Unit.objects.get(pk=told["unit"]), told["title"])
        values = {name: told[name] for name in ("full_name", "email", "language")}
        return change_user(act=act, record=record, user=found.user, posts=[first, *rest], **values)

    return _about(request, found, form, work, heading=_("Sửa thông tin"), done=_("Đã lưu."))


@permitted(Role.ADMINISTRATOR)
@require_http_methods(GET_POST)
def password(request: ActorRequest, user_id: int) -> HttpResponse:
    """A first password, or a new one."""
    found = _person(request, user_id, change=True)
    form = PasswordForm(request.POST or None)

    def work(act: Act) -> User:
        set_password(act=act, record=record, user=found.user, password=form.cleaned_data["password"])
        return found.user

    return _about(request, found, form, work, heading=_("Đặt mật khẩu"), done=_("Đã đặt mật khẩu."))


@permitted(Role.ADMINISTRATOR)
@require_http_methods(GET_POST)
def grant(request: ActorRequest, user_id: int) -> HttpResponse:
    """Give a role at a unit that the administrator reaches."""
    found = _person(request, user_id)
    form = GrantForm(request.POST or None, units=_units(request), today=local_day(timezone.now()))

    def work(act: Act) -> Grant:
        told = dict(form.cleaned_data)
        unit = Unit.objects.get(pk=told.pop("unit"))
        return give_grant(act=act, record=record, user=found.user, unit=unit, **told)

    return _about(request, found, form, work, heading=_("Giao quyền"), done=_("Đã giao quyền."))


@permitted(Role.ADMINISTRATOR)
@require_http_methods(GET_POST)
def end(request: ActorRequest, user_id: int, grant_id: int) -> HttpResponse:
    """End one right."""
    found = _person(request, user_id)
    held = next((one for one in found.grants if one.pk == grant_id), None)
    if held is None or not may_administer_unit(request.actor, held.unit_id).allowed:
        raise Http404
    form = EndForm(request.POST or None, today=local_day(timezone.now()))
    heading = _("Chấm dứt quyền: {role}, {unit}").format(role=_(TITLES[Role(held.role)]), unit=held.unit.name)

    def work(act: Act) -> Grant:
        return end_grant(act=act, record=record, grant=held, **form.cleaned_data)

    return _about(request, found, form, work, heading=heading, done=_("Đã chấm dứt quyền."))


@permitted(Role.ADMINISTRATOR)
@require_http_methods(GET_POST)
def leave(request: ActorRequest, user_id: int) -> HttpResponse:
    """Let a person leave: all rights end; refused while dossiers are open with them."""
    found = _person(request, user_id, change=True)
    form = EndForm(request.POST or None, today=local_day(timezone.now()))

    def work(act: Act) -> User:
        return carry_out_leave(act, found.user.pk, **form.cleaned_data)

    return _about(
        request, found, form, work, heading=_("Cho thôi việc, chuyển công tác"), done=_("Mọi quyền đã được chấm dứt.")
    )


@permitted(Role.ADMINISTRATOR)
@require_http_methods(GET_POST)
def activate(request: ActorRequest, user_id: int) -> HttpResponse:
    """Let somebody who has come back sign in again; rights are given anew."""
    found = _person(request, user_id, change=True)
    if found.user.is_active:
        raise Http404
    form = ReasonForm(request.POST or None)

    def work(act: Act) -> User:
        return set_active(act=act, record=record, user=found.user, active=True, **form.cleaned_data)

    return _about(request, found, form, work, heading=_("Cho đăng nhập lại"), done=_("Tài khoản hoạt động trở lại."))


def _about(request: ActorRequest, found: queries.Person, form: AdminForm, work: Work, **told: str) -> HttpResponse:
    """A form about one person, and back to that person."""
    return carry_out(
        request,
        form,
        work,
        done=told["done"],
        to=_url(found.user.pk),
        template="desk/person_form.html",
        heading=told["heading"],
        person=found,
        cancel_url=_url(found.user.pk),
    )
