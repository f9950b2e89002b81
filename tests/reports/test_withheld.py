"""Tables for the public: small cells are withheld, and no sum gives them away."""

import json
from dataclasses import replace
from io import BytesIO

import numpy
from hypothesis import given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from caicach.reports.exports import comma, document, text, workbook
from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.withheld import Sum, Withheld, determined, of_report, table, withhold
from reports.drawn import cells, report, row

K = 5


@some.composite
def tables(draw):
    """Rows in which the identities of the form hold, with many small counts, and their total."""
    lines = []
    for place in range(draw(some.integers(0, 5))):
        count = some.one_of(some.integers(0, 6), some.integers(0, 40))
        early, on_time, late, in_time, overdue = (draw(count) for _ in range(5))
        whole = early + on_time + late + in_time + overdue
        online = draw(some.integers(0, whole))
        direct = draw(some.integers(0, whole - online))
        carried = whole - online - direct
        done, left = early + on_time + late, in_time + overdue
        line = cells(whole, online, direct, carried, done, early, on_time, late, left, in_time, overdue)
        lines.append(row(place + 1, f"Lĩnh vực {place}", line))
    return lines, form.Cells(tuple(sum(line.cells[column.number] for line in lines) for column in form.COLUMNS))


def sums_of(rows) -> list[Sum]:
    """The sums of the form, written down once more from the form itself."""
    named = ((3, (4, 5, 6)), (7, (8, 9, 10)), (11, (12, 13)), (3, (7, 11)))
    across = [
        Sum((at, whole), tuple((at, part) for part in parts))
        for at in ("", *(one.key for one in rows))
        for whole, parts in named
    ]
    return across + [Sum(("", number), tuple((one.key, number) for one in rows)) for number in range(3, 14)]


def found_of(rows, total, notes=None) -> Withheld:
    found = of_report(table(rows, total), notes or {}, smallest=K)
    assert found is not None
    return found


def for_public(one: Report) -> Report:
    return replace(one, withheld=found_of(one.rows, one.total, one.notes))


def ranks(rows, hidden) -> tuple[list[list[float]], list]:
    names = sorted(hidden, key=str)
    return [[(name in each.parts) - (name == each.whole) for name in names] for each in sums_of(rows)], names


@settings(max_examples=60, deadline=None)
@given(tables())
def test_small_cells_are_withheld_and_follow_from_nothing(table):
    rows, total = table
    found = found_of(rows, total).cells
    lines = {"": total, **{one.key: one.cells for one in rows}}
    small = {(at, number) for at, line in lines.items() for number in range(3, 14) if 0 < line[number] < K}
    assert small <= found
    for each in sums_of(rows):
        hidden = [place for place in each.cells if place in found]
        published = len(each.cells) - len(hidden)
        assert len(hidden) != 1
        if hidden and each.whole not in found and published > 1:
            assert sum(lines[at][number] for at, number in hidden) >= K
    matrix, names = ranks(rows, found)
    if names:
        # An independent eye: a cell is known exactly when its unit vector adds nothing to the rank of the sums.
        rank = numpy.linalg.matrix_rank(numpy.array(matrix))
        for at in range(len(names)):
            unit = numpy.eye(len(names))[at]
            assert numpy.linalg.matrix_rank(numpy.vstack([matrix, unit])) == rank + 1, names[at]


@settings(max_examples=25, deadline=None)
@given(tables(), some.integers(1, 3))
def test_no_cell_follows_through_the_lines_of_sections_either(table_, parts):
    rows, total = table_
    rows = [replace(one, under=f"s{place % parts}") for place, one in enumerate(rows)]
    sections = []
    for code in sorted({one.under for one in rows}):
        under = [one.cells.counts for one in rows if one.under == code]
        sections.append(form.Section(None, code, code, code, form.Cells(tuple(map(sum, zip(*under, strict=True))))))
    found = of_report(table(rows, total, sections), {}, smallest=K)
    assert found is not None
    lines = {one.key: one.cells for one in (*sections, *rows)}
    assert {
        (at, number) for at, line in lines.items() for number in range(3, 14) if 0 < line[number] < K
    } <= found.cells
    sums = [each for each in sums_of([*rows, *sections]) if each.whole[0] or len({at for at, _ in each.parts}) == 1]
    for number in range(3, 14):
        sums.append(Sum(("", number), tuple((one.key, number) for one in sections)))
        for one in sections:
            sums.append(Sum((one.key, number), tuple((row.key, number) for row in rows if row.under == one.code)))
    names = sorted(found.cells)
    matrix = [[(name in each.parts) - (name == each.whole) for name in names] for each in sums]
    for at in range(len(names)):
        rank = numpy.linalg.matrix_rank(numpy.array(matrix))
        assert numpy.linalg.matrix_rank(numpy.vstack([matrix, numpy.eye(len(names))[at]])) == rank + 1, names[at]


def test_nothing_is_withheld_where_nothing_is_small():
    line = cells(60, 20, 20, 20, 30, 10, 10, 10, 30, 30, 0)
    assert not found_of([row(1, "A", line)], line, {"withdrawn": 5}).cells


def test_a_lone_small_cell_takes_the_least_of_its_neighbours_along():
    counts = {("", 3): 22, ("", 4): 2, ("", 5): 12, ("", 6): 8}
    each = Sum(("", 3), (("", 4), ("", 5), ("", 6)))
    assert withhold(counts, [each], smallest=K) == {("", 4), ("", 6)}


def test_a_cell_that_only_several_sums_together_give_away_is_found():
    # A square of four withheld cells whose two rows and one more sum leave no freedom.
    first, second, third = ("r0", 4), ("r0", 5), ("r0", 6)
    whole = ("", 3)
    sums = [Sum(whole, (first, second)), Sum(whole, (second, third)), Sum(whole, (first, third))]
    assert determined({first, second, third}, sums) == {first, second, third}
    assert not determined({first, second, third}, sums[:2])


def test_json_and_workbook_leave_out_what_is_withheld():
    line = cells(62, 20, 22, 20, 32, 20, 10, 2, 30, 30, 0)
    public = for_public(report(rows=[row(1, "A", line)], total=line, notes={"withdrawn": 3}))
    found = json.loads(document.as_bytes(public))
    assert found["withheld_below"] == K
    assert found["total"]["resolved"] == {"total": 32, "early": 20, "on_time": None, "late": None}
    sheet = CalamineWorkbook.from_filelike(BytesIO(workbook.as_bytes(public))).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    assert next(cell for cell in rows if cell[1] == "A")[6:10] == [32, 20, "*", "*"]
    words = [str(cell[0]) for cell in rows]
    assert any("xin rút sau khi tiếp nhận: *" in said for said in words)
    assert any("Ô ghi “*” không công bố" in said for said in words)
    assert "withheld_below" not in document.document(report())
    assert b"10,30,30,0" not in comma.as_bytes(public)
    assert comma.as_bytes(public).decode().splitlines()[-1] == ",Tổng cộng,62,20,22,20,32,20,*,*,30,30,0"
    assert text.as_text(public).count("*") == 2 * 2 + 1
