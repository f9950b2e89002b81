"""What befalls dossiers beside the plain path: each state once, so that every page of the working day shows it.

Opinions asked for, papers that never came, a longer limit, lateness with and without words, a wrong result, a loss.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from caicach.accounts.rules import Role
from caicach.demo.rules.moments import moment_on, working_day_after
from caicach.demo.rules.staff import CENTRE, FINANCE, HOME_AFFAIRS, JUSTICE
from caicach.demo.services.draft import Draft
from caicach.demo.services.histories import ATTEMPTS, SEED, begun, roomy
from caicach.demo.services.province import Province
from caicach.dossiers.rules.checks import CLOSED_AFTER, REMINDED_AFTER
from caicach.dossiers.rules.missing import Missing
from caicach.dossiers.services.answer_consultation import answer_consultation
from caicach.dossiers.services.apologise import apologise
from caicach.dossiers.services.close_unanswered import close_unanswered
from caicach.dossiers.services.consult import consult
from caicach.dossiers.services.correct_result import correct_result
from caicach.dossiers.services.explain import explain
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.load_histories import History
from caicach.dossiers.services.remind import remind
from caicach.dossiers.services.remind_collection import remind_collection
from caicach.dossiers.services.report_loss import report_loss
from caicach.dossiers.services.report_wrong_result import report_wrong_result
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.kit.acts import SYSTEM

TENDED = time(7, 15)
"""When the system reminds of papers and closes (`dossiers.tasks`)."""
BODY = "Văn phòng Bộ Nội vụ"
ABOUT = "Đề nghị cho ý kiến về hồ sơ theo chức năng, nhiệm vụ của cơ quan."
AGREES = "Thống nhất với đề nghị, không có ý kiến khác."


class Unfit(Exception):
    """The dossier drawn leaves no room for what should befall it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One dossier and the days before the anchor's moment, counted back in working days; none of today."""

    draft: Draft
    until: datetime

    def day(self, back: int) -> date:
        """The working day so many before today; after today when negative."""
        return working_day_after(self.until.date(), -back, self.draft.calendar)

    def at(self, back: int) -> datetime:
        """A moment of that day after everything told so far."""
        return self.moment(self.day(back))

    def moment(self, day: date) -> datetime:
        """A moment of a day after everything told so far. Raises `Unfit` when there is none."""
        at = moment_on(day, self.draft.random, self.draft.calendar, after=self.draft.last)
        if at is None:
            raise Unfit
        return at

    def begin(self) -> None:
        """Hand over and assign."""
        self.draft.hand_over()
        self.draft.give_out()

    def due(self, first: int, last: int) -> None:
        """Raise `Unfit` unless the dossier is due between these working days before today."""
        if not self.day(first) <= self.draft.due.date() <= self.day(last):
            raise Unfit

    def ask(self, back: int, until: int, *, unit: str = "", body: str = "") -> None:
        """Ask a unit or a body for its opinion."""
        draft, asked = self.draft, self.draft.province.units[unit].pk if unit else None
        draft.tell(
            consult, draft.officer, self.at(back), content=ABOUT, due_on=self.day(until), unit_id=asked, body=body
        )

    def answer(self, back: int) -> None:
        """The answer to the only open question, noted by the officer."""
        self.draft.tell(answer_consultation, self.draft.officer, self.at(back), answer=AGREES)

    def done(self, back: int) -> None:
        """Finish in time."""
        if self.day(back) > self.draft.due.date():
            raise Unfit
        self.draft.finish(self.at(back))


def _asked(told: Telling) -> None:
    """One answered late, one in time, one open."""
    told.due(-3, -60)
    told.begin()
    told.ask(9, 6, unit=JUSTICE)
    told.answer(5)
    told.ask(4, 2, body=BODY)
    told.answer(3)
    told.ask(2, -2, unit=FINANCE)


def _asked_in_vain(told: Telling) -> None:
    """A question whose day has passed, without an answer."""
    told.due(-3, -60)
    told.begin()
    told.ask(6, 2, unit=FINANCE)


def _closed(told: Telling) -> None:
    """Papers never came: reminded on the tenth day, closed on the first one allowed."""
    told.begin()
    draft = told.draft
    draft.ask_for_papers(told.moment(working_day_after(draft.received.date(), 1, draft.calendar)))
    asked = draft.last.date()
    if asked > draft.due.date():
        raise Unfit
    draft.tell(remind, SYSTEM, datetime.combine(asked + REMINDED_AFTER, TENDED))
    draft.tell(close_unanswered, SYSTEM, datetime.combine(asked + CLOSED_AFTER + timedelta(days=1), TENDED))


def _papers(told: Telling) -> None:
    """Papers asked for one by one."""
    draft = told.draft
    told.begin()
    listed = [one for one in draft.offer.version.components.all() if one.required]
    if len(listed) < 2:
        raise Unfit
    items = [
        Missing(component_id=listed[0].pk, originals=1, what="Thiếu chữ ký của người đứng đầu."),
        Missing(component_id=listed[1].pk, copies=1, what="Bản sao mờ, không đọc được."),
    ]
    draft.tell(
        request_supplement, draft.officer, told.at(1), reason="Thành phần hồ sơ chưa hợp lệ.", items=items,
        legal_basis="Khoản 5 Điều 19 Nghị định số 118/2025/NĐ-CP", contact="0262 3 000 118",
    )  # fmt: skip


def _extended(told: Telling) -> None:
    """A longer limit and the apology in one letter (form 04)."""
    draft = told.draft
    told.due(0, -3)
    told.begin()
    draft.tell(
        extend, draft.head, told.at(2), new_date=working_day_after(draft.due.date(), 6, draft.calendar),
        reason="Cần thêm thời gian lấy ý kiến của cơ quan liên quan.", responsible_unit_id=draft.offer.unit_id,
        apology=True,
    )  # fmt: skip


def _late_and_explained(told: Telling) -> None:
    """Overdue; the apology came in time, the explanation after the deadline."""
    draft = told.draft
    told.due(6, 4)
    told.begin()
    before = working_day_after(draft.due.date(), -1, draft.calendar)
    draft.tell(apologise, draft.head, told.moment(before), new_date=told.day(-3), reason="Văn bản phối hợp đến muộn.")
    draft.tell(
        explain, draft.head, told.at(2), cause="partner", document="1482/SNV-VP",
        explanation="Chưa theo dõi sát thời hạn lấy ý kiến; đã phân công người nhắc việc trước hạn hai ngày.",
    )  # fmt: skip


def _late_and_silent(told: Telling) -> None:
    """Overdue, and nobody has said a word."""
    told.due(6, 3)
    told.begin()


def _withdrawn(told: Telling) -> None:
    told.due(0, -60)
    told.begin()
    told.draft.withdraw(told.at(3))


def _refused(told: Telling) -> None:
    told.due(0, -60)
    told.begin()
    told.draft.refuse(told.at(2))


def _stopped(told: Telling) -> None:
    told.due(0, -60)
    told.begin()
    told.draft.stop(told.at(4))


def _wrong(told: Telling) -> None:
    """The result has been handed out; since yesterday it is known to be wrong."""
    _handed_out(told, done=5, out=3)
    _wrong_since(told, 1)


def _put_right(told: Telling) -> None:
    """A wrong result, corrected within its three working days."""
    _handed_out(told, done=9, out=8)
    _wrong_since(told, 6)
    told.draft.tell(
        correct_result, told.draft.officer, told.at(4), note="Đã thay bằng quyết định đính chính, thu hồi bản cũ."
    )


def _handed_out(told: Telling, *, done: int, out: int) -> None:
    told.begin()
    told.done(done)
    told.draft.hand_out(told.at(out))


def _wrong_since(told: Telling, back: int) -> None:
    desk = told.draft.province.people(Role.RESULT_DESK, CENTRE)[0]
    told.draft.tell(
        report_wrong_result, desk, told.at(back), what="Ghi sai tên người được công nhận.",
        responsible_unit_id=told.draft.offer.unit_id,
    )  # fmt: skip


def _lost(told: Telling) -> None:
    """A part of the dossier is gone, not found yet."""
    told.due(-2, -60)
    told.begin()
    told.draft.tell(
        report_loss, told.draft.head, told.at(1), what="Thất lạc một bản chính tờ khai khi chuyển phòng.",
        apology="Cơ quan xin lỗi về việc làm thất lạc giấy tờ.",
        remedy="Cơ quan tự sao lại từ hồ sơ lưu, người nộp không phải nộp lại.",
    )  # fmt: skip


def _uncollected(told: Telling) -> None:
    """A result that waits for longer than a month; the submitter was reminded."""
    told.begin()
    told.done(32)
    desk = told.draft.province.people(Role.RESULT_DESK, CENTRE)[0]
    told.draft.tell(remind_collection, desk, told.at(5), note="Đã gọi điện, người nộp hẹn tuần sau.")


@dataclass(frozen=True, slots=True)
class Case:
    """What befalls, between which working days back the dossier is received, and whether it is open at the end."""

    tell: Callable[[Telling], None]
    earliest: int
    latest: int
    open: bool


CASES = {
    "asked": Case(_asked, 14, 10, True),
    "asked-in-vain": Case(_asked_in_vain, 11, 7, True),
    "closed": Case(_closed, 24, 20, False),
    "papers": Case(_papers, 3, 2, True),
    "extended": Case(_extended, 40, 4, True),
    "late-and-explained": Case(_late_and_explained, 50, 8, True),
    "late-and-silent": Case(_late_and_silent, 50, 8, True),
    "withdrawn": Case(_withdrawn, 10, 6, False),
    "refused": Case(_refused, 9, 5, False),
    "stopped": Case(_stopped, 12, 7, False),
    "wrong": Case(_wrong, 20, 7, False),
    "put-right": Case(_put_right, 24, 11, False),
    "lost": Case(_lost, 7, 4, True),
    "uncollected": Case(_uncollected, 42, 34, False),
}


def eventful_dossiers(province: Province, *, until: datetime) -> Iterator[History]:
    """One dossier for each of `CASES`, in their order; everything happened before the day of the moment."""
    for name, case in CASES.items():
        # Each is drawn by itself: a new case moves no other.
        random = Random(f"{SEED} event {name} {until.date()}")  # noqa: S311 (a drawing, no secret)
        yield _told(province, random, case, until).history()


def _told(province: Province, random: Random, case: Case, until: datetime) -> Draft:
    for _ in range(ATTEMPTS):
        back = random.randint(case.latest, case.earliest)
        draft = begun(province, random, HOME_AFFAIRS, working_day_after(until.date(), -back, province.calendar))
        # Fees have their own story (`payments`), with numbers from the book of receipts.
        if draft is None or not roomy(draft) or draft.offer.version.fees.all():
            continue
        try:
            case.tell(Telling(draft, until))
        except Unfit:
            continue
        if draft.last.date() < until.date():
            return draft
    raise RuntimeError(f"no dossier is told by {case.tell.__name__} before {until}")
