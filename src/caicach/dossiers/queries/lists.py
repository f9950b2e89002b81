"""Lists of dossiers: tabs, search, filters, counts and pages by key; every number on a tab is this list's own count."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from caicach.accounts.models import User
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Dossier, Party
from caicach.dossiers.permits import ABOVE_SEE, AT_COUNTER_SEE, AT_DESK_SEE, COMPETENT_SEE, PARTNER_SEE
from caicach.dossiers.queries.tabs import DEADLINE, UNFINISHED, count, counts, in_tab, today_of
from caicach.dossiers.queries.visible import visible_to
from caicach.dossiers.rules.tab import TAB, WORKED_ON, Traits
from caicach.kit.acts import Actor
from caicach.kit.vietnamese import fold
from caicach.kit.words import mark
from caicach.kit.working_time import WorkCalendar

PAGE = 50
MANY = 10_000
"""What has ended is counted up to here: beyond it a list says "more than", and takes no longer."""
NEVER = datetime(9999, 1, 1, tzinfo=UTC)

PLACES = {
    "mine": mark("Tôi thụ lý"),
    "counter": mark("Nơi tôi tiếp nhận"),
    "desk": mark("Phòng tôi đang giữ"),
    "agency": mark("Cơ quan tôi giải quyết"),
    "partner": mark("Đơn vị tôi phối hợp"),
}
"""Parts of what one may see, by the place one has in the dossier's route."""

SORTS = ("id", "-id", "due", "-due")
SORTED_BY = Coalesce("deadline", Value(NEVER))
LOADED = ("open", "today", "overdue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked of the list; `after` is a page's key, made by `page`."""

    tab: str = "all"
    words: str = ""
    place: str = ""
    status: int | None = None
    unit_id: int | None = None
    field_id: int | None = None
    officer_id: int | None = None
    finished_before: datetime | None = None
    sort: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list: the dossiers, how many the live tabs and this one hold, the keys of the pages around it."""

    dossiers: Sequence[Dossier]
    counts: Mapping[str, int]
    previous: str
    next: str


def waited_since(days: int, now: datetime) -> datetime:
    """What was finished before this instant has waited more than so many days, today not counted."""
    return today_of(now).start - timedelta(days=days)


def at_place(actor: Actor, place: str) -> Q:
    """The condition of a place for an actor; every dossier for no place or an unknown one."""
    if place == "mine":
        return Q(assignee_id__in=[actor.user_id, *actor.stands_for])
    if place == "counter":
        return Q(received_unit_id__in=actor.reach(AT_COUNTER_SEE))
    if place == "desk":
        return Q(handling_unit_id__in=actor.reach(AT_DESK_SEE))
    if place == "agency":
        above = Q(above_unit_id__in=actor.reach(ABOVE_SEE))
        return Q(competent_unit_id__in=actor.reach(COMPETENT_SEE)) | above
    if place == "partner":
        return Q(partner_units__overlap=sorted(actor.reach(PARTNER_SEE)))
    return Q()


def places_of(actor: Actor) -> list[str]:
    """The places that an actor has."""
    held = {
        "mine": [Role.PROCESSING_OFFICER],
        "counter": AT_COUNTER_SEE,
        "desk": [Role.DIVISION_HEAD],
        "agency": COMPETENT_SEE,
        "partner": PARTNER_SEE,
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
        found = found.filter(Q(competent_unit_id=ask.unit_id) | Q(handling_unit_id=ask.unit_id))
    if ask.officer_id is not None:
        found = found.filter(assignee_id=ask.officer_id)
    if ask.finished_before is not None:
        found = found.filter(finished_at__lt=ask.finished_before)
    if ask.field_id is not None:
        found = found.filter(procedure__field_id=ask.field_id)
    return found


def for_rows(found: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With all that a row shows (`tags.rows`), in the same statement."""
    submitter = Party.objects.filter(dossier=OuterRef("pk"), role="submitter").values("name")[:1]
    return (
        found.annotate(submitter=Subquery(submitter), deadline=DEADLINE)
        .select_related("rules_version", "unit", "handling_unit", "assignee")
        .only(
            *("number", "status", "ending", "regime", "accepted_at", "due_at", "extended_to", "paused_since"),
            *(
                "finished_at",
                "above_unit",
                "kept_elsewhere",
                "rules_version__name_vi",
                "rules_version__name_en",
                "unit__schedule_id",
            ),
            *("handling_unit__name_vi", "handling_unit__name_en", "assignee__full_name", "assignee__username"),
        )
    )


def page(actor: Actor, ask: Ask, *, now: datetime, size: int = PAGE) -> Listed:
    """One page of a tab, with the counts of the live tabs and of this one; four statements.

    The rows are chosen by what the indexes hold; only those of the page are read in full.
    """
    found = narrowed(actor, ask)
    tab = TAB.get(ask.tab, TAB["all"])
    sort = ask.sort if ask.sort in SORTS else tab.sort
    key = _Key.read(ask.after)
    back = key is not None and key.back
    chosen = in_tab(found, tab.key, now=now).annotate(sorted_by=SORTED_BY)
    down = sort.startswith("-") != back
    if key is not None:
        chosen = chosen.filter(_beyond(key, sort.lstrip("-"), down=down))
    names = ["id"] if sort.lstrip("-") == "id" else ["sorted_by", "id"]
    order = [f"-{name}" if down else name for name in names]
    rows = for_rows(Dossier.objects.filter(pk__in=chosen.order_by(*order).values("pk")[: size + 1]))
    read = list(rows.annotate(sorted_by=SORTED_BY).order_by(*order))
    more, read = len(read) > size, read[:size]
    if back:
        read.reverse()
    known = counts(found, now=now)
    return Listed(
        dossiers=read,
        counts=known | {tab.key: count(found, tab.key, known, now=now, most=MANY)},
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
    """The units by which the list can be narrowed: the actor's own, and all that have an unfinished dossier in hand.

    Two statements.
    """
    in_hand = visible_to(actor).filter(UNFINISHED).order_by().values_list("competent_unit_id", "handling_unit_id")
    named = actor.reach((*AT_DESK_SEE, *COMPETENT_SEE)).union(*in_hand.distinct())
    return list(Unit.objects.filter(pk__in=named).order_by("kind", "name_vi"))


@dataclass(frozen=True, slots=True)
class Load:
    """How much work lies with an officer or a unit: unfinished, due today, overdue; `id` None for nobody."""

    id: int | None
    name: str
    open: int
    today: int
    overdue: int


def load_of(groups: Iterable[tuple[Traits, dict[str, Any]]], *, by: str) -> list[Load]:
    """The work by `assignee`, `handling_unit` or `competent_unit`, most overdue first; one statement, for the names.

    The groups are those of `tabs.traits`, counted by that column (and others).
    """
    numbers: dict[int | None, Counter[str]] = defaultdict(Counter)
    for one, row in groups:
        if one.step in WORKED_ON:
            held = ["open", *(key for key in ("today", "overdue") if TAB[key].holds(one))]
            numbers[row[f"{by}_id"]] += Counter(dict.fromkeys(held, row["many"]))
    names = _names(by, [key for key in numbers if key is not None])
    found = [
        Load(key, names.get(key or 0, ""), **{name: held[name] for name in LOADED}) for key, held in numbers.items()
    ]
    return sorted(found, key=lambda one: (-one.overdue, -one.today, -one.open, one.id or 0))


def _names(by: str, ids: Sequence[int]) -> dict[int, str]:
    if by == "assignee":
        return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}
    return {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=ids)}
