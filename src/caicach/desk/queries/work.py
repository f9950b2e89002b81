"""What waits for somebody today: piles of dossiers, counts, and how the work is spread, by the roles held.

Every pile is a tab of the list of dossiers, so its number is the number of the list it leads to.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caicach.desk.queries.desks import DESKS, Desk, Pile
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.lists import Ask, Load, calendars_of, for_rows, load_of, narrowed
from caicach.dossiers.queries.tabs import counts_of, in_tab, traits
from caicach.dossiers.rules.tab import TAB, Traits
from caicach.dossiers.tags import Row, list_url, rows
from caicach.kit.acts import Actor

SHOWN = 8
"""So many dossiers of a pile stand on the home page; the rest is one click away."""
URGENT = ("overdue", "no_apology")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of dossiers with the list it counts."""

    label: str
    count: int
    url: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A pile on the page: the first rows, and how many there are in all."""

    title: str
    nothing: str
    count: int
    url: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Share:
    """How much lies with somebody, with the lists of what is due today and overdue (empty for nobody)."""

    load: Load
    today_url: str
    overdue_url: str


@dataclass(frozen=True, slots=True)
class Section:
    """A desk on the page."""

    role: str
    place: str
    title: str
    counts: list[Count]
    piles: list[Shown]
    spread: str
    load: list[Share]


def sections(actor: Actor, *, now: datetime) -> list[Section]:
    """The desks of the roles held, each pile once; the number of statements depends on the roles only."""
    held = [desk for desk in DESKS if actor.holds([desk.role])]
    counted = {place: _count_place(actor, place, held, now=now) for place in {desk.place for desk in held}}
    numbers = {place: known for place, (_groups, known) in counted.items()}
    piles = {pile: _read(actor, pile, now=now) for desk in held for pile in desk.piles}
    calendars = calendars_of([dossier for read in piles.values() for dossier in read], now=now)
    shown: set[Pile] = set()
    found = []
    for desk in held:
        fresh = [pile for pile in desk.piles if pile not in shown]
        if not fresh:
            continue
        shown |= set(fresh)
        found.append(
            Section(
                role=desk.role.value,
                place=desk.place,
                title=desk.title,
                counts=[_count(desk.place, tab, numbers[desk.place][tab]) for tab in desk.tabs],
                piles=[
                    Shown(
                        title=pile.title,
                        nothing=pile.nothing,
                        count=numbers[pile.place][pile.tab],
                        url=list_url(place=pile.place, tab=pile.tab),
                        rows=rows(piles[pile], calendars, now=now),
                    )
                    for pile in fresh
                ],
                spread=desk.spread,
                load=_shares(desk, counted[desk.place][0]) if desk.spread else [],
            )
        )
    return found


def _count_place(
    actor: Actor, place: str, held: list[Desk], *, now: datetime
) -> tuple[list[tuple[Traits, dict[str, Any]]], dict[str, int]]:
    """What lies at a place, counted once for all its tabs and for how it is spread there."""
    found = narrowed(actor, Ask(place=place))
    by = sorted({f"{desk.spread}_id" for desk in held if desk.place == place and desk.spread})
    groups = traits(found, now=now, by=by)
    known = counts_of(groups)
    if any(desk.place == place and "received" in desk.tabs for desk in held):
        known["received"] = in_tab(found, "received", now=now).count()
    return groups, known


def _shares(desk: Desk, groups: list[tuple[Traits, dict[str, Any]]]) -> list[Share]:
    by = "officer" if desk.spread == "assignee" else "unit"
    return [
        Share(
            load=one,
            today_url=list_url(place=desk.place, tab="today", **{by: one.id}) if one.id else "",
            overdue_url=list_url(place=desk.place, tab="overdue", **{by: one.id}) if one.id else "",
        )
        for one in load_of(groups, by=desk.spread)
    ]


def _read(actor: Actor, pile: Pile, *, now: datetime) -> list[Dossier]:
    """The first dossiers of a pile, in the order of its tab; one statement."""
    found = in_tab(narrowed(actor, Ask(place=pile.place)), pile.tab, now=now)
    sort = TAB[pile.tab].sort
    order = [sort] if sort.endswith("id") else ["deadline", "id"]
    # Chosen by what the index of the unfinished holds; only the chosen ones are read in full.
    chosen = found.order_by(*order).values("pk")[:SHOWN]
    return list(for_rows(Dossier.objects.filter(pk__in=chosen)).order_by(*order))


def _count(place: str, tab: str, number: int) -> Count:
    return Count(TAB[tab].label, number, list_url(place=place, tab=tab), urgent=tab in URGENT and number > 0)
