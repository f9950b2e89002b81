"""What is asked beside an address and sent with a form, by the names that the table uses."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from access.ground import COMMON, IDENTITY, Ground, typed
from access.sent_in import FORMS as SENT_IN
from caicach.dossiers.models import Attachment, Consultation, Part
from caicach.figures.rules.asked import moment_written
from caicach.journal.queries import last_seal
from caicach.kit.period import local_day
from caicach.payments.models import Receipt
from caicach.procedures.models import FeeExemption


def _period() -> dict[str, str]:
    today = local_day(timezone.now())
    return {"from": (today - timedelta(days=60)).isoformat(), "to": today.isoformat()}


def _yesterday() -> str:
    return local_day(timezone.now() - timedelta(days=1)).isoformat()


def _unit(ground: Ground, code: str) -> str:
    return str(ground.here.units[code].pk)


QUERIES: dict[str, Callable[[Ground], dict[str, str]]] = {
    "": lambda _: {},
    "search": lambda _: {"q": COMMON},
    "searched and narrowed": lambda ground: {
        "q": COMMON,
        "tab": "examine",
        "sort": "-due",
        "place": "agency",
        "unit": _unit(ground, "phong"),
    },
    "as of": lambda _: {"as_of": moment_written(last_seal().published_at)},
    "chosen running": lambda ground: {"d": str(ground.dossiers["running"])},
    "chosen handed": lambda ground: {"d": str(ground.dossiers["handed"])},
    "unit and time": lambda ground: {"unit": _unit(ground, "so"), "channel": "1", "at": typed(timezone.now())},
    "book": lambda ground: {
        "unit": _unit(ground, "centre"),
        "first": _period()["from"],
        "last": _period()["to"],
    },
    "all results": lambda _: {"which": "all"},
    "handovers": lambda _: {"day": _yesterday()},
    "handover": lambda ground: {
        "day": _yesterday(),
        "kind": "dossiers",
        "giver": _unit(ground, "centre"),
        "receiver": _unit(ground, "phong"),
    },
    "figure": lambda _: {"agency": "so", **_period()},
    "figure narrowed": lambda ground: {"agency": "so", "own": "1", "unit": _unit(ground, "so"), **_period()},
    "figure of nowhere": lambda _: {"agency": "khong-co", **_period()},
    "denominator": lambda _: {"agency": "so", "part": "denominator", **_period()},
    "report": lambda _: {"agency": "so", **_period()},
    "monday": lambda _: {"agency": "so"},
    "report by agency": lambda _: {"agency": "so", "by": "agency", "own": "1", **_period()},
}


def _soon() -> str:
    return (local_day(timezone.now()) + timedelta(days=40)).isoformat()


def _today() -> str:
    return local_day(timezone.now()).isoformat()


def _reception(ground: Ground) -> dict[str, str]:
    papers = {f"paper-{component.pk}-originals": "1" for component in ground.here.components}
    return {
        "unit": _unit(ground, "so"), "received_unit": _unit(ground, "centre"), "channel": "1",
        "submitter_kind": "person", "submitter_name": "Lê Thị Thử", **papers,
    }  # fmt: skip


def _batch(ground: Ground) -> dict[str, str]:
    return {
        "received_unit": _unit(ground, "centre"), "channel": "1", "kind": "agency", "name": "Sở Thử",
        "rows": "SYN-1\tNgười Một\tkhen thưởng\tx",
    }  # fmt: skip


FORMS: dict[str, Callable[[Ground], dict[str, str]]] = {
    "": lambda _: {},
    "reception": _reception,
    # Parted by a blank, as on a card: a page that repeats the address does not repeat the mark.
    "identity": lambda _: {"submitter_identity": f"{IDENTITY[:3]} {IDENTITY[3:]}"},
    "nobody's identity": lambda _: {"submitter_identity": "079000000000"},
    "search": lambda _: {"q": COMMON},
    "note": lambda ground: {**_reception(ground), "act": "submit"},
    "receive": lambda _: {},
    "supplement": lambda _: {},
    "return_result": lambda _: {},
    "resume": lambda _: {},
    "finish": lambda _: {},
    "assign": lambda ground: {"officer": str(ground.askers["processing_officer handling"].user.pk)},
    "assign many": lambda ground: {**FORMS["assign"](ground), "d": str(ground.dossiers["running"])},
    "forward many": lambda ground: {**FORMS["forward"](ground), "d": str(ground.dossiers["running"])},
    "take_over": lambda _: {},
    "take_over many": lambda ground: {"d": str(ground.dossiers["handed"])},
    "saved list": lambda _: {"name": "Việc tuần này", "query": "tab=overdue&place=mine"},
    "decide": lambda _: {"decision": "granted"},
    "forward": lambda ground: {"unit": _unit(ground, "phong2")},
    "request_supplement": lambda _: {"reason": "thiếu giấy tờ"},
    "draft": lambda _: {
        "kind": "decision",
        "outcome": "granted",
        "title": "Về việc thử",
        "body": "Điều 1. Thử.",
    },
    "submit_document": lambda _: {"sheet": "Kính trình"},
    "discard_document": lambda _: {},
    "initial": lambda _: {},
    "approve": lambda _: {},
    "sign": lambda _: {},
    "return_document": lambda _: {"reason": "sai thể thức"},
    "number": lambda _: {"number": "77"},
    "release": lambda _: {},
    "cancel_number": lambda _: {"reason": "sai sổ"},
    "papers returned": lambda ground: {
        "row": str(ground.dossiers["p-submitted"]),
        "act": "return",
        "reason": "sai căn cứ",
    },
    "papers numbered": lambda ground: {
        "row": (signed := str(ground.dossiers["p-signed"])),
        f"number-{signed}": "78",
        "act": "number",
    },
    "register": lambda ground: {"unit": _unit(ground, "so"), "kind": "letter", "year": "2026", "way": "own"},
    "reserve": lambda _: {"count": "1", "day": "2026-01-05", "reason": "văn bản khẩn", "act": "reserve"},
    "attach": lambda _: {"target": "other", "secret": "on", "secret_number": "12/BC"},
    "detach": lambda ground: {
        "attachment": str(Attachment.objects.get(dossier_id=ground.dossiers["filed"]).pk),
        "reason": "nhầm hồ sơ",
    },
    "pause": lambda _: {"kind": "obligation", "reason": "chờ nộp phí"},
    "send_back": lambda _: {"reason": "nhầm phòng"},
    "submit_above": lambda _: {},
    "return_step": lambda _: {"reason": "chuyển người khác"},
    "extend": lambda ground: {"new_date": _soon(), "reason": "xác minh", "responsible_unit": _unit(ground, "so")},
    "interlink": lambda ground: {
        "order": "parallel",
        "unit_1": _unit(ground, "so2"),
        "task_1": "xác minh",
        "hours_1": "8",
    },
    "take_part": lambda ground: {"part": str(Part.objects.get().pk)},
    "finish_part": lambda ground: {"part": str(Part.objects.get().pk), "result": "đồng ý"},
    "consult": lambda ground: {"unit": _unit(ground, "so2"), "content": "ý kiến", "due_on": _today()},
    "answer_consultation": lambda ground: {
        "consultation": str(Consultation.objects.get(dossier_id=ground.dossiers["consulted"]).pk),
        "answer": "đồng ý",
    },
    "remind": lambda _: {},
    "close_unanswered": lambda _: {},
    "explain": lambda _: {"cause": "agency", "explanation": "đã kiểm điểm"},
    "report_wrong_result": lambda ground: {"what": "sai tên", "responsible_unit": _unit(ground, "phong")},
    "correct_result": lambda _: {"note": "đã cấp lại"},
    "report_loss": lambda _: {"what": "bản vẽ", "apology": "xin lỗi", "remedy": "xin bản sao"},
    "found": lambda _: {"note": "tìm thấy ở kho"},
    "remind_collection": lambda _: {},
    "bundle": lambda ground: {
        "unit": _unit(ground, "centre"),
        "row": str(ground.dossiers["finished"]),
        "receipt": "PG-1",
    },
    "delivered": lambda ground: {"row": str(ground.dossiers["posted"])},
    "note_returned_mail": lambda _: {"reason": "sai địa chỉ"},
    "apologise": lambda _: {"new_date": _soon(), "reason": "chậm"},
    "withdraw": lambda _: {},
    "refuse": lambda _: {"reason": "không đủ điều kiện"},
    "stop": lambda _: {"reason": "không đủ căn cứ"},
    "judge_subjects": lambda _: {"subject-1-result": "approved", "subject-2-result": "denied"},
    "batch preview": lambda ground: {**_batch(ground), "act": "preview"},
    "batch": lambda ground: {**_batch(ground), "act": "receive"},
    "small letters": lambda _: {"abbreviation": "sth"},
    "count": lambda ground: {
        "unit": _unit(ground, "centre"),
        "day": local_day(timezone.now()).isoformat(),
        "counted": "0",
        "handed_to": "Thủ quỹ",
    },  # nothing was taken
    "guide": lambda ground: {"unit": _unit(ground, "centre"), "procedure": "SYN-1", "channel": "2"},
    "take_fee": lambda _: {"amount": "30000", "method": "cash", "series": "01P", "number": "77"},
    "exempt_fee": lambda ground: {"exemption": str(FeeExemption.objects.get().pk)},
    "void_fee": lambda ground: {"receipt": str(Receipt.objects.get().pk), "reason": "ghi nhầm"},
    "reason": lambda _: {"reason": "gửi lại theo yêu cầu"},
    "correct_finish": lambda _: {"finished_at": typed(timezone.now() - timedelta(hours=12)), "reason": "ghi nhầm"},
}


def _feedback_form(word: str) -> Callable[[Ground], dict[str, str]]:
    officer = "processing_officer handling"
    return lambda ground: SENT_IN[word](ground.here, ground.askers[officer].user.pk)


FORMS |= {f"feedback {word}": _feedback_form(word) for word in SENT_IN}
