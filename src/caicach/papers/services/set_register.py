"""Say where the numbers of one kind of paper come from in one year (thiết lập sổ đăng ký văn bản đi)."""

from typing import TypedDict

from django.db import transaction

from caicach.agencies.models import Unit
from caicach.agencies.rules import short_name
from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.models import IssuedNumber, Register
from caicach.papers.permits import may_keep_register
from caicach.papers.rules.document import NUMBER_WAYS, NumberWay
from caicach.papers.rules.kinds import KINDS, symbol_of
from caicach.papers.services.take_number import pass_number

KIND = "register"
ONE_SOURCE = mark("Nguyên tắc: một loại văn bản của một cơ quan trong một năm chỉ lấy số từ một nơi")


class Counter(TypedDict):
    """The name of a running number, as `take_number` asks for it."""

    register: str
    holder: str
    term: str


def counter_of(register: Register) -> Counter:
    """The running number behind an own register."""
    return {"register": f"outgoing-{register.kind}", "holder": register.unit.code[:40], "term": str(register.year)}


def set_register(act: Act, *, unit: Unit, kind: str, year: int, way: str, symbol: str = "", last: int = 0) -> Register:
    """Open the register of a body for a kind and a year, or set its way and symbol anew.

    `last` is the last number given on paper before an own register goes on here. Raises `Refused`: "not-permitted",
    "unknown-kind", "two-sources" once numbers of the other way stand in it.
    """
    verdict = may_keep_register(act.actor, unit.pk)
    if not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)
    if kind not in KINDS or way not in list(NumberWay):
        raise Refused("unknown-kind", mark("Hãy chọn loại văn bản và cách cấp số."), field="kind")
    with transaction.atomic():
        register = opened(unit, kind, year=year, way=way)
        if repeated(act, KIND, "papers.set_register", subject_id=None) is not None:
            return register
        if register.way != way:
            check_one_source(register, way)
        register.way, register.symbol = way, symbol.strip() or register.symbol
        register.save()
        if way == NumberWay.OWN and last:
            pass_number(**counter_of(register), number=last)
        details = {"unit": unit.pk, "kind": kind, "year": year, "way": way, "symbol": register.symbol, "last": last}
        record(act, Change(kind=KIND, subject_id=register.pk, action="papers.set_register", details=details))
    return register


def opened(unit: Unit, kind: str, *, year: int, way: str = NumberWay.GIVEN.value) -> Register:
    """The register, locked; opened with that way where there was none: by default another system gives the numbers."""
    symbol = symbol_of(kind, short_name(unit.kind, unit.name_vi, unit.abbreviation))
    Register.objects.get_or_create(unit=unit, kind=kind, year=year, defaults={"way": way, "symbol": symbol})
    return Register.objects.select_for_update(of=("self",)).select_related("unit").get(unit=unit, kind=kind, year=year)


def check_one_source(register: Register, way: str) -> None:
    """Raise `Refused("two-sources")` when numbers of another way stand in the register."""
    if register.way != way and IssuedNumber.objects.filter(register=register).exists():
        raise Refused(
            "two-sources",
            mark("Sổ {kind} năm {year} của {unit} đã có số theo cách «{way}» nên không đổi được; đổi từ năm sau."),
            values={
                "kind": KINDS[register.kind].label,
                "year": register.year,
                "unit": register.unit.name_vi,
                "way": NUMBER_WAYS[register.way],
            },
            source=ONE_SOURCE,
            field="way",
        )
