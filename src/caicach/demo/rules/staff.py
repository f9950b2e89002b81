"""The people who work in the demo province: username, post and role of each; their names are drawn."""

from dataclasses import dataclass
from datetime import date, datetime, time

from caicach.accounts.rules import Role

SINCE = date(2022, 1, 1)
"""Posts and grants begin here, before the first dossier."""

PASSWORD = "caicach-demo"  # noqa: S105 (the demo's, told to everybody)
FINANCE, JUSTICE = "so-tai-chinh", "so-tu-phap"
OFFICE = "van-phong-ubnd"
"""Brings what departments draft before the chair of the province."""
CENTRE, HOME_AFFAIRS, RELIGION = "trung-tam-phuc-vu-hcc", "so-noi-vu", "so-dan-toc-ton-giao"


@dataclass(frozen=True, slots=True)
class Employee:
    """One person: where they sit and under which title, and the role they hold, `at` another unit when named."""

    username: str
    unit: str
    title: str
    role: Role
    at: str = ""
    subtree: bool = False
    since: date = SINCE

    @property
    def since_morning(self) -> datetime:
        """When the post begins: the opening of its first day, wall-clock time."""
        return datetime.combine(self.since, time(7))


DIVISIONS: dict[str, tuple[str, str, int]] = {
    "snv-thi-dua-khen-thuong": ("", "Ban Thi đua, Khen thưởng", 4),
    "snv-to-chuc-bo-may": ("-tcbm", "Phòng Tổ chức bộ máy và Biên chế", 3),
    "snv-luu-tru-lich-su": ("-luu-tru", "Trung tâm Lưu trữ lịch sử", 3),
    "snv-cong-chuc-vien-chuc": ("-ccvc", "Phòng Công chức, viên chức", 3),
    "snv-xay-dung-chinh-quyen": ("-xdcq", "Phòng Xây dựng chính quyền", 2),
    "snv-ton-giao": ("-ton-giao", "Ban Tôn giáo", 3),
}
"""Divisions that handle dossiers: ending of their usernames, short name, number of officers."""


def _division(code: str) -> tuple[Employee, ...]:
    ending, name, officers = DIVISIONS[code]
    head = Employee(f"truong-phong{ending}", code, f"Trưởng đơn vị, {name}", Role.DIVISION_HEAD)
    rest = tuple(
        Employee(
            f"thu-ly{ending}" + (f"-{place}" if place > 1 else ""),
            code,
            f"Chuyên viên, {name}",
            Role.PROCESSING_OFFICER,
        )
        for place in range(1, officers + 1)
    )
    return head, *rest


_FROM_2025 = date(2025, 3, 1)

STAFF: tuple[Employee, ...] = (
    Employee("mot-cua", CENTRE, "Cán bộ tiếp nhận", Role.INTAKE_CLERK),
    Employee("mot-cua-2", CENTRE, "Cán bộ tiếp nhận", Role.INTAKE_CLERK),
    Employee("mot-cua-3", CENTRE, "Nhân viên bưu điện tiếp nhận", Role.INTAKE_CLERK),
    *(employee for code in DIVISIONS for employee in _division(code)),
    Employee("lanh-dao", HOME_AFFAIRS, "Giám đốc Sở Nội vụ", Role.AGENCY_LEADER, subtree=True),
    Employee("lanh-dao-2", HOME_AFFAIRS, "Phó Giám đốc Sở Nội vụ", Role.AGENCY_LEADER, subtree=True),
    Employee(
        "cai-cach",
        "snv-cai-cach-hanh-chinh",
        "Chuyên viên cải cách hành chính",
        Role.REFORM_OFFICER,
        HOME_AFFAIRS,
        True,
    ),
    Employee("cai-cach-tinh", "van-phong-ubnd", "Chuyên viên kiểm soát thủ tục", Role.REFORM_OFFICER, "dak-lak", True),
    Employee("tra-ket-qua", CENTRE, "Nhân viên trả kết quả", Role.RESULT_DESK),
    Employee("van-thu", HOME_AFFAIRS, "Văn thư Sở Nội vụ", Role.RECORDS_CLERK),
    Employee("giam-doc-trung-tam", CENTRE, "Giám đốc Trung tâm Phục vụ hành chính công", Role.CENTRE_HEAD),
    Employee("quan-tri", "van-phong-ubnd", "Quản trị hệ thống", Role.ADMINISTRATOR, "dak-lak", True),
    Employee("lanh-dao-dttg", RELIGION, "Giám đốc Sở Dân tộc và Tôn giáo", Role.AGENCY_LEADER, "", True, _FROM_2025),
    Employee("cai-cach-dttg", RELIGION, "Chuyên viên cải cách hành chính", Role.REFORM_OFFICER, "", True, _FROM_2025),
    Employee("thu-ly-tai-chinh", FINANCE, "Chuyên viên", Role.PROCESSING_OFFICER),
    Employee("thu-ly-tu-phap", JUSTICE, "Chuyên viên", Role.PROCESSING_OFFICER),
    Employee("chu-tich", OFFICE, "Phó Chủ tịch Ủy ban nhân dân tỉnh", Role.AGENCY_LEADER),
    Employee("van-thu-ubnd", OFFICE, "Văn thư Văn phòng Ủy ban nhân dân tỉnh", Role.RECORDS_CLERK),
)


def shown() -> list[Employee]:
    """One person for each role, the first of `STAFF` that holds it, in the order of the roles."""
    return [next(employee for employee in STAFF if employee.role is role) for role in Role]
