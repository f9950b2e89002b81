"""The tabs of the list: each one condition over what stands on the dossier, told once as data.

`queries.tabs` makes the filter of the list and the count of the badge out of the same data, so they cannot differ.
"""

from collections.abc import Collection
from dataclasses import dataclass

from caicach.accounts.rules import Role
from caicach.dossiers.rules.status import Status
from caicach.dossiers.rules.step import ProcessStep
from caicach.kit.words import mark

LIVE = frozenset(ProcessStep) - {ProcessStep.DONE}
"""Steps in which somebody still has something to do."""
WORKED_ON = LIVE - {ProcessStep.RECEIVE, ProcessStep.RETURN}
"""Steps in which the clock can run: accepted, and the processing not ended."""

OVERDUE, TODAY, SOON, LATER = "overdue", "today", "soon", "later"
"""Where the deadline lies: before today, today, within `queries.tabs.SOON_DAYS`, after that or nowhere."""

UNPAID = 1
"""`Dossier.fee` of fees that are due and not paid."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What the tabs ask of a dossier; dossiers with the same traits stand in the same tabs."""

    step: str
    status: int
    standing: bool
    due: str
    unpaid: bool
    consulting: bool
    partners: bool
    answer_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A condition: its key in the address, its words, and what it asks; what is not named is not asked.

    `standing`: whether the clock stands. `accepted_today` asks for today's receptions, whatever became of them;
    `everything` asks nothing. `sort` is how its rows are sorted at first.
    """

    key: str
    label: str
    steps: frozenset[str] = LIVE
    statuses: frozenset[int] = frozenset()
    standing: bool | None = None
    due: str = ""
    unpaid: bool = False
    consulting: bool = False
    partners: bool = False
    answer_late: bool = False
    accepted_today: bool = False
    everything: bool = False
    sort: str = "due"

    @property
    def live(self) -> bool:
        """Whether only unfinished dossiers can stand in it; those are counted for every badge in one statement."""
        return self.steps <= LIVE and not self.accepted_today and not self.everything

    def holds(self, traits: Traits) -> bool:
        """Whether a dossier with these traits stands in the tab; of live tabs only."""
        return (
            traits.step in self.steps
            and (not self.statuses or traits.status in self.statuses)
            and self.standing in (None, traits.standing)
            and self.due in ("", traits.due)
            and (traits.unpaid or not self.unpaid)
            and (traits.consulting or not self.consulting)
            and (traits.partners or not self.partners)
            and (traits.answer_late or not self.answer_late)
        )


def _at(step: ProcessStep, key: str, label: str, **more: object) -> Tab:
    return Tab(key=key, label=label, steps=frozenset({step}), **more)  # type: ignore[arg-type]


def _running(key: str, label: str) -> Tab:
    return Tab(key=key, label=label, steps=WORKED_ON, standing=False, due=key)


TABS = (
    _at(ProcessStep.RECEIVE, "receive", mark("Chờ tiếp nhận"), sort="id"),
    Tab(key="received", label=mark("Tiếp nhận hôm nay"), accepted_today=True, sort="-id"),
    _at(ProcessStep.FORWARD, "forward", mark("Chờ chuyển xử lý")),
    _at(ProcessStep.ASSIGN, "assign", mark("Chờ phân công")),
    _at(ProcessStep.EXAMINE, "examine", mark("Đang thẩm định"), standing=False),
    _at(ProcessStep.SIGN, "sign", mark("Chờ ký")),
    _at(ProcessStep.NUMBER, "number", mark("Chờ vào sổ, phát hành")),
    _at(ProcessStep.RETURN, "return", mark("Chờ trả kết quả"), sort="id"),
    _running("today", mark("Hạn hôm nay")),
    _running("overdue", mark("Quá hạn")),
    _running("soon", mark("Sắp đến hạn")),
    Tab(key="papers", label=mark("Chờ bổ sung"), statuses=frozenset({Status.PAPERS_REQUESTED})),
    Tab(
        key="stopped",
        label=mark("Đang dừng"),
        statuses=frozenset({Status.OBLIGATION_REQUESTED, Status.STOPPED}),
        standing=True,
    ),
    Tab(key="fee", label=mark("Chưa nộp phí, lệ phí"), unpaid=True),
    Tab(key="consult", label=mark("Đang lấy ý kiến"), consulting=True),
    Tab(key="consult_late", label=mark("Chậm trả lời ý kiến"), answer_late=True),
    Tab(key="partners", label=mark("Chờ cơ quan phối hợp"), partners=True),
    Tab(key="done", label=mark("Đã kết thúc"), steps=frozenset({ProcessStep.DONE}), sort="-id"),
    Tab(key="all", label=mark("Tất cả"), everything=True, sort="-id"),
)
TAB = {tab.key: tab for tab in TABS}

WORK: dict[str, tuple[str, ...]] = {
    Role.INTAKE_CLERK: ("receive", "received", "forward", "overdue", "papers", "fee", "return"),
    Role.RESULT_DESK: ("return", "fee", "done"),
    Role.CENTRE_HEAD: ("receive", "received", "forward", "overdue", "consult_late", "papers", "return"),
    Role.PROCESSING_OFFICER: ("examine", "today", "overdue", "soon", "papers", "consult", "partners"),
    Role.DIVISION_HEAD: ("assign", "examine", "sign", "today", "overdue", "soon", "papers"),
    Role.AGENCY_LEADER: ("assign", "sign", "today", "overdue", "soon"),
    Role.RECORDS_CLERK: ("number", "sign"),
    Role.REFORM_OFFICER: ("today", "overdue", "soon", "papers"),
}
"""The tabs of each role's work; the others are one click further."""


def work_of(roles: Collection[str]) -> frozenset[str]:
    """The keys of the tabs that stand first for somebody with these roles."""
    return frozenset(key for role in roles for key in WORK.get(role, ())) | {"all"}
