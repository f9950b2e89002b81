"""The band of time and the proof of a deadline: what is drawn agrees with what is told and stays in the drawing."""

from datetime import date, datetime, time, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from caicach.ui import pictures

START = datetime.combine(date(2026, 8, 27), time(9, 5))
DUE = START + timedelta(days=10)


def places(drawing):
    """All lengths of a drawing as numbers."""
    found = [drawing["run"], *drawing["pauses"], *drawing["off"], *([drawing["over"]] if drawing["over"] else [])]
    texts = [value for item in found for name, value in item.items() if name in ("x", "width")]
    texts += [item["x"] for item in [*drawing["ticks"], *drawing["marks"]]]
    assert all(text.endswith("%") for text in texts)
    return [float(text[:-1]) for text in texts]


@given(
    due=st.integers(1, 4000),
    now=st.integers(0, 6000),
    pause=st.tuples(st.integers(0, 3000), st.none() | st.integers(0, 3000)),
    done=st.none() | st.integers(0, 6000),
)
def test_nothing_leaves_the_drawing(due, now, pause, done):
    first, length = pause
    drawing = pictures.band_drawing(
        {
            "start": START,
            "due": START + timedelta(hours=due),
            "now": START + timedelta(hours=now),
            "finished": None if done is None else START + timedelta(hours=done),
            "pauses": [
                {
                    "from": START + timedelta(hours=first),
                    "to": None if length is None else START + timedelta(hours=first + length),
                }
            ],
        }
    )
    assert all(0 <= place <= 100 for place in places(drawing))


def test_late_is_drawn_from_the_deadline_on_and_only_then():
    late = pictures.band_drawing({"start": START, "due": DUE, "now": DUE + timedelta(days=2)})
    assert late["late"]
    assert late["over"]["x"] == next(mark["x"] for mark in late["marks"] if mark["kind"] == "due")
    early = pictures.band_drawing({"start": START, "due": DUE, "now": DUE + timedelta(days=2), "finished": DUE})
    assert not early["late"]
    assert early["over"] is None
    assert [mark["kind"] for mark in early["marks"]] == ["due", "finished"]


def test_a_pause_without_end_runs_until_now():
    now = START + timedelta(days=5)
    band = {"start": START, "due": DUE, "now": now, "pauses": [{"from": START + timedelta(days=1), "to": None}]}
    pause = pictures.band_drawing(band)["pauses"][0]
    mark = next(mark for mark in pictures.band_drawing(band)["marks"] if mark["kind"] == "now")
    assert float(pause["x"][:-1]) + float(pause["width"][:-1]) == pytest.approx(float(mark["x"][:-1]), abs=0.02)


def test_lengths_have_a_point_in_vietnamese_too():
    band = {"start": START, "due": DUE, "now": START + timedelta(days=3)}
    with translation.override("vi"):
        drawn = Template("{% timeline_band band %}{% bar 1 3 %}").render(Context({"band": band}))
    assert 'width="33.33%"' in drawn
    assert ",8" not in drawn.partition("<figcaption>")[0]


def test_a_band_needs_its_start():
    with pytest.raises(TypeError):
        pictures.band_drawing({"due": DUE})


def test_a_proof_counts_the_filled_days_and_gives_the_reason_of_the_hollow_ones():
    days = [
        {"date": date(2026, 8, 31), "counted": True, "kind": "work", "reason": ""},
        {"date": date(2026, 9, 1), "counted": False, "kind": "holiday", "reason": "Quốc khánh"},
        {"date": date(2026, 9, 2), "counted": False, "kind": "holiday", "reason": "Quốc khánh"},
        {"date": date(2026, 9, 3), "counted": True, "kind": "work", "reason": ""},
    ]
    cells = pictures.proof_cells(days)
    assert [cell.month for cell in cells] == ["08/2026", "09/2026", "", ""]
    assert pictures.skipped_by_reason(cells) == [{"reason": "Quốc khánh", "days": "01/09, 02/09"}]
    with translation.override("vi"):
        drawn = Template("{% proof_strip days %}").render(Context({"days": days}))
    assert "Số ngày được tính: 2." in drawn
    assert 'title="01/09/2026: không tính – Quốc khánh"' in drawn
    assert drawn.count("day-counted") == 2


@pytest.mark.parametrize(
    ("numerator", "denominator", "width"), [(1, 4, "25.00%"), (5, 4, "100.00%"), (-1, 4, "0.00%"), (1, 0, "0.00%")]
)
def test_a_bar_starts_at_zero_and_ends_at_the_whole(numerator, denominator, width):
    assert pictures.bar_width(numerator, denominator) == width
