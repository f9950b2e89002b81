"""The form of a yearly decision on days off and made-up days: one line a day, as copied from a sheet."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caicach.calendars.rules import NewDay
from caicach.desk.forms.people import AdminForm
from caicach.kit.vietnamese import fold

KINDS = {"nghi": "off", "off": "off", "lam bu": "work", "work": "work", "nhu ngay thuong": "normal", "normal": "normal"}
LINE = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))\s*[;\t,]\s*([^;\t,]+)\s*[;\t,]\s*(.+)")


def read_line(line: str, document: str) -> NewDay:
    """One day such as `27/04/2026; nghỉ; Nghỉ bù Giỗ Tổ`. Raises `ValidationError` naming what is wrong."""
    found = LINE.fullmatch(line.strip())
    kind = KINDS.get(fold(found[7])) if found else None
    if found is None or kind is None:
        raise ValidationError(
            _("Không đọc được dòng “%(line)s”; mỗi dòng là: ngày; nghỉ, làm bù hoặc như ngày thường; tên ngày."),
            params={"line": line.strip()},
        )
    iso = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        day = date(*(int(part) for part in iso))
    except ValueError:
        raise ValidationError(_("Không có ngày “%(day)s”."), params={"day": "/".join(reversed(iso))}) from None
    name, _bar, english = (part.strip() for part in found[8].partition("|"))
    return NewDay(date=day, kind=kind, name_vi=name, name_en=english or name, document=document)


class DaysForm(AdminForm):
    """The document and its days."""

    document = forms.CharField(label=_("Số, ngày của văn bản"), max_length=300)
    days = forms.CharField(
        label=_("Các ngày"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Mỗi dòng một ngày: 27/04/2026; nghỉ; Nghỉ bù Giỗ Tổ. Có thể thêm tên tiếng Anh sau dấu |."),
    )

    def new_days(self) -> list[NewDay]:
        """What a valid form announces."""
        return list(self.cleaned_data["read"])

    def clean(self) -> dict[str, object]:
        """Each line read; the first that cannot be is told."""
        told = super().clean() or {}
        lines = [line for line in str(told.get("days", "")).splitlines() if line.strip()]
        try:
            told["read"] = [read_line(line, str(told.get("document", ""))) for line in lines]
        except ValidationError as wrong:
            self.add_error("days", wrong)
        return told
