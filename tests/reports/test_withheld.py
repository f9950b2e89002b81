"""Tables for the public: small cells are withheld, and no sum gives them away."""

import argparse
import json
from io import BytesIO

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from caicach.config.commands.report import run
from caicach.kit.refusal import Refused
from caicach.reports.exports import document, workbook
from caicach.reports.queries.drawn import for_public
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.sheets import SHEETS
from caicach.reports.rules.withheld import Sum, determined, of_report, withhold
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
        for at in (None, *range(len(rows)))
        for whole, parts in named
    ]
    return across + [Sum((None, number), tuple((at, number) for at in range(len(rows)))) for number in range(3, 14)]


def ranks(rows, hidden) -> tuple[list[list[float]], list]:
    names = sorted(hidden, key=str)
    return [[(name in each.parts) - (name == each.whole) for name in names] for each in sums_of(rows)], names


@settings(max_examples=60, deadline=None)
@given(tables())
def test_small_cells_are_withheld_and_follow_from_nothing(table):
    rows, total = table
    found = of_report(rows, total, {}, smallest=K).cells
    lines = {None: total, **{at: line.cells for at, line in enumerate(rows)}}
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


def test_nothing_is_withheld_where_nothing_is_small():
    line = cells(60, 20, 20, 20, 30, 10, 10, 10, 30, 30, 0)
    assert not of_report([row(1, "A", line)], line, {"withdrawn": 5}, smallest=K).cells


def test_a_lone_small_cell_takes_the_least_of_its_neighbours_along():
    counts = {(None, 3): 22, (None, 4): 2, (None, 5): 12, (None, 6): 8}
    each = Sum((None, 3), ((None, 4), (None, 5), (None, 6)))
    assert withhold(counts, [each], smallest=K) == {(None, 4), (None, 6)}


def test_a_cell_that_only_several_sums_together_give_away_is_found():
    # A square of four withheld cells whose two rows and one more sum leave no freedom.
    first, second, third = (0, 4), (0, 5), (0, 6)
    whole = (None, 3)
    sums = [Sum(whole, (first, second)), Sum(whole, (second, third)), Sum(whole, (first, third))]
    assert determined({first, second, third}, sums) == {first, second, third}
    assert not determined({first, second, third}, sums[:2])


def test_json_and_workbook_leave_out_what_is_withheld():
    line = cells(62, 20, 22, 20, 32, 20, 10, 2, 30, 30, 0)
    public = for_public(report(rows=[row(1, "A", line)], total=line, notes={"withdrawn": 3}), smallest=K)
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


@pytest.mark.parametrize("written", ["text", "csv"])
def test_the_command_refuses_to_publish_in_a_format_that_withholds_nothing(written):
    with pytest.raises(Refused) as refused:
        run(argparse.Namespace(form="II.06", format=written, output=None, public=True))
    assert refused.value.code == "public-format"


def test_the_command_refuses_to_publish_a_form_that_withholds_nothing():
    with pytest.raises(Refused) as refused:
        run(argparse.Namespace(form=next(iter(SHEETS)), format="json", output=None, public=True))
    assert refused.value.code == "public-form"
