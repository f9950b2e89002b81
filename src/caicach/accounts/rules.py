"""Roles and what counts as a good account: pure, no clock, no database."""

import re
from datetime import date, timedelta
from enum import StrEnum

from caicach.kit.acts import Actor
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


class Role(StrEnum):
    """What a person may do at a unit (reference: the roles of a one-stop shop and of an agency's reform work)."""

    INTAKE_CLERK = "intake_clerk"
    PROCESSING_OFFICER = "processing_officer"
    DIVISION_HEAD = "division_head"
    AGENCY_LEADER = "agency_leader"
    REFORM_OFFICER = "reform_officer"
    RESULT_DESK = "result_desk"
    RECORDS_CLERK = "records_clerk"
    CENTRE_HEAD = "centre_head"
    ADMINISTRATOR = "administrator"


TITLES: dict[Role, str] = {
    Role.INTAKE_CLERK: mark("Cán bộ một cửa"),
    Role.PROCESSING_OFFICER: mark("Công chức thụ lý"),
    Role.DIVISION_HEAD: mark("Trưởng phòng"),
    Role.AGENCY_LEADER: mark("Lãnh đạo cơ quan"),
    Role.REFORM_OFFICER: mark("Cán bộ cải cách hành chính"),
    Role.RESULT_DESK: mark("Bộ phận trả kết quả"),
    Role.RECORDS_CLERK: mark("Văn thư"),
    Role.CENTRE_HEAD: mark("Người đứng đầu bộ phận một cửa"),
    Role.ADMINISTRATOR: mark("Quản trị hệ thống"),
}
"""The title of each role as shown to people (a marked text)."""

NOBODY = Actor(user_id=None, username="", name="")
"""Somebody who has not signed in: no name, no rights."""

LONGEST_ABSENCE = 366
"""Whoever is away for more days than this has left the post: grants of one's own are the way."""

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]")


def username_of(text: str) -> str:
    """The username in the one form it is stored in: lower case, 3 to 64 letters a–z, digits, dot, dash, underscore.

    Raises `Refused("bad-username")`.
    """
    name = text.strip().lower()
    if not USERNAME.fullmatch(name):
        raise Refused(
            "bad-username",
            mark(
                "Tên đăng nhập “{username}” không hợp lệ: dùng từ 3 đến 64 ký tự gồm chữ a–z không dấu, chữ số, "
                "dấu chấm, gạch ngang hoặc gạch dưới; bắt đầu và kết thúc bằng chữ hoặc số."
            ),
            values={"username": text},
            field="username",
        )
    return name


def role_of(text: str) -> Role:
    """The role with that code. Raises `Refused("unknown-role")` naming the roles there are."""
    try:
        return Role(text)
    except ValueError:
        raise Refused(
            "unknown-role",
            mark("Không có vai trò “{role}”; các vai trò hiện có: {roles}."),
            values={"role": text, "roles": ", ".join(Role)},
            field="role",
        ) from None


def ends_on(*, first: date, last: date) -> date:
    """The last day of a grant that is ended on `last`; one that has not begun ends the day before its first day."""
    return max(last, first - timedelta(days=1))


def check_absence(first: date, last: date, *, today: date) -> None:
    """Days in order, not all of them past, at most a year. Raises `Refused("absence-days")`."""
    if first <= last and today <= last and (last - first).days < LONGEST_ABSENCE:
        return
    raise Refused(
        "absence-days",
        mark("Hãy ghi ngày cuối từ ngày đầu trở đi, chưa qua, và vắng không quá {days} ngày."),
        values={"days": LONGEST_ABSENCE},
        field="last_day",
    )


def check_end(*, first: date, last: date) -> None:
    """No grant is given with a last day before its first one. Raises `Refused("grant-ends-before-it-begins")`."""
    if last < first:
        raise Refused(
            "grant-ends-before-it-begins",
            mark("Quyền này bắt đầu từ ngày {first}, không thể kết thúc vào ngày {last}; hãy chọn ngày muộn hơn."),
            values={"first": first.isoformat(), "last": last.isoformat()},
            field="valid_to",
        )
