"""What citizens are told of their dossiers: which act leaves which message, and how it reads."""

from datetime import date

import pytest

import world
from caicach.dossiers.services.apologise import apologise
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.supplement import supplement
from caicach.notices.models import Message
from caicach.notices.texts import letter_of


def _read(kind: str, language: str = "vi") -> str:
    message = Message.objects.get(kind=kind)
    message.language = language
    letter = letter_of(message, domain="example.vn")
    assert letter is not None
    return f"{letter.subject}\n{letter.plain}"


@pytest.fixture
def here(database: str) -> world.World:
    """The small province."""
    return world.build()


def _running(here: world.World) -> int:
    dossier = receive(here.act("clerk", "2026-03-02T08:00"), here.intake())
    forward(here.act("clerk", "2026-03-02T08:30"), dossier.pk, unit_id=here.units["phong"].pk)
    assign(here.act("head", "2026-03-02T09:00"), dossier.pk, officer_id=here.users["officer"].pk)
    return dossier.pk


def _finished(here: world.World, on: str) -> None:
    dossier = _running(here)
    decide(here.act("officer", f"{on}T09:00"), dossier, decision="granted")
    finish(here.act("officer", f"{on}T10:00"), dossier)


def test_a_receipt_promises_a_day_and_says_where_to_look(here: world.World) -> None:
    _running(here)
    said = _read("dossiers.received")
    assert "Kính gửi: Y Bhăm Niê" in said
    assert "Mã hồ sơ: H99.02-260302-0001" in said
    assert "Hẹn trả kết quả: 09/03/2026 08:00" in said
    assert "Cổng Dịch vụ công quốc gia" in said
    message = Message.objects.get()
    assert (message.channel, message.address, message.unit_id) == ("email", "a@example.vn", here.units["centre"].pk)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-03-06", "dossiers.finished_early"),
        ("2026-03-09", "dossiers.finished"),
        ("2026-03-11", "dossiers.finished"),
    ],
)
def test_a_result_before_its_day_is_announced_as_such(here: world.World, day: str, kind: str) -> None:
    """Decree 118/2025/NĐ-CP Art. 22."""
    _finished(here, day)
    assert _read(kind)
    assert Message.objects.count() == 2


def test_papers_asked_for_and_taken(here: world.World) -> None:
    dossier = _running(here)
    request_supplement(here.act("officer", "2026-03-03T09:00"), dossier, reason="Thiếu bản sao bằng cấp")
    said = _read("dossiers.papers_requested")
    assert "Thiếu bản sao bằng cấp" in said
    assert "chậm nhất ngày 18/03/2026" in said
    supplement(here.act("clerk", "2026-03-10T08:00"), dossier)
    assert "Hẹn trả kết quả: 17/03/2026 08:00" in _read("dossiers.supplemented")


def test_a_delay_is_told_with_an_apology(here: world.World) -> None:
    dossier = _running(here)
    so = here.units["so"].pk
    extend(
        here.act("head", "2026-03-05T09:00"), dossier, new_date=date(2026, 3, 16), reason="Xác minh",
        responsible_unit_id=so,
    )  # fmt: skip
    assert "Hẹn trả kết quả mới: 16/03/2026 08:00\nLý do: Xác minh" in _read("dossiers.extended")
    apologise(here.act("head", "2026-03-17T09:00"), dossier, new_date=date(2026, 3, 20), reason="Chậm")
    assert "Ngày hẹn lại: 20/03/2026" in _read("dossiers.apology")


def test_the_letter_in_english(here: world.World) -> None:
    _running(here)
    said = _read("dossiers.received", "en")
    assert "Dear Y Bhăm Niê," in said
    assert "Procedure: Procedure" in said
    assert "Hồ sơ" not in said
