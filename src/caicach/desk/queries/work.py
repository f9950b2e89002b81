"""What waits for somebody today: piles of dossiers, counts, and how the work is spread, by the roles held.

Every pile is a tab of the list of dossiers, so its number is the number of the list it leads to.
"""

from dataclasses import dataclass
from datetime import datetime

from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.lists import Ask, Load, calendars_of, for_rows, load, narrowed
from caicach.dossiers.queries.tabs import counts, in_tab
from caicach.dossiers.rules.tab import TAB
from caicach.dossiers.tags import Row, list_url, rows
from caicach.kit.acts import Actor
from caicach.kit.words import mark

SHOWN = 8
"""So many dossiers of a pile stand on the home page; the rest is one click away."""


@dataclass(frozen=True, slots=True)
class Pile:
    """A pile to show: the place in the dossier's route, the tab, its title, and what is said when nothing waits."""

    place: str
    tab: str
    title: str
    nothing: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What one role works through: the tabs whose counts it needs, its piles, and by what its load is spread."""

    role: Role
    place: str
    title: str
    tabs: tuple[str, ...]
    piles: tuple[Pile, ...]
    spread: str = ""


_RESULT = Pile("counter", "return", mark("Kết quả chờ trả"), mark("Không có kết quả nào đang chờ trả."))

FLOW = ("assign", "examine", "today", "overdue", "soon", "papers")

DESKS = (
    Desk(
        Role.INTAKE_CLERK, "counter", mark("Bộ phận một cửa"), ("receive", "today", "overdue", "papers", "return"),
        (
            Pile("counter", "receive", mark("Hồ sơ nộp, chờ tiếp nhận"), mark("Không có hồ sơ nào chờ tiếp nhận.")),
            Pile("counter", "received", mark("Tiếp nhận hôm nay"), mark("Hôm nay chưa tiếp nhận hồ sơ nào.")),
            _RESULT,
        ),
    ),
    Desk(Role.RESULT_DESK, "counter", mark("Bộ phận một cửa"), ("return",), (_RESULT,)),
    Desk(
        Role.PROCESSING_OFFICER, "mine", mark("Hồ sơ tôi thụ lý"), ("examine", "today", "overdue", "soon", "papers"),
        (
            Pile("mine", "examine", mark("Đang xử lý, theo hạn trả"), mark("Anh/chị không có hồ sơ nào đang xử lý.")),
            Pile("mine", "papers", mark("Đang chờ bổ sung"), mark("Không có hồ sơ nào đang chờ bổ sung.")),
        ),
    ),
    Desk(
        Role.DIVISION_HEAD, "desk", mark("Phòng của tôi"), FLOW,
        (
            Pile("desk", "assign", mark("Chờ phân công"), mark("Mọi hồ sơ của phòng đã được phân công.")),
            Pile("desk", "overdue", mark("Quá hạn"), mark("Phòng không có hồ sơ quá hạn.")),
        ),
        spread="assignee",
    ),
    Desk(
        Role.AGENCY_LEADER, "agency", mark("Cơ quan của tôi"), FLOW,
        (Pile("agency", "overdue", mark("Quá hạn"), mark("Cơ quan không có hồ sơ quá hạn.")),),
        spread="handling_unit",
    ),
)  # fmt: skip


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
class Section:
    """A desk on the page."""

    title: str
    counts: list[Count]
    piles: list[Shown]
    spread: str
    load: list[Load]


def sections(actor: Actor, *, now: datetime) -> list[Section]:
    """The desks of the roles held, each pile once; the number of statements depends on the roles only."""
    held = [desk for desk in DESKS if actor.holds([desk.role])]
    numbers = {place: counts(narrowed(actor, Ask(place=place)), now=now) for place in {desk.place for desk in held}}
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
                load=load(actor, desk.place, by=desk.spread, now=now) if desk.spread else [],
            )
        )
    return found


def _read(actor: Actor, pile: Pile, *, now: datetime) -> list[Dossier]:
    """The first dossiers of a pile, in the order of its tab; one statement."""
    found = in_tab(narrowed(actor, Ask(place=pile.place)), pile.tab, now=now)
    sort = TAB[pile.tab].sort
    order = [sort] if sort.endswith("id") else ["deadline", "id"]
    return list(for_rows(found).order_by(*order)[:SHOWN])


def _count(place: str, tab: str, number: int) -> Count:
    return Count(TAB[tab].label, number, list_url(place=place, tab=tab), urgent=tab == "overdue" and number > 0)
