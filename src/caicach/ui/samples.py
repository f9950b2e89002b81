"""Invented data for the style page: every component in every state. No record of the house is shown there."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils.translation import gettext, gettext_lazy

from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.ui.tags import percent_text

PAGES = ("list", "detail", "form", "report", "sheet", "home", "figure", "refused")
MONDAY = date(2026, 9, 14)
RECEIVED = datetime.combine(date(2026, 8, 27), time(9, 5))


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Họ và tên"), help_text=gettext_lazy("Ghi như trên căn cước."))
    channel = forms.ChoiceField(
        label=gettext_lazy("Hình thức nộp"),
        choices=[("1", gettext_lazy("Trực tiếp")), ("2", gettext_lazy("Trực tuyến")), ("3", gettext_lazy("Bưu chính"))],
        widget=forms.RadioSelect,
    )
    field = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực"), choices=[("", "—"), ("ht", gettext_lazy("Hộ tịch"))], required=False
    )
    born = forms.DateField(
        label=gettext_lazy("Ngày sinh"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    note = forms.CharField(label=gettext_lazy("Ghi chú"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    scan = forms.FileField(
        label=gettext_lazy("Bản quét"), help_text=gettext_lazy("PDF, không quá 20 MB."), required=False
    )
    agreed = forms.BooleanField(label=gettext_lazy("Đã đối chiếu với bản chính"))


def states() -> list[tuple[str, str]]:
    """Each kind of state with words an officer would use."""
    return [
        ("early", gettext("Trước hạn 2 ngày")),
        ("on_time", gettext("Đúng hạn")),
        ("due_soon", gettext("Còn 1 ngày làm việc")),
        ("late", gettext("Quá hạn 3 ngày làm việc")),
        ("paused", gettext("Tạm dừng chờ bổ sung")),
        ("pending", gettext("Chờ tiếp nhận")),
        ("done", gettext("Đã trả kết quả")),
        ("neutral", gettext("Không áp dụng thời hạn")),
    ]


def proof() -> list[dict[str, object]]:
    """Three weeks around the national day: weekends and the holiday are skipped."""
    days: list[dict[str, object]] = []
    for number in range(15):
        day = date(2026, 8, 28) + timedelta(days=number)
        holiday = day in (date(2026, 9, 1), date(2026, 9, 2))
        off = day.weekday() >= 5
        reason = gettext("Nghỉ lễ Quốc khánh") if holiday else gettext("Nghỉ hằng tuần") if off else ""
        kind = "holiday" if holiday else "weekend" if off else "work"
        days.append({"date": day, "counted": not (holiday or off), "kind": kind, "reason": reason})
    return days


def bands() -> dict[str, dict[str, object]]:
    """A dossier within its time, one paused and late, one finished."""
    due = RECEIVED + timedelta(days=15)
    pause = {"from": RECEIVED + timedelta(days=4), "to": RECEIVED + timedelta(days=7), "label": gettext("Chờ bổ sung")}
    done = due - timedelta(days=4)
    asked = {
        "kind": "consultation", "from": RECEIVED + timedelta(days=2), "to": RECEIVED + timedelta(days=5),
        "label": gettext("Lấy ý kiến Sở Tư pháp"), "detail": gettext("Đề nghị cho ý kiến về hồ sơ."),
    }  # fmt: skip
    wrong = {
        "kind": "correction", "from": done + timedelta(days=5), "to": done + timedelta(days=8),
        "label": gettext("Sửa kết quả sai"), "detail": gettext("Ghi sai tên người nộp."),
    }  # fmt: skip
    common: dict[str, object] = {"start": RECEIVED, "due": due, "days": proof(), "pauses": [], "finished": None}
    return {
        "running": {**common, "now": RECEIVED + timedelta(days=9), "pauses": [pause]},
        "late": {**common, "now": due + timedelta(days=3, hours=4), "pauses": [pause]},
        "finished": {**common, "now": due, "finished": done, "spans": [asked, wrong]},
    }


def events() -> list[dict[str, object]]:
    """Four events, one of them entered later than it happened."""
    asked, back = RECEIVED + timedelta(days=4), RECEIVED + timedelta(days=7)
    return [
        {
            "when": back,
            "entered": back + timedelta(hours=3, minutes=20),
            "who": "Trần Thị Mẫu",
            "what": gettext("Nhận giấy tờ bổ sung, tiếp tục giải quyết"),
            "note": gettext("Bản sao giấy chứng nhận kết hôn."),
        },
        {
            "when": asked,
            "who": "Lê Văn Ví Dụ",
            "what": gettext("Yêu cầu bổ sung hồ sơ, tạm dừng thời hạn"),
            "source": gettext("Phiếu yêu cầu bổ sung số 12"),
        },
        {"when": RECEIVED + timedelta(hours=1), "who": "Trần Thị Mẫu", "what": gettext("Chuyển phòng chuyên môn")},
        {"when": RECEIVED, "who": "Trần Thị Mẫu", "what": gettext("Tiếp nhận hồ sơ, in giấy hẹn")},
    ]


def steps() -> list[dict[str, object]]:
    """A process of four steps."""
    return [
        {"name": gettext("Tiếp nhận"), "who": "Trần Thị Mẫu", "kind": "done"},
        {"name": gettext("Thẩm định"), "who": "Lê Văn Ví Dụ", "kind": "late", "due": RECEIVED + timedelta(days=8)},
        {"name": gettext("Ký duyệt"), "who": "Phạm Minh Họa", "kind": "todo"},
        {"name": gettext("Trả kết quả"), "who": gettext("Quầy trả kết quả"), "kind": "todo"},
    ]


def rows() -> list[dict[str, object]]:
    """Rows of a report: unit, resolved, before or on time, late."""
    return [
        {"name": gettext("Sở Nội vụ"), "all": 1240, "good": 1231, "late": 9, "kind": "early"},
        {"name": gettext("Sở Xây dựng"), "all": 3518, "good": 3296, "late": 222, "kind": "due_soon"},
        {"name": gettext("Phường Mẫu Một"), "all": 806, "good": 640, "late": 166, "kind": "late"},
    ]


def dossiers() -> list[dict[str, object]]:
    """Rows of a list of dossiers."""
    names = ["Nguyễn Văn Mẫu", "Hoàng Thị Thử", "Công ty TNHH Ví Dụ", "Đặng Minh Họa"]
    procedure = gettext("Cấp bản sao trích lục hộ tịch")
    found = zip(names, states(), strict=False)
    return [
        {
            "code": f"H99.12-260914-{number:04d}",
            "name": name,
            "procedure": procedure,
            "kind": kind,
            "words": words,
            "due": datetime.combine(MONDAY + timedelta(days=number), time(17)),
        }
        for number, (name, (kind, words)) in enumerate(found, start=1)
    ]


def trace() -> dict[str, object]:
    """What stands behind a sealed rate."""
    return {
        "title": gettext("Tỷ lệ giải quyết đúng và trước hạn"),
        "value": percent_text(5167, 5564).removesuffix("%"),
        "unit": "%",
        "definition": gettext(
            "Số hồ sơ giải quyết xong không muộn hơn hạn trả, chia cho số hồ sơ đã giải quyết trong kỳ."
        ),
        "numerator": 5167,
        "numerator_words": gettext("hồ sơ đúng và trước hạn"),
        "denominator": 5564,
        "denominator_words": gettext("hồ sơ đã giải quyết"),
        "unit_name": gettext("Tỉnh Mẫu"),
        "period": "01/07/2026 – 30/09/2026",
        "as_of": "14/10/2026 08:00",
        "version": "1",
        "sealed": True,
        "records": [
            {"url": "#figure", "text": "H99.12-260914-0001", "note": gettext("Trước hạn 2 ngày")},
            {"url": "#figure", "text": "H99.12-260914-0002", "note": gettext("Đúng hạn")},
            {"url": "", "text": gettext("Hồ sơ không thuộc phạm vi được xem"), "note": "", "masked": True},
        ],
        "total": 5564,
        "all_url": "#figure",
        "export_url": "#figure",
    }


def refusal() -> Refused:
    """A refusal of a rule with its source."""
    return Refused(
        "paused",
        mark("Hồ sơ {code} đang tạm dừng chờ bổ sung nên chưa trả kết quả được; hãy ghi nhận giấy tờ bổ sung trước."),
        values={"code": "H99.12-260914-0003"},
        source="Điều 19 Nghị định 118/2025/NĐ-CP",
    )


def components() -> dict[str, object]:
    """All that the style page shows."""
    wrong = SampleForm({"name": "", "channel": ""})
    wrong.is_valid()
    return {
        "states": states(),
        "proof": proof(),
        "bands": bands(),
        "events": events(),
        "steps": steps(),
        "rows": rows(),
        "trace": trace(),
        "wrong_form": wrong,
        "refused": refusal(),
        "pages": PAGES,
        "paging": {"previous_url": "#tables", "next_url": "#tables", "words": gettext("51–100 trong 1.234 hồ sơ")},
        "moment": RECEIVED,
    }


def page(name: str) -> dict[str, object]:
    """All that one sample skeleton shows."""
    if name == "form":
        return {
            "form": SampleForm(prefix="sample"),
            "request_key": "sample",
            "submit_label": gettext("Tiếp nhận hồ sơ"),
        }
    if name == "refused":
        return {"refusal": refusal(), "back_url": "#main"}
    return {**components(), "dossiers": dossiers(), "sample": True, "band": bands()["late"]}
