"""Lists of dossiers: tabs, search, filters, counts and pages by key; every number on a tab is this list's own count."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, cast

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import get_language

from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Dossier, Party
from caicach.dossiers.permits import AT_COUNTER_SEE, AT_DESK_SEE, COMPETENT_SEE
from caicach.dossiers.queries.visible import visible_to
from caicach.dossiers.rules.regime import REGIMES
from caicach.dossiers.rules.status import OPEN, Status
from caicach.kit.acts import Actor
from caicach.kit.period import instant, local_day
from caicach.kit.vietnamese import fold
from caicach.kit.words import mark
from caicach.kit.working_time import WorkCalendar

PAGE = 50
SOON_DAYS = 3
"""A deadline within so many calendar days is near."""
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
EXTENSION_COUNTS = [regime.code for regime in REGIMES.values() if regime.extension_counts]

DEADLINE = Case(When(regime__in=EXTENSION_COUNTS, then=Greatest("due_at", "extended_to")), default=F("due_at"))
"""The instant a dossier is judged by, as `rules.outcome.deadline_of`; PostgreSQL's GREATEST passes over nulls."""


@dataclass(frozen=True, slots=True)
class Today:
    """The instants that bound today and the days that are soon."""

    start: datetime
    end: datetime
    soon: datetime


def today_of(now: datetime) -> Today:
    """The bounds around an instant; days are Vietnam's."""
    start = instant(datetime.combine(local_day(now), time.min))
    return Today(start, start + timedelta(days=1), start + timedelta(days=1 + SOON_DAYS))


def _open() -> Q:
    return Q(status__in=OPEN, accepted_at__isnull=False, finished_at=None)


def _running() -> Q:
    return _open() & Q(paused_since=None)


@dataclass(frozen=True, slots=True)
class Tab:
    """A saved filter: its key in the address, its words, its condition, and how its rows are sorted at first."""

    key: str
    label: str
    condition: Callable[[Today], Q]
    sort: str = "due"


TABS = (
    Tab("all", mark("Tất cả"), lambda _: Q(), "-id"),
    Tab(
        "new",
        mark("Chờ tiếp nhận"),
        lambda _: Q(accepted_at=None, status__in=[Status.SUBMITTED, Status.PAPERS_REQUESTED]),
        "id",
    ),
    Tab("received", mark("Mới hôm nay"), lambda day: Q(accepted_at__gte=day.start, accepted_at__lt=day.end), "-id"),
    Tab("unassigned", mark("Chưa phân công"), lambda _: _open() & Q(assignee=None)),
    Tab("process", mark("Đang xử lý"), lambda _: _running() & Q(assignee__isnull=False)),
    Tab("today", mark("Hạn hôm nay"), lambda day: _running() & Q(deadline__gte=day.start, deadline__lt=day.end)),
    Tab("overdue", mark("Quá hạn"), lambda day: _running() & Q(deadline__lt=day.start)),
    Tab("soon", mark("Sắp đến hạn"), lambda day: _running() & Q(deadline__gte=day.end, deadline__lt=day.soon)),
    Tab("papers", mark("Chờ bổ sung"), lambda _: _open() & Q(status=Status.PAPERS_REQUESTED)),
    Tab("result", mark("Chờ trả kết quả"), lambda _: Q(status=Status.PROCESSED), "id"),
)
TAB = {tab.key: tab for tab in TABS}

PLACES = {
    "mine": mark("Tôi thụ lý"),
    "counter": mark("Nơi tôi tiếp nhận"),
    "desk": mark("Phòng tôi đang giữ"),
    "agency": mark("Cơ quan tôi giải quyết"),
}
"""Parts of what one may see, by the place one has in the dossier's route."""

SORTS = ("id", "-id", "due", "-due")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked of the list; `after` is a page's key, made by `page`."""

    tab: str = "all"
    words: str = ""
    place: str = ""
    status: int | None = None
    unit_id: int | None = None
    field_id: int | None = None
    sort: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list: the dossiers, how many there are, and the keys of the pages before and after."""

    dossiers: Sequence[Dossier]
    counts: Mapping[str, int]
    previous: str
    next: str


def at_place(actor: Actor, place: str) -> Q:
    """The condition of a place for an actor; every dossier for no place or an unknown one."""
    if place == "mine":
        return Q(assignee_id=actor.user_id)
    if place == "counter":
        return Q(received_unit_id__in=actor.reach(AT_COUNTER_SEE))
    if place == "desk":
        return Q(handling_unit_id__in=actor.reach(AT_DESK_SEE))
    if place == "agency":
        return Q(unit_id__in=actor.reach(COMPETENT_SEE))
    return Q()


def places_of(actor: Actor) -> list[str]:
    """The places that an actor has."""
    held = {
        "mine": [Role.PROCESSING_OFFICER],
        "counter": AT_COUNTER_SEE,
        "desk": [Role.DIVISION_HEAD],
        "agency": COMPETENT_SEE,
    }
    return [place for place, roles in held.items() if actor.holds(roles)]


def narrowed(actor: Actor, ask: Ask) -> QuerySet[Dossier]:
    """The dossiers that the actor may see and asks for, whatever the tab; each with the `deadline` it is judged by."""
    found = visible_to(actor).filter(at_place(actor, ask.place)).annotate(deadline=DEADLINE)
    for word in fold(ask.words).split():
        found = found.filter(search__contains=word)
    if ask.status is not None:
        found = found.filter(status=ask.status)
    if ask.unit_id is not None:
        found = found.filter(Q(unit_id=ask.unit_id) | Q(handling_unit_id=ask.unit_id))
    if ask.field_id is not None:
        found = found.filter(procedure__field_id=ask.field_id)
    return found


def in_tab(found: QuerySet[Dossier], tab: str, *, now: datetime) -> QuerySet[Dossier]:
    """Those of `narrowed` that belong to a tab."""
    return found.filter(TAB[tab].condition(today_of(now)))


def counts(found: QuerySet[Dossier], *, now: datetime) -> dict[str, int]:
    """How many of `narrowed` each tab holds; one statement."""
    day = today_of(now)
    asked = {f"tab_{tab.key}": Count("pk", filter=tab.condition(day)) for tab in TABS if tab.key != "all"}
    numbers = found.aggregate(tab_all=Count("pk"), **asked)
    return {name.removeprefix("tab_"): number for name, number in numbers.items()}


def for_rows(found: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With all that a row shows (`tags.rows`), in the same statement."""
    submitter = Party.objects.filter(dossier=OuterRef("pk"), role="submitter").values("name")[:1]
    return (
        found.annotate(submitter=Subquery(submitter))
        .select_related("rules_version", "unit", "handling_unit", "assignee")
        .only(
            *("number", "status", "ending", "regime", "accepted_at", "due_at", "extended_to", "paused_since"),
            *("finished_at", "rules_version__name_vi", "rules_version__name_en", "unit__schedule_id"),
            *("handling_unit__name_vi", "handling_unit__name_en", "assignee__full_name", "assignee__username"),
        )
    )


def page(actor: Actor, ask: Ask, *, now: datetime, size: int = PAGE) -> Listed:
    """One page of a tab, with the counts of all tabs; two statements."""
    found = narrowed(actor, ask)
    tab = TAB.get(ask.tab, TAB["all"])
    sort = ask.sort if ask.sort in SORTS else tab.sort
    key = _Key.read(ask.after)
    back = key is not None and key.back
    rows = for_rows(in_tab(found, tab.key, now=now)).annotate(sorted_by=Coalesce("deadline", Value(NEVER)))
    down = sort.startswith("-") != back
    if key is not None:
        rows = rows.filter(_beyond(key, sort.lstrip("-"), down=down))
    order = ["id"] if sort.lstrip("-") == "id" else ["sorted_by", "id"]
    read = list(rows.order_by(*[f"-{name}" if down else name for name in order])[: size + 1])
    more, read = len(read) > size, read[:size]
    if back:
        read.reverse()
    return Listed(
        dossiers=read,
        counts=counts(found, now=now),
        previous=_Key.of(read[0], back=True) if read and (more if back else key is not None) else "",
        next=_Key.of(read[-1], back=False) if read and (back or more) else "",
    )


@dataclass(frozen=True, slots=True)
class _Key:
    """Where a page begins: after the dossier with that place in the order, or before it when going back."""

    back: bool
    moment: datetime
    id: int

    @classmethod
    def of(cls, dossier: Dossier, *, back: bool) -> str:
        moment: datetime = cast(Any, dossier).sorted_by
        return f"{'b' if back else 'f'}.{moment.astimezone(UTC):%Y%m%dT%H%M%S.%f}.{dossier.pk}"

    @classmethod
    def read(cls, text: str) -> "_Key | None":
        """The key in an address; None for anything else, which shows the first page."""
        way, _, rest = text.partition(".")
        moment, _, number = rest.rpartition(".")
        try:
            at = datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
            return cls(way == "b", at, int(number))
        except ValueError:
            return None


def _beyond(key: _Key, by: str, *, down: bool) -> Q:
    side = "lt" if down else "gt"
    if by == "id":
        return Q(**{f"id__{side}": key.id})
    return Q(**{f"sorted_by__{side}": key.moment}) | Q(sorted_by=key.moment, **{f"id__{side}": key.id})


def calendars_of(dossiers: Iterable[Dossier], *, now: datetime) -> dict[int, WorkCalendar]:
    """The calendars by which the deadlines of rows are counted; one statement per working schedule, not per row."""
    schedules = sorted({dossier.unit.schedule_id for dossier in dossiers})
    return {schedule: work_calendar(schedule, known_at=now) for schedule in schedules}


def units_of(actor: Actor) -> list[Unit]:
    """The units that are competent for, or hold, any dossier that the actor may see; one statement."""
    seen = visible_to(actor)
    named = Q(pk__in=seen.values("unit_id")) | Q(pk__in=seen.values("handling_unit_id"))
    return list(Unit.objects.filter(named).order_by("kind", "name_vi"))


@dataclass(frozen=True, slots=True)
class Load:
    """How much work lies with an officer or a division: open, due today, overdue; `id` None for nobody."""

    id: int | None
    name: str
    open: int
    today: int
    overdue: int


def load(actor: Actor, place: str, *, by: str, now: datetime) -> list[Load]:
    """The open work at a place by `assignee` or `handling_unit`, most overdue first; one statement."""
    english = (get_language() or "").startswith("en")
    names = {
        "assignee": ["assignee__full_name"],
        "handling_unit": ["handling_unit__name_en", "handling_unit__name_vi"][0 if english else 1 :],
    }[by]
    day = today_of(now)
    grouped = (
        narrowed(actor, Ask(place=place))
        .filter(_open())
        .values(f"{by}_id", *names)
        .annotate(
            open=Count("pk"),
            today=Count("pk", filter=TAB["today"].condition(day)),
            overdue=Count("pk", filter=TAB["overdue"].condition(day)),
        )
        .order_by("-overdue", "-today", "-open", f"{by}_id")
    )
    return [
        Load(
            row[f"{by}_id"],
            next(filter(None, (row[name] for name in names)), ""),
            row["open"],
            row["today"],
            row["overdue"],
        )
        for row in cast(Iterable[dict[str, Any]], grouped)
    ]
