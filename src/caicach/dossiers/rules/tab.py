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

ANSWER_LATE, UNANSWERED, NO_APOLOGY, UNCOLLECTED, EXTENDED, UNCONFIRMED = (
    "answer_late",
    "unanswered",
    "no_apology",
    "uncollected",
    "extended",
    "unconfirmed",
)
"""Of live dossiers: an opinion is late, papers asked for long ago have not come, past its day without an apology, the
result waits for long, extended, passed on and not yet taken over."""
CORRECTING, LOST = "correcting", "lost"
"""Of any dossier: a wrong result is being corrected, it or a part of it is missing."""
FLAGS = (ANSWER_LATE, UNANSWERED, NO_APOLOGY, UNCOLLECTED, EXTENDED, UNCONFIRMED)

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
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A condition: its key in the address, its words, and what it asks; what is not named is not asked.

    `standing`: whether the clock stands. `accepted_today` asks for today's receptions, whatever became of them;
    `everything` asks nothing. `flag` is one of `FLAGS`. `sort` is how its rows are sorted at first.
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
    flag: str = ""
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
            and (not self.flag or self.flag in traits.flags)
        )


def _at(step: ProcessStep, key: str, label: str, **more: object) -> Tab:
    return Tab(key=key, label=label, steps=frozenset({step}), **more)  # type: ignore[arg-type]


def _running(key: str, label: str) -> Tab:
    return Tab(key=key, label=label, steps=WORKED_ON, standing=False, due=key)


TABS = (
    _at(ProcessStep.RECEIVE, "receive", mark("Chờ tiếp nhận"), sort="id"),
    Tab(key="received", label=mark("Tiếp nhận hôm nay"), accepted_today=True, sort="-id"),
    _at(ProcessStep.FORWARD, "forward", mark("Chờ chuyển xử lý")),
    Tab(key="handover", label=mark("Chờ xác nhận bàn giao"), flag=UNCONFIRMED),
    _at(ProcessStep.ASSIGN, "assign", mark("Chờ phân công")),
    _at(ProcessStep.EXAMINE, "examine", mark("Đang thẩm định"), standing=False),
    _at(ProcessStep.SIGN, "sign", mark("Chờ ký")),
    _at(ProcessStep.NUMBER, "number", mark("Chờ vào sổ, phát hành")),
    _at(ProcessStep.RETURN, "return", mark("Chờ trả kết quả"), sort="id"),
    _running("today", mark("Hạn hôm nay")),
    _running("overdue", mark("Quá hạn")),
    Tab(
        key="no_apology",
        label=mark("Quá hạn chưa xin lỗi"),
        steps=WORKED_ON,
        standing=False,
        due=OVERDUE,
        flag=NO_APOLOGY,
    ),
    Tab(key="extended", label=mark("Đã gia hạn"), steps=WORKED_ON, flag=EXTENDED),
    _running("soon", mark("Sắp đến hạn")),
    Tab(key="papers", label=mark("Chờ bổ sung"), statuses=frozenset({Status.PAPERS_REQUESTED})),
    Tab(
        key="unanswered",
        label=mark("Sắp đóng vì không bổ sung"),
        statuses=frozenset({Status.PAPERS_REQUESTED}),
        flag=UNANSWERED,
    ),
    Tab(
        key="stopped",
        label=mark("Đang dừng"),
        statuses=frozenset({Status.OBLIGATION_REQUESTED, Status.STOPPED}),
        standing=True,
    ),
    Tab(key="fee", label=mark("Chưa nộp phí, lệ phí"), unpaid=True),
    Tab(key="consult", label=mark("Đang lấy ý kiến"), consulting=True),
    Tab(key="consult_late", label=mark("Chậm trả lời ý kiến"), flag=ANSWER_LATE),
    Tab(key="partners", label=mark("Chờ cơ quan phối hợp"), partners=True),
    _at(ProcessStep.RETURN, "uncollected", mark("Kết quả lâu chưa nhận"), flag=UNCOLLECTED, sort="id"),
    Tab(key="correct", label=mark("Kết quả phải sửa"), steps=frozenset(ProcessStep), flag=CORRECTING),
    Tab(key="lost", label=mark("Mất, hư hỏng"), steps=frozenset(ProcessStep), flag=LOST),
    Tab(key="done", label=mark("Đã kết thúc"), steps=frozenset({ProcessStep.DONE}), sort="-id"),
    Tab(key="all", label=mark("Tất cả"), everything=True, sort="-id"),
)
TAB = {tab.key: tab for tab in TABS}

WORK: dict[str, tuple[str, ...]] = {
    Role.INTAKE_CLERK: ("receive", "received", "forward", "handover", "overdue", "papers", "fee", "return"),
    Role.RESULT_DESK: ("return", "uncollected", "fee", "done"),
    Role.CENTRE_HEAD: (
        "receive",
        "received",
        "forward",
        "handover",
        "overdue",
        "no_apology",
        "consult_late",
        "unanswered",
        "return",
        "uncollected",
    ),
    Role.PROCESSING_OFFICER: ("examine", "today", "overdue", "soon", "papers", "consult", "partners"),
    Role.DIVISION_HEAD: (
        *("handover", "assign", "examine", "sign", "today", "overdue", "no_apology", "soon", "papers", "unanswered"),
    ),
    Role.AGENCY_LEADER: ("assign", "sign", "today", "overdue", "no_apology", "soon"),
    Role.RECORDS_CLERK: ("number", "sign"),
    Role.REFORM_OFFICER: ("today", "overdue", "soon", "papers"),
}
"""The tabs of each role's work; the others are one click further."""


def work_of(roles: Collection[str]) -> frozenset[str]:
    """The keys of the tabs that stand first for somebody with these roles."""
    return frozenset(key for role in roles for key in WORK.get(role, ())) | {"all"}
