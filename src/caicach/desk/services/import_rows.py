"""Staff, units and procedures come in as rows of a sheet (nhập từ bảng tính): first tried, then written.

Each kind is a table of columns and a service that writes all rows or none. Rows that are known already change nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from caicach.accounts.models import Grant, User
from caicach.accounts.rules import Role, role_of, username_of
from caicach.accounts.services.create_user import create_user
from caicach.accounts.services.give_grant import give_grant
from caicach.agencies.models import Unit
from caicach.agencies.queries import unit_by_code
from caicach.agencies.services.load_units import load_units
from caicach.desk.permits import may_administer_unit
from caicach.journal.services.record import record
from caicach.kit.acts import Act, keyed_once
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.sheet import Row, named_rows
from caicach.kit.words import mark
from caicach.procedures.services.load_procedures import load_procedures

Told = dict[str, str]
Counts = dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of import: its columns with the heads they may bear, and how its rows are written.

    A sheet may come without the columns of `may_lack`.
    """

    columns: Mapping[str, Sequence[str]]
    write: Callable[[Act, list[Told]], Counts]
    may_lack: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do: how many of each, and the first row that is refused (1 is the first below the
    head), if one is.
    """

    counts: Counts
    refused: Refused | None = None
    row: int = 0


class RowRefused(Exception):
    """A row that cannot be written, with its place."""

    def __init__(self, row: int, refused: Refused) -> None:
        self.row, self.refused = row, refused
        super().__init__(refused.text())


def try_rows(act: Act, kind: str, rows: Sequence[Row]) -> Outcome:
    """What the rows would do; nothing stays written."""
    with transaction.atomic():
        outcome = _carried_out(replace(act, key=""), kind, rows)
        transaction.set_rollback(True)
    return outcome


def import_rows(act: Act, kind: str, rows: Sequence[Row]) -> Counts:
    """Write all rows. Raises `Refused` of the first row that cannot be written, with nothing written."""
    with transaction.atomic():
        outcome = _carried_out(act, kind, rows)
        if outcome.refused is not None:
            raise outcome.refused
        return outcome.counts


def _carried_out(act: Act, kind: str, rows: Sequence[Row]) -> Outcome:
    one = KINDS[kind]
    try:
        with transaction.atomic():
            return Outcome(one.write(act, named_rows(rows, one.columns, may_lack=one.may_lack)))
    except RowRefused as wrong:
        return Outcome({}, wrong.refused, wrong.row)
    except Refused as refused:
        return Outcome({}, refused)


def _people(act: Act, rows: list[Told]) -> Counts:
    """Accounts with their post, and one right each; known accounts get the right they lack."""
    counts = {"people": 0, "rights": 0, "unchanged": 0}
    keyed = keyed_once(record)
    for place, row in enumerate(rows, start=1):
        try:
            made, given = _person(act, row, keyed)
        except Refused as refused:
            raise RowRefused(place, refused) from refused
        counts["people"] += made
        counts["rights"] += given
        counts["unchanged"] += not (made or given)
    return counts


def _person(act: Act, row: Told, keyed: Callable[..., None]) -> tuple[bool, bool]:
    unit = unit_by_code(row["unit"])
    verdict = may_administer_unit(act.actor, unit.pk)
    if not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)
    name = username_of(row["username"])
    user = User.objects.filter(username=name).first()
    made = user is None
    if user is None:
        posts = [(unit, row["title"])] if row["title"] else []
        user = create_user(
            act=act, record=keyed, username=name, full_name=row["full_name"], email=row["email"], posts=posts
        )
    if not row["role"]:
        return made, False
    role = role_of(row["role"])
    first = _day(row["from"]) or local_day(act.now)
    if Grant.objects.filter(user=user, role=role, unit=unit, valid_to=None).exists():
        return made, False
    subtree = row["subtree"].casefold() in ("1", "x", "có", "co", "yes")
    give_grant(act=act, record=keyed, user=user, role=role, unit=unit, subtree=subtree, valid_from=first, reason=REASON)
    return made, True


def _units(act: Act, rows: list[Told]) -> Counts:
    """By the register's own service, under a parent that the administrator reaches."""
    document: dict[str, object] = {"source": REASON, "schedule": "office", "units": []}
    lines: list[dict[str, str]] = []
    for place, row in enumerate(rows, start=1):
        try:
            parent = unit_by_code(row["parent"]) if row["parent"] not in {one["code"] for one in lines} else None
            verdict = may_administer_unit(act.actor, parent.pk) if parent else None
            if verdict is not None and not verdict.allowed:
                raise Refused("not-permitted", verdict.reason, source=verdict.source)
            first = _day(row["from"])
            if first is None:
                raise Refused("no-day", mark("Hãy ghi ngày bắt đầu của đơn vị."), field="from")
        except Refused as refused:
            raise RowRefused(place, refused) from refused
        named = {
            name: row[name]
            for name in ("code", "kind", "name_vi", "name_en", "electronic_id", "abbreviation", "parent")
        }
        lines.append(named | {"valid_from": first.isoformat(), "source": row["source"] or REASON})
    document["units"] = lines
    return load_units(act=act, record=keyed_once(record), document=document)


def _procedures(act: Act, rows: list[Told]) -> Counts:
    """By the catalogue's own service; one row is one version."""
    procedures: dict[str, dict[str, object]] = {}
    for place, row in enumerate(rows, start=1):
        try:
            version = _version(row)
            unit = unit_by_code(row["unit"])
            verdict = may_administer_unit(act.actor, unit.pk)
            if not verdict.allowed:
                raise Refused("not-permitted", verdict.reason, source=verdict.source)
        except Refused as refused:
            raise RowRefused(place, refused) from refused
        known = procedures.setdefault(
            row["code"], {"code": row["code"], "field": row["field"], "competences": [], "versions": []}
        )
        first = version["valid_from"]
        if not Unit.objects.filter(pk=unit.pk, competences__procedure__code=row["code"]).exists():
            known["competences"] = [{"unit": unit.code, "valid_from": first}]
        versions = known["versions"]
        assert isinstance(versions, list)  # noqa: S101  made above
        versions.append(version)
    return load_procedures(act=act, document={"procedures": list(procedures.values())}, record=keyed_once(record))


def _version(row: Told) -> dict[str, object]:
    first = _day(row["from"])
    if first is None:
        raise Refused("no-day", mark("Hãy ghi ngày bắt đầu áp dụng."), field="from")
    parts = [part.strip() for part in row["components"].replace("\n", ";").split(";") if part.strip()]
    return {
        "valid_from": first.isoformat(),
        "name_vi": row["name_vi"],
        "legal": row["limit"],
        "result_vi": row["result_vi"],
        "legal_basis": row["legal_basis"],
        "source": row["source"] or REASON,
        "source_status": "memory",
        "online_level": row["online_level"] or "none",
        "online_payment": row["online_payment"].casefold() in ("1", "x", "có", "co", "yes"),
        "components": [{"code": f"thanh-phan-{no}", "name_vi": name} for no, name in enumerate(parts, start=1)],
        "steps": [_step(part) for part in row["steps"].replace("\n", ";").split(";") if part.strip()],
        "fees": [{"name_vi": "Phí", "amount": int(row["fee"]), "timing": 1}] if row["fee"].isdecimal() else [],
    }


def _step(text: str) -> dict[str, object]:
    """One step such as `Thẩm định, processing_officer, snv-to-chuc-bo-may, 40`."""
    parts = [part.strip() for part in text.split(",")]
    try:
        name, role, unit, hours = parts
        return {"name_vi": name, "role": Role(role).value, "unit": unit or None, "hours": int(hours)}
    except ValueError:
        raise Refused(
            "bad-step",
            mark("Bước “{step}” không đúng dạng: tên bước, vai trò, mã đơn vị, số giờ."),
            values={"step": text.strip()},
            field="steps",
        ) from None


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        day, month, year = (int(part) for part in text.split("/"))
        return date(year, month, day)
    except ValueError:
        raise Refused("bad-day", mark("Không có ngày “{day}”."), values={"day": text}, field="from") from None


REASON = "Nhập từ bảng tính"

KINDS: dict[str, Kind] = {
    "people": Kind(
        columns={
            "username": ["Tên đăng nhập", "username"],
            "full_name": ["Họ và tên", "full name"],
            "email": ["Thư điện tử", "email"],
            "unit": ["Mã đơn vị", "unit"],
            "title": ["Chức danh", "title"],
            "role": ["Vai trò", "role"],
            "subtree": ["Gồm trực thuộc", "subtree"],
            "from": ["Từ ngày", "from"],
        },
        write=_people,
    ),
    "units": Kind(
        columns={
            "code": ["Mã", "code"],
            "kind": ["Loại", "kind"],
            "name_vi": ["Tên", "name"],
            "name_en": ["Tên tiếng Anh", "English name"],
            "electronic_id": ["Mã định danh điện tử", "electronic id"],
            "abbreviation": ["Tên viết tắt", "abbreviation"],
            "parent": ["Mã đơn vị cấp trên", "parent"],
            "from": ["Từ ngày", "from"],
            "source": ["Căn cứ", "source"],
        },
        write=_units,
        may_lack=frozenset({"abbreviation"}),
    ),
    "procedures": Kind(
        columns={
            "code": ["Mã thủ tục", "code"],
            "field": ["Mã lĩnh vực", "field"],
            "name_vi": ["Tên thủ tục", "name"],
            "limit": ["Thời hạn", "limit"],
            "result_vi": ["Kết quả", "result"],
            "legal_basis": ["Căn cứ pháp lý", "legal basis"],
            "unit": ["Mã cơ quan giải quyết", "unit"],
            "from": ["Áp dụng từ", "from"],
            "online_level": ["Mức trực tuyến", "online level"],
            "online_payment": ["Thanh toán trực tuyến", "online payment"],
            "fee": ["Phí", "fee"],
            "components": ["Thành phần", "components"],
            "steps": ["Các bước", "steps"],
            "source": ["Nguồn", "source"],
        },
        write=_procedures,
    ),
}
