"""Totals of another system against the counts here: each difference as named dossiers; wrong sums refused."""

import csv
from argparse import Namespace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import world
from caicach.config.commands import reconcile
from caicach.dossiers.rules.imported import HEADS
from caicach.dossiers.services.import_dossiers import Wanted, import_dossiers, tried
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused
from caicach.reports.rules.reconcile import stated_of

HEAD = ["Mã đơn vị", "Từ ngày", "Đến ngày", "(3) Tiếp nhận", "(7) Đã giải quyết", "(11) Đang giải quyết"]


def sheet(path: Path, *rows: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return path


def dossier(number: str, *, finished: str = "") -> list[str]:
    told = {
        "number": number,
        "procedure": "SYN-1",
        "unit": "so",
        "received_unit": "centre",
        "channel": "2",
        "accepted": "2025-08-04 09:00",
        "finished": finished,
    }
    return [told.get(name, "") for name in HEADS]


def listed(path: Path, *rows: list[str]) -> Path:
    return sheet(path, list(HEADS.values()), *rows)


def test_each_difference_is_named(database: str, tmp_path: Path) -> None:
    here = world.build()
    act = Act(actor=SYSTEM, at=timezone.now(), now=timezone.now(), origin="import")
    earlier = listed(tmp_path / "truoc.csv", dossier("MC-1"), dossier("MC-2"), dossier("MC-3"))
    with tried(act, earlier, Wanted()) as one:
        import_dossiers(act, one, Wanted())
    theirs = listed(
        tmp_path / "nay.csv", dossier("MC-1"), dossier("MC-2", finished="2025-08-07 10:00"), dossier("MC-4")
    )
    totals = sheet(tmp_path / "tong.csv", HEAD, ["so", "01/08/2025", "2025-08-31", "3", "1", "2"])
    code, document, text = reconcile.run(Namespace(totals=totals, dossiers=theirs, source="khac"))
    assert code == 1
    assert document["only_theirs"] == ["MC-4"]
    assert document["changed"] == ["MC-2"]
    assert document["not_in_list"] == ["MC-3"]
    gaps = document["differences"]
    assert isinstance(gaps, list)
    assert [(gap["column"], gap["theirs"], gap["here"]) for gap in gaps] == [(7, 1, 0), (11, 2, 3)]
    assert gaps[1]["only_here"] == ["MC-3"]
    assert "cột (11)" in text
    assert document["by_status"] == [{"status": 4, "theirs": 2, "here": 3}, {"status": 9, "theirs": 1, "here": 0}]
    the_page_says_the_same(totals, theirs, here)


def the_page_says_the_same(totals: Path, theirs: Path, here: world.World) -> None:
    """Whoever imports for the agency reads it there; totals of an agency out of reach are refused."""
    client, address = Client(), reverse("reports:reconcile")
    client.force_login(here.users["reformer"])

    def compared(**files: Path) -> HttpResponse:
        opened = {name: SimpleUploadedFile(path.name, path.read_bytes()) for name, path in files.items()}
        return client.post(address, {**opened, "system": "khac"})

    shown = compared(totals=totals, dossiers=theirs).content.decode()
    for words in (
        "MC-4</span>: chưa nhập vào đây",
        "MC-3</span>: còn ở đây",
        "ở đó «Đã xử lý xong», ở đây «Đang xử lý»",
    ):
        assert words in shown
    assert compared().status_code == 400
    unfit = sheet(totals.parent / "lech.csv", HEAD, ["so", "2025-08-01", "2025-08-31", "10", "6", "3"])
    assert "lệch +1" in compared(totals=unfit).content.decode()
    other = sheet(totals.parent / "khac.csv", HEAD, ["so2", "2025-08-01", "2025-08-31", "3", "1", "2"])
    assert compared(totals=other).status_code == 400


def test_totals_that_agree_say_so(database: str, tmp_path: Path) -> None:
    world.build()
    totals = sheet(tmp_path / "tong.csv", HEAD, ["so", "2025-08-01", "2025-08-31", "0", "0", "0"])
    assert reconcile.run(Namespace(totals=totals, dossiers=None, source="khac"))[0] == 0


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (["so", "2025-08-01", "2025-08-31", "10", "6", "3"], "does-not-add-up", "+1"),
        (["so", "2025-08-01", "2025-08-31", "x", "6", "3"], "unreadable-total", "(3) Tiếp nhận"),
        (["so", "31/02/2025", "2025-08-31", "9", "6", "3"], "unreadable-total", "31/02/2025"),
    ],
)
def test_totals_that_cannot_be_are_refused(row: list[str], code: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        stated_of([HEAD, row])
    assert refused.value.code == code
    assert said in refused.value.text()
