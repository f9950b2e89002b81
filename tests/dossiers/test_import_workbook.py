"""Files as they come: workbooks, broken ones, and those made to hurt."""

import resource
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

import world
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.imported import HEADS
from caicach.dossiers.services.import_dossiers import Wanted, tried
from caicach.kit.period import local
from caicach.kit.refusal import Refused
from dossiers.importing import GOOD, bring, system


def test_a_workbook_is_read_by_values(here: world.World, tmp_path: Path) -> None:
    path = tmp_path / "ho-so.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, days = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row(0, 0, list(HEADS.values()))
        sheet.write_row(1, 0, ["MC-1", "SYN-1", "so", "centre", 2])
        sheet.write_datetime(1, 5, datetime(2025, 8, 4, 9), days)
    assert bring(path).new == 1
    assert str(local(Dossier.objects.get().accepted_at)) == "2025-08-04 09:00:00"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Số hồ sơ\nx".encode("utf-16"), "bad-encoding"),
        (",".join(HEADS.values()).encode() + b"\nMC-1,\xff\xfe", "bad-encoding"),
        ("Số hồ sơ,Mã thủ tục\nMC-1,SYN-1\n".encode(), "missing-columns"),
        (",".join(HEADS.values()).encode() + b"\n" + b"x," * 40, "bad-csv"),
        (b"PK\x03\x04 no workbook", "office-damaged"),
        (b"", "missing-columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    here: world.World, tmp_path: Path, body: bytes, code: str
) -> None:
    path = tmp_path / "ho-so.csv"
    path.write_bytes(body)
    with pytest.raises(Refused) as refused:
        bring(path)
    assert refused.value.code == code


def bomb(path: Path, name: str, entry: bytes, times: int) -> Path:
    """A workbook whose sheet begins with `entry` and unpacks to that many megabytes."""
    with xlsxwriter.Workbook(path / name) as book:
        book.add_worksheet().write_row(0, 0, list(HEADS.values()))
    with zipfile.ZipFile(path / name) as whole:
        kept = {one: whole.read(one) for one in whole.namelist()}
    with zipfile.ZipFile(path / name, "w", zipfile.ZIP_DEFLATED) as packed:
        for one, body in kept.items():
            if one != "xl/worksheets/sheet1.xml":
                packed.writestr(one, body)
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(entry)
            for _ in range(times):
                sheet.write(b" " * (1 << 20))
    return path / name


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]><worksheet xmlns=
"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>&j;</v></c></row>
</sheetData></worksheet>""" % b"".join(
    b'<!ENTITY %c "%s">' % (ord("a") + one, b"&%c;" % (ord("a") + one - 1) * 10) for one in range(1, 10)
)
FAR = b"""<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="str"><v>x</v></c></row><row r="1048576">
<c r="XFD1048576" t="str"><v>x</v></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    ("entry", "megabytes", "codes"),
    [
        (b"<worksheet>", 300, {"zip-bomb"}),
        (ENTITIES, 0, {"office-damaged", "missing-columns"}),
        (FAR, 0, {"file-too-hard", "office-damaged"}),
    ],
)
def test_a_workbook_made_to_hurt_is_refused_within_memory(
    here: world.World, tmp_path: Path, entry: bytes, megabytes: int, codes: set[str]
) -> None:
    path = bomb(tmp_path, "bom.xlsx", entry, megabytes)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused) as refused:
        bring(path)
    assert refused.value.code in codes
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024, (
        "kilobytes: read in the child alone"
    )
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1024 * 1024


def test_a_million_empty_rows_are_no_rows(here: world.World, tmp_path: Path) -> None:
    path = tmp_path / "trong.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(HEADS.values()))
        sheet.write_row(2, 0, [GOOD.get(name, "") for name in HEADS])
        sheet.write_blank(1_048_575, 0, None, book.add_format({"bold": True}))
    with tried(system(), path, Wanted()) as one:
        assert one.outcome.rows == 1
