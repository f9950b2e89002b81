"""A few real files in the demo: a scanned stack to be split, a digitised component, an electronic result."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image

from caicach.accounts.rules import Role
from caicach.demo.rules.staff import CENTRE, HOME_AFFAIRS
from caicach.demo.services.province import Province
from caicach.dossiers.models import Attachment, Dossier, Party
from caicach.dossiers.services.attach import About, attach
from caicach.dossiers.services.record_read import record_read
from caicach.dossiers.services.split_scan import split_scan
from caicach.kit.acts import Act, Actor
from caicach.kit.period import instant, local, local_day
from caicach.papers.models import File
from caicach.papers.rules.sheets import Document, Head, Signer
from caicach.papers.services.draw import draw, pictures
from caicach.papers.services.keep_file import keep_file
from caicach.procedures.models import Component

ActAt = Callable[[Actor, datetime], Act]

DOTS = 120
"""An inch of the scans, so that the demo stays small."""
MADE = time.gmtime(0)
STACKS, SPLIT, RESULTS = 2, 1, 3
"""How many stacks wait to be split, how many were split, how many results have a file."""


class Scans:
    """The dossiers of one agency that get files, by the verbs of the counter."""

    def __init__(self, province: Province, *, until: datetime, act: ActAt) -> None:
        self.until, self.act = until, act
        self.clerk = province.people(Role.INTAKE_CLERK, CENTRE)[0]
        self.unit = province.units[HOME_AFFAIRS]
        centre = province.units[CENTRE]
        self.here = Dossier.objects.filter(unit=self.unit, received_unit=centre).select_related("rules_version", "unit")

    def load(self) -> int:
        """Attach everything; returns how many files there are."""
        before = instant(self.until - timedelta(days=1))
        open_ones = self.here.filter(finished_at=None, accepted_at__lt=before, attachments=None).order_by("pk")
        fresh = [one for one in open_ones[:40] if len(_components(one)) > 1][: STACKS + SPLIT]
        for place, dossier in enumerate(fresh):
            self._stack(dossier, split=place >= STACKS)
        ended = self.here.filter(digitised=True, finished_at__gt=before - timedelta(days=60))
        for dossier in ended.order_by("-finished_at", "pk")[:RESULTS]:
            self._result(dossier)
        self._readings()
        return Attachment.objects.filter(file__isnull=False, dossier__unit=self.unit).count()

    def _moment(self, minutes: int) -> Act:
        return self.act(self.clerk, self.until - timedelta(minutes=minutes))

    def _stack(self, dossier: Dossier, *, split: bool) -> None:
        """One scan of all papers with a blank sheet at its end; already split, or waiting for it."""
        components = _components(dossier)
        sheets = [_form(dossier, one) for one in components]
        act = self._moment(50)
        file, last = _scanned(act, sheets)
        about = About(label="Tập quét tại quầy")
        attach(act, dossier.pk, kind=Attachment.OTHER, file=file, source=Attachment.SCAN, about=about)
        if split:
            stack = Attachment.objects.get(dossier=dossier, file=file)
            ranges = {str(one.pk): str(place) for place, one in enumerate(components, start=1)}
            split_scan(self._moment(45), dossier.pk, attachment_id=stack.pk, ranges={**ranges, "left_out": str(last)})

    def _result(self, dossier: Dossier) -> None:
        """The applicant's form, and the result as an electronic file; the dossier was digitised before and stays so."""
        form, act = _components(dossier)[0], self._moment(30)
        file, _ = _scanned(act, [_form(dossier, form)], blank=False)
        kind, scan = Attachment.COMPONENT, Attachment.SCAN
        attach(act, dossier.pk, kind=kind, component_id=form.pk, file=file, source=scan)
        finished = dossier.finished_at or act.at
        sheet = Document(
            head=Head(agency=self.unit.name_vi.upper(), agency_above="UBND TỈNH ĐẮK LẮK", number="", place="Đắk Lắk",
                      day=local_day(finished)),
            kind="KẾT QUẢ GIẢI QUYẾT", subject=f"Về hồ sơ {dossier}", issuer=self.unit.name_vi,
            paragraphs=(f"Hồ sơ {dossier}: {dossier.rules_version.name_vi}.",
                        "Kết quả: đồng ý. Văn bản này là dữ liệu minh họa, không có giá trị pháp lý."),
            recipients=(_submitter(dossier), "Lưu: VT"), signer=Signer(title="Giám đốc"),
        )  # fmt: skip
        made = keep_file(act, draw(sheet, at=finished.replace(microsecond=0)), name="", made=True, pages=1)
        about = About(label="Kết quả giải quyết (bản điện tử)", issued_on=local_day(finished), issuer=self.unit.name_vi)
        attach(self._moment(29), dossier.pk, kind=Attachment.RESULT, file=made, source=Attachment.MADE, about=about)

    def _readings(self) -> None:
        """The clerk looked at what was scanned."""
        for place, one in enumerate(Attachment.objects.filter(file__isnull=False).order_by("pk")[:6]):
            record_read(replace(self._moment(25 - place), key=""), one.dossier_id, attachment=one)


def _components(dossier: Dossier) -> list[Component]:
    return [one for one in dossier.rules_version.components.order_by("position") if one.required]


def _submitter(dossier: Dossier) -> str:
    return Party.objects.filter(dossier=dossier, role="submitter").values_list("name", flat=True).first() or ""


def _form(dossier: Dossier, component: Component) -> Document:
    """A page of what somebody handed in, before it goes through the scanner."""
    day = local(dossier.submitted_at)
    return Document(
        head=Head(agency="MẪU MINH HỌA", place="Đắk Lắk", day=day.date()),
        kind=component.name_vi.upper()[:120],
        subject=dossier.rules_version.name_vi,
        paragraphs=(
            f"Kính gửi: {dossier.unit.name_vi}.",
            f"Tôi là {_submitter(dossier)}, nộp giấy tờ này cùng hồ sơ {dossier}.",
            "Giấy tờ này do phần mềm lập để minh họa; người và sự việc đều được đặt ra.",
        ),
        signer=Signer(title="Người nộp hồ sơ", name=_submitter(dossier)),
    )


def _scanned(act: Act, sheets: Sequence[Document], *, blank: bool = True) -> tuple[File, int]:
    """The sheets as a scanner gives them: pictures in one PDF, a blank one at the end; the file and its pages."""
    pages = [Image.open(BytesIO(page)).convert("L") for sheet in sheets for page in pictures(sheet, dots=DOTS)[:1]]
    if blank:
        pages.append(Image.new("L", pages[0].size, 250))
    out = BytesIO()
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], resolution=DOTS, quality=60, creationDate=MADE, modDate=MADE
    )
    return keep_file(act, out.getvalue(), name="", made=True, pages=len(pages)), len(pages)
