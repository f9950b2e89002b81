"""Load the demo province: units, procedures, people and dossiers, each step in a transaction of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from itertools import groupby
from random import Random

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.accounts.models import User
from caicach.agencies.services.load_units import load_units, shipped_units
from caicach.demo.models import Mark
from caicach.demo.queries import forget
from caicach.demo.rules.staff import SINCE
from caicach.demo.services.causes import explain_late
from caicach.demo.services.counter import count_days, hand_in_batch, note_guidance, with_award_list
from caicach.demo.services.documents import lay_documents
from caicach.demo.services.editions import close_reports
from caicach.demo.services.elsewhere import bring_in
from caicach.demo.services.events import eventful_dossiers
from caicach.demo.services.feedback import load_feedback
from caicach.demo.services.files import digitising
from caicach.demo.services.handed import confirm_handovers, send_letters
from caicach.demo.services.histories import SEED, ended_dossiers
from caicach.demo.services.notices import load_notices
from caicach.demo.services.open_work import open_dossiers, submitted_dossiers
from caicach.demo.services.own_figures import compose_figures
from caicach.demo.services.payments import paying
from caicach.demo.services.people import load_people
from caicach.demo.services.pictures import set_pictures
from caicach.demo.services.province import Province
from caicach.demo.services.scans import Scans
from caicach.demo.services.steps import Shared
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.load_histories import History, load_histories
from caicach.dossiers.services.submit import submit
from caicach.journal.services.record import record
from caicach.journal.services.seal import seal
from caicach.kit.acts import SYSTEM, Act, Actor
from caicach.kit.period import instant, local, local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.procedures.services.load_procedures import load_procedures, shipped_procedures

ORIGIN = "demo"
EARLIEST = date(2025, 10, 1)
"""No anchor before this day: the latest rules must have been in force for a season."""

CLOSING = time(17)
LOCK = 2_026_149_500
"""Advisory lock of the loader: who comes second waits, and finds the demo loaded."""

Report = Callable[[str], None]


def load_demo(*, anchor: date, report: Report) -> None:
    """Load what is not loaded yet; at once done when everything is. Each step says to `report` what it did.

    The dossiers go up to the closing of the anchor's day, or to this very moment when that comes first. A demo that
    was begun keeps its anchor. Raises `Refused`: "anchor-too-early", "not-empty" for a database with records of its
    own.
    """
    if Mark.objects.filter(step=Mark.LOADED).exists():
        return
    with _alone():
        if Mark.objects.filter(step=Mark.LOADED).exists():
            return
        _Loading(_anchor_of(anchor), report).run()
    forget()
    seal()


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _anchor_of(asked: date) -> date:
    """The anchor of the demo that was begun here, else the one asked for."""
    begun = Mark.objects.order_by("pk").first()
    if begun is not None:
        return begun.anchor
    if asked < EARLIEST:
        raise Refused(
            "anchor-too-early",
            mark("Ngày minh họa {day} quá sớm; hãy chọn từ {earliest} trở đi."),
            values={"day": asked.isoformat(), "earliest": EARLIEST.isoformat()},
            field="anchor",
        )
    if User.objects.exists() or Dossier.objects.exists():
        raise Refused(
            "not-empty",
            mark("Cơ sở dữ liệu này đã có người dùng hoặc hồ sơ nên không nạp dữ liệu minh họa vào đây được."),
        )
    return asked


class _Loading:
    """One run: its moments, and the steps in their order."""

    def __init__(self, anchor: date, report: Report) -> None:
        self.anchor, self.report, self.now = anchor, report, timezone.now()
        # A run that goes on where another one stopped draws the same dossiers as that one.
        begun = Mark.objects.order_by("pk").first()
        moment = local(begun.done_at if begun else self.now)
        self.until = min(datetime.combine(anchor, CLOSING), moment.replace(second=0, microsecond=0))

    def act(self, at: datetime) -> Act:
        """An act of the system at a wall-clock time."""
        moment = instant(at)
        return Act(actor=SYSTEM, at=moment, now=self.now, origin=ORIGIN, claimed_at=moment)

    def run(self) -> None:
        """All steps."""
        beginning = self.act(datetime.combine(SINCE, time(7)))
        self._step("units", lambda: self._units(beginning))
        self._step("procedures", lambda: self._procedures(beginning))
        self._step("people", lambda: self._people(beginning))
        self._dossiers()
        self._step("pictures", lambda: self._pictures(beginning))
        self._step("notices", self._notices)
        self._editions()
        self._own_figures()
        self._step(Mark.LOADED, lambda: "")

    def _step(self, name: str, work: Callable[[], str]) -> None:
        """Do one step with its mark in one transaction, unless an earlier run did it."""
        if Mark.objects.filter(step=name).exists():
            return
        with transaction.atomic():
            said = work()
            Mark.objects.create(step=name, anchor=self.anchor, done_at=self.now)
        if said:
            self.report(said)

    def _editions(self) -> None:
        """Outside any transaction: each closing seals what was committed before it."""
        if not Mark.objects.filter(step="editions").exists():
            count = close_reports(self.act(self.until))
            self._step("editions", lambda: _("Bản chốt số liệu: {count}").format(count=count))

    def _own_figures(self) -> None:
        """Outside any transaction, as the closings."""
        if not Mark.objects.filter(step="own_figures").exists():
            count = compose_figures(self.act(self.until))
            self._step("own_figures", lambda: _("Số liệu tự soạn: {count}").format(count=count))

    def _units(self, act: Act) -> str:
        counts = load_units(act=act, record=record, document=shipped_units())
        return _("Đơn vị: {count}").format(count=counts["units"])

    def _procedures(self, act: Act) -> str:
        counts = load_procedures(act=act, document=shipped_procedures())
        return _("Thủ tục hành chính: {count}").format(count=counts["procedures"])

    def _people(self, act: Act) -> str:
        count = load_people(act, random=Random(f"{SEED} people"))  # noqa: S311 (a drawing, no secret)
        return _("Tài khoản: {count}").format(count=count)

    def _pictures(self, act: Act) -> str:
        return _("Hình chữ ký, hình dấu: {count}").format(count=set_pictures(act))

    def _dossiers(self) -> None:
        """A step for each year of receipt, then those not accepted yet."""
        province = Province(now=self.now, today=self.until.date())
        told = [*ended_dossiers(province, until=self.until), *open_dossiers(province, until=self.until)]
        told.sort(key=lambda history: history.received_at)
        told = list(digitising(with_award_list(paying(told, province))))
        for year, histories in groupby(told, key=lambda history: local_day(history.received_at).year):
            self._step(f"dossiers-{year}", partial(self._year, year, list(histories)))
        self._step("submitted", lambda: self._submitted(province))
        self._step("counter", lambda: self._counter(province))
        self._step("documents", lambda: self._documents(province))
        self._step("steps", lambda: self._shared(province))
        self._step("events", lambda: self._events(province))
        self._step("handed", lambda: self._handed(province))
        self._step("scans", lambda: self._scans(province))
        self._step("feedback", lambda: self._feedback(province))
        self._step("causes", lambda: self._causes(province))
        self._step("elsewhere", self._elsewhere)

    def _elsewhere(self) -> str:
        count = bring_in(self.now, until=self.until)
        return _("Hồ sơ của hệ thống khác: {count}").format(count=count)

    def _documents(self, province: Province) -> str:
        def act(actor: Actor, at: datetime) -> Act:
            return replace(self.act(at), actor=actor)

        count = lay_documents(province, until=self.until, act=act)
        return _("Văn bản đang trình ký: {count}").format(count=count)

    def _scans(self, province: Province) -> str:
        def act(actor: Actor, at: datetime) -> Act:
            return replace(self.act(at), actor=actor)

        count = Scans(province, until=self.until, act=act).load()
        return _("Tệp quét và kết quả điện tử: {count}").format(count=count)

    def _feedback(self, province: Province) -> str:
        count = load_feedback(province, self._acts, until=self.until)
        return _("Phản ánh, kiến nghị: {count}").format(count=count)

    def _notices(self) -> str:
        return _("Tin nhắn: {count}").format(count=load_notices(self.act(self.until)))

    def _year(self, year: int, histories: list[History]) -> str:
        load_histories(histories, now=self.now, origin=ORIGIN)
        return _("Hồ sơ tiếp nhận năm {year}: {count}").format(year=year, count=len(histories))

    def _events(self, province: Province) -> str:
        """After everything that looks for its dossiers among the others."""
        told = load_histories(eventful_dossiers(province, until=self.until), now=self.now, origin=ORIGIN)
        return _("Hồ sơ có việc phát sinh: {count}").format(count=len(told))

    def _handed(self, province: Province) -> str:
        """What changed hands last: hand-overs confirmed with a word, letters given to the post."""
        confirmed = confirm_handovers(province, self._acts, until=self.until)
        letters = send_letters(province, self._acts, until=self.until)
        return _("Bàn giao: {confirmed} lần có xác nhận, {letters} kết quả gửi bưu chính").format(
            confirmed=confirmed, letters=letters
        )

    def _causes(self, province: Province) -> str:
        count = explain_late(province, self._acts, until=self.until)
        return _("Hồ sơ quá hạn có giải trình nguyên nhân: {count}").format(count=count)

    def _acts(self, actor: Actor, at: datetime) -> Act:
        moment = instant(at)
        return Act(actor=actor, at=moment, now=self.now, origin=ORIGIN, claimed_at=moment)

    def _counter(self, province: Province) -> str:
        """What the counter's last days left: a batch, guidance, counts of money."""
        acts = self._acts
        batch = hand_in_batch(province, acts, until=self.until)
        guided = note_guidance(province, acts, until=self.until)
        counted = count_days(province, acts, until=self.until)
        return _("Tại quầy: {batch} hồ sơ nộp cùng lúc, {guided} lượt hướng dẫn, {counted} lần chốt tiền").format(
            batch=batch, guided=guided, counted=counted
        )

    def _shared(self, province: Province) -> str:
        count = Shared(province, until=self.until, now=self.now, origin=ORIGIN).load()
        return _("Hồ sơ liên thông: {count}").format(count=count)

    def _submitted(self, province: Province) -> str:
        count = 0
        for clerk, intake, at in sorted(submitted_dossiers(province, until=self.until), key=lambda one: one[2]):
            moment = instant(at)
            submit(Act(actor=clerk, at=moment, now=self.now, origin=ORIGIN, claimed_at=moment), intake)
            count += 1
        return _("Hồ sơ nộp trực tuyến chờ tiếp nhận: {count}").format(count=count)
