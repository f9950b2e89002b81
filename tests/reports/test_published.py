"""What is public stays apart: no two public tables can be subtracted from each other, and no withheld cell follows."""

from argparse import Namespace
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import numpy
import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

import pdfs
from caicach.config.commands import report as command
from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from caicach.reports.models import Edition
from caicach.reports.queries.editions import cells_of, public_editions, withheld_of
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.published import NEW, Published, Series, beside
from caicach.reports.rules.withheld import Sum, of_report, table
from reports.drawn import cells, row
from reports.test_editions import act_of, closed
from reports.test_withheld import K, sums_of

JANUARY, FEBRUARY = (date(2024, 1, 1), date(2024, 1, 31)), (date(2024, 2, 1), date(2024, 2, 29))
MONTHS = (JANUARY, FEBRUARY, (date(2024, 3, 1), date(2024, 3, 31)))


@some.composite
def histories(draw):
    """Three months of some rows: what one ends with the next begins with; small counts are common."""
    count = some.one_of(some.integers(0, 6), some.integers(0, 30))
    stocks = {place: draw(count) for place in range(draw(some.integers(1, 4)))}
    made = []
    for _month in MONTHS:
        rows = []
        for place, opening in stocks.items():
            online, direct = draw(count), draw(count)
            whole = opening + online + direct
            left = draw(some.integers(0, whole))
            early = draw(some.integers(0, whole - left))
            late = draw(some.integers(0, whole - left - early))
            overdue = draw(some.integers(0, left))
            done = whole - left
            line = cells(
                whole, online, direct, opening, done, early, done - early - late, late, left, left - overdue, overdue
            )
            stocks[place] = left
            if any(line.counts):
                rows.append(row(place + 1, f"Lĩnh vực {place}", line))
        total = form.Cells(tuple(sum(one.cells[column.number] for one in rows) for column in form.COLUMNS))
        made.append((rows, total))
    return made


def equations(history) -> list[tuple[dict, float]]:
    """Every sum of every table and every border, written down once more, over cells (month, line, column)."""
    found = []
    for month, (rows, _total) in enumerate(history):
        for each in sums_of(rows):
            signs = {(month, *place): 1 for place in each.parts}
            found.append(signs | {(month, *each.whole): -1})
    for month in range(len(history) - 1):
        lines = {""} | {one.key for rows, _total in history[month : month + 2] for one in rows}
        found += [{(month, line, 11): 1, (month + 1, line, 6): -1} for line in lines]
    return found


@settings(max_examples=15, deadline=None)
@given(histories(), some.permutations([0, 1, 2]))
def test_months_published_in_any_order_give_nothing_away(history, order):
    published: list[Published] = []
    for month in order:
        rows, total = history[month]
        found = table(rows, total)
        new = Published(NEW, *MONTHS[month], found, frozenset())
        withheld = of_report(found, {}, smallest=K, beside=beside(new, published, kept=frozenset()))
        if withheld is not None:  # else it is refused, and nothing of it is public
            published.append(replace(new, id=month + 1, hidden=withheld.cells))
    hidden, shown = set(), set()
    for one in published:
        for place, count in one.table.counts.items():
            (hidden if place in one.hidden else shown).add((one.id - 1, *place))
            assert place in one.hidden or not 0 < count < K
    # A line that a public table does not have counts nothing there, as everybody sees.
    months = {one.id - 1 for one in published}
    unknown = sorted(hidden)
    matrix = []
    for signs in equations(history):
        if {month for month, _line, _column in signs} <= months:
            matrix.append([signs.get(cell, 0) for cell in unknown])
    if unknown:
        rank = numpy.linalg.matrix_rank(numpy.array(matrix))
        for at, cell in enumerate(unknown):
            unit = numpy.eye(len(unknown))[at]
            assert numpy.linalg.matrix_rank(numpy.vstack([matrix, unit])) == rank + 1, cell


def test_a_refused_month_is_rare():
    """A plain history of three months with small counts is published whole."""
    line = cells(20, 6, 12, 2, 17, 14, 2, 1, 3, 2, 1)
    after = cells(23, 8, 12, 3, 21, 18, 2, 1, 2, 2, 0)
    others: list[Published] = []
    for number, (days, one) in enumerate(zip(MONTHS, (line, after, replace(line)), strict=False), start=1):
        more = cells(30, 10, 15, 5, 25, 20, 5, 0, 5, 5, 0)
        rows = [row(1, "A", one), row(2, "B", more), row(3, "C", more)]
        total = form.Cells(tuple(map(sum, zip(*(each.cells.counts for each in rows), strict=True))))
        found = table(rows, total)
        new = Published(NEW, *days, found, frozenset())
        withheld = of_report(found, {}, smallest=K, beside=beside(new, others, kept=frozenset()))
        assert withheld is not None, number
        others.append(replace(new, id=number, hidden=withheld.cells))
    assert ("r1", 11) in others[0].hidden
    assert ("r1", 6) in others[1].hidden, "the same three dossiers"


SERIES = Series(1, own=False, by="field", units=frozenset({1, 2}), first=JANUARY[0], last=JANUARY[1])


@pytest.mark.parametrize(
    ("change", "may"),
    [
        ({}, True),  # a revision
        ({"first": FEBRUARY[0], "last": FEBRUARY[1]}, True),
        ({"last": FEBRUARY[1]}, False),  # February would be the difference
        ({"by": "agency"}, False),
        ({"by": "agency", "first": FEBRUARY[0], "last": FEBRUARY[1]}, False),
        ({"agency": 9, "units": frozenset({9, 1, 2})}, False),  # the agency above
        ({"agency": 2, "units": frozenset({2}), "own": True}, False),  # a part of it
        ({"agency": 7, "units": frozenset({7}), "by": "agency", "last": FEBRUARY[1]}, True),  # another agency
    ],
)
def test_which_tables_may_be_public_beside_each_other(change: dict, may: bool):
    assert SERIES.stands_beside(replace(SERIES, **change)) is may
    assert replace(SERIES, **change).stands_beside(SERIES) is may


def test_everything_public_of_the_demo_taken_together_gives_no_cell_away(demo_database: str):
    found = public_editions()
    assert [(one.first.year, one.number) for one in found] == [(2024, 2), (2024, 1), (2023, 1)]
    hidden, sums = set(), []
    for one in found:
        lines = cells_of(one)
        rows = [row(int(key[1:]), key, line) for key, line in lines.items() if key]
        sums += [
            Sum(
                (f"{one.pk}{each.whole[0]}", each.whole[1]),
                tuple((f"{one.pk}{at}", number) for at, number in each.parts),
            )
            for each in sums_of(rows)
        ]
        withheld = withheld_of(one)
        assert withheld is not None
        hidden |= {(f"{one.pk}{line}", number) for line, number in withheld.cells}
        small = {(key, number) for key, line in lines.items() for number in range(3, 14) if 0 < line[number] < K}
        assert small <= withheld.cells
        after = next((other for other in found if other.first == one.last + timedelta(days=1)), None)
        if after:
            sums += [Sum((f"{one.pk}{key}", 11), ((f"{after.pk}{key}", 6),)) for key in lines if key in cells_of(after)]
    names = sorted(hidden)
    matrix = [[(name in each.parts) - (name == each.whole) for name in names] for each in sums]
    known = numpy.linalg.svd(numpy.array(matrix))[2]
    free = known[numpy.linalg.matrix_rank(numpy.array(matrix)) :]
    assert [name for at, name in enumerate(names) if not numpy.abs(free[:, at]).max() > 1e-9] == []


def test_everybody_reads_what_is_public_and_nothing_withheld(
    demo_database: str, client: Client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        listed = client.get("/published/")
    assert listed.status_code == 200
    one = public_editions()[-1]
    assert f"/published/{one.pk}/" in listed.content.decode()
    page = client.get(f"/published/{one.pk}/").content.decode()
    body = page[page.index("<tbody>") : page.index("</table>")]
    assert "/figures/" not in page.split("</nav>")[-1]
    assert "538" in body
    # One dossier was late: the total line hides it, and with it those on time.
    assert client.get(f"/published/{one.pk}/file.json").json()["total"]["resolved"] == {
        "total": 526, "early": 509, "on_time": None, "late": None,
    }  # fmt: skip
    whole = [one.cells_sha256, one.fingerprint]
    for suffix in ("json", "csv", "xlsx", "pdf"):
        content = client.get(f"/published/{one.pk}/file.{suffix}").content
        assert not any(told.encode() in content for told in whole), "small numbers are soon found by a hash"
        if suffix == "pdf":
            assert "Tổng cộng 538 258 259 21 526 509 * * 12 12 0" in pdfs.text(content)
            assert pdfs.code_told(content).split("|")[0] == f"http://testserver/published/{one.pk}/"
        if suffix == "xlsx":
            rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
            assert next(line for line in rows if line[0] == "Tổng cộng")[8:10] == ["*", "*"]
    replaced = Edition.objects.filter(first__year=2024, number=1).order_by("-first")[0]
    assert "Đã có bản số 2 thay thế" in client.get(f"/published/{replaced.pk}/").content.decode()
    assert client.get("/published/999/").status_code == 404
    assert client.get(f"/published/{one.pk}/file.exe").status_code == 404


def asked(**more: object) -> Namespace:
    return Namespace(**{
        "form": "II.06", "agency": "so-noi-vu", "window": "year:2023", "first": None, "last": None, "by": "field",
        "own": False, "as_of": None, "claimed": False, "format": "json", "public": True, "output": None, "pdf": None,
        "xlsx": None, "csv": None, "json": False, **more,
    })  # fmt: skip


def test_the_command_publishes_editions_only(demo_database: str, tmp_path):
    code, told, _text = command.run(asked(pdf=tmp_path / "a.pdf", csv=tmp_path / "a.csv"))
    assert code == 0
    assert told["total"]["resolved"]["late"] is None
    assert told["edition"] == 1
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert "526,509,*,*" in (tmp_path / "a.csv").read_text()
    for wrong, refused in (
        ({"window": "quarter:2023-1"}, "not-published"),
        ({"by": "agency"}, "not-published"),
        ({"form": "II.08"}, "public-form"),
        ({"as_of": "2026-01-01T00:00"}, "public-as-of"),
    ):
        with pytest.raises(Refused) as found:
            command.run(asked(**wrong))
        assert found.value.code == refused


def test_what_could_be_subtracted_is_closed_but_not_published(demo_copy: str):
    with pytest.raises(Refused) as refused:
        closed(public=True)  # the year by agencies, where the year by fields is public
    assert refused.value.code == "published-otherwise"
    assert not closed().public
    from caicach.reports.services.close import close

    year = Period(date(2023, 1, 1), date(2023, 12, 31))
    before = withheld_of(Edition.objects.get(first=year.first, by="field"))
    again = close(act_of("cai-cach"), agency="so-noi-vu", period=year, reason="Chốt lại")
    after = withheld_of(again)
    assert again.public, "what was published once is corrected in public"
    assert before is not None
    assert after is not None
    assert before.cells <= after.cells
