"""What a page of a figure is asked for: unit, period, instant of knowledge, filters; and who may ask it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from urllib.parse import parse_qsl, urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.accounts.register import ActorRequest
from caicach.agencies.models import Unit
from caicach.figures import tags
from caicach.figures.permits import may_ask
from caicach.figures.queries.composed import owners
from caicach.figures.queries.scope import Filters, Scope, scope_of
from caicach.figures.register import filter_names
from caicach.figures.rules.asked import read_day, read_moment, read_number
from caicach.figures.services.know import know_figure
from caicach.journal.models import Seal
from caicach.journal.queries import loaded_later
from caicach.kit.period import Period
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

Page = Callable[[ActorRequest, str], HttpResponse]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, read and allowed. Every link of its pages names the seal, so that all speak of the same rows."""

    code: str
    scope: Scope
    period: Period
    seal: Seal
    filters: Filters
    asked_seal: Seal | None = None

    @property
    def figure_url(self) -> str:
        """The figure's page, as known at the same seal."""
        return self.other(self.code)

    def other(self, code: str) -> str:
        """The page of another figure for the same question, as known at the same seal."""
        return tags.figure_url(code, agency=self.scope.code, period=self.period, seal=self.seal,
                               own=self.scope.own, filters=self.filters)  # fmt: skip

    def records_url(self, part: str, after: int | None = None) -> str:
        """One page of the list behind a part of the figure."""
        return tags.records_url(self.code, agency=self.scope.code, period=self.period, seal=self.seal,
                                own=self.scope.own, filters=self.filters, part=part, after=after)  # fmt: skip

    @property
    def fields(self) -> dict[str, str]:
        """The question as the fields of a form; the instant as it was asked, so that "now" stays now."""
        asked = parse_qsl(tags.query(agency=self.scope.code, period=self.period, seal=self.asked_seal,
                                     own=self.scope.own, filters=self.filters))  # fmt: skip
        return dict(asked)

    @property
    def claimed_url(self) -> str:
        """The same by claimed entry time, where something loaded later claims to be of before the instant asked."""
        seal = self.asked_seal
        if seal is None or seal.claimed or not loaded_later(seal.published_at):
            return ""
        return f"{self.figure_url}&claimed=1"

    @property
    def difference_url(self) -> str:
        """The page that says why the figure said something else before."""
        return f"{reverse('figures:difference', args=[self.code])}?{urlencode(self.fields)}"

    def whose(self) -> str:
        """The unit, and what of it is counted only, in words; the bare number where no room names a filter's value."""
        words = {
            "field_id": _("lĩnh vực"),
            "unit_id": _("đơn vị"),
            "procedure_id": _("thủ tục"),
            "channel": _("kênh tiếp nhận"),
            "cause": _("nguyên nhân quá hạn"),
            "level": _("cấp"),
        }
        alone = [_("riêng đơn vị này, không gồm đơn vị trực thuộc")] if self.scope.own else []
        narrowed = [f"{words[column]} “{_named(column, value)}”" for column, value in self.filters.items()]
        return "; ".join([self.scope.name, *alone, *narrowed])


def asked(request: ActorRequest, code: str) -> Asked:
    """Read the address. Raises `Refused` for what cannot be read, `Http404` for a unit out of the reader's reach."""
    given = request.GET
    if "\0" in code + given.get("agency", ""):
        # No name holds it, and the database could not even compare it.
        raise Http404
    period = Period(read_day(_needed(given, "from"), field="from"), read_day(_needed(given, "to"), field="to"))
    filters = {
        column: read_number(given[name], field=name) for column, name in tags.FILTER_NAMES.items() if given.get(name)
    }
    as_of = read_moment(given["as_of"]) if given.get("as_of") else None
    scope = scope_of(_needed(given, "agency"), on=period.last, own=given.get("own") == "1")
    if not may_ask(request.actor, scope.unit_id).allowed:
        raise Http404
    if any(not may_ask(request.actor, unit).allowed for unit in owners(code)):
        raise Http404
    seal = know_figure(code, as_of, claimed=given.get("claimed") == "1")
    return Asked(code, scope, period, seal, filters, seal if as_of else None)


def refusing(page: Page) -> Page:
    """What has no name or may not be seen does not exist (404); what cannot be read is said on a page (422)."""

    @wraps(page)
    def answered(request: ActorRequest, code: str) -> HttpResponse:
        try:
            return page(request, code)
        except Unknown as unknown:
            raise Http404 from unknown
        except Refused as refusal:
            return render(request, "ui/refused.html", {"refusal": refusal}, status=422)

    return answered


def _needed(given: Mapping[str, str], name: str) -> str:
    text = given.get(name, "")
    if not text:
        raise Refused(
            "missing",
            mark("Địa chỉ trang thiếu “{name}”; cần có đơn vị (agency), từ ngày (from) và đến ngày (to)."),
            values={"name": name},
            field=name,
        )
    return text


def _named(column: str, value: int) -> str:
    if column == "unit_id":
        unit = Unit.objects.filter(pk=value).first()
        return unit.name if unit else str(value)
    names = filter_names(column)
    return str(names([value]).get(value, value)) if names else str(value)
