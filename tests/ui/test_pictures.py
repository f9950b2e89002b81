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
    found += drawing["rows"]
    texts = [value for item in found for name, value in item.items() if name in ("x", "width", "words_x")]
    texts += [item["x"] for item in [*drawing["ticks"], *drawing["marks"]]]
    assert all(text.endswith("%") for text in texts)
    return [float(text[:-1]) for text in texts]


@given(
    due=st.integers(1, 4000),
    now=st.integers(0, 6000),
    pause=st.tuples(st.integers(0, 3000), st.none() | st.integers(0, 3000)),
    done=st.none() | st.integers(0, 6000),
    after=st.integers(0, 6000),
)
def test_nothing_leaves_the_drawing(due, now, pause, done, after):
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
            "spans": [
                {"kind": "correction", "from": START + timedelta(hours=first), "to": START + timedelta(hours=after)}
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


def test_each_span_has_a_row_with_words_in_the_order_of_time():
    day = timedelta(days=1)
    band = {
        "start": START, "due": DUE, "finished": DUE + 2 * day,
        "pauses": [{"from": START + 3 * day, "to": START + 4 * day, "label": "Chờ bổ sung", "detail": "Thiếu."}],
        "spans": [
            {"kind": "correction", "from": DUE + 5 * day, "to": DUE + 8 * day, "label": "Sửa", "state": "đang sửa"},
            {"kind": "consultation", "from": START + day, "to": None, "label": "Lấy ý kiến " + "rất dài " * 9},
        ],
    }  # fmt: skip
    drawn = pictures.band_drawing(band)
    assert [row["kind"] for row in drawn["rows"]] == ["consultation", "pause", "late", "correction"]
    assert drawn["height"] == str(pictures.HEIGHT + 4 * pictures.ROW)
    asked, pause, late, wrong = drawn["rows"]
    assert len(asked["short"]) <= pictures.SHORT < len(asked["label"])
    assert pause["title"] == "Chờ bổ sung: 30/08/2026 09:05 – 31/08/2026 09:05. Thiếu."
    assert late["title"] == "Quá hạn: 06/09/2026 09:05 – 08/09/2026 09:05."
    assert late["x"] == drawn["over"]["x"]
    assert wrong["title"] == "Sửa: 11/09/2026 09:05 – 14/09/2026 09:05; đang sửa."
    assert (asked["anchor"], asked["words_x"]) == ("start", asked["x"])
    assert wrong["anchor"] == "end"


def test_a_correction_after_the_finish_lengthens_the_band():
    day = timedelta(days=1)
    band = {"start": START, "due": DUE, "finished": DUE - day}
    wrong = {"kind": "correction", "from": DUE + 10 * day, "to": DUE + 30 * day, "label": "Sửa"}
    places = [
        float(next(mark["x"] for mark in drawn["marks"] if mark["kind"] == "finished")[:-1])
        for drawn in (pictures.band_drawing(band), pictures.band_drawing({**band, "spans": [wrong]}))
    ]
    assert places[0] > 85
    assert places[1] < 25


def test_what_is_not_measured_is_never_late():
    band = {"start": START, "due": DUE, "finished": DUE + timedelta(days=9), "judged": False}
    drawn = pictures.band_drawing(band)
    assert (drawn["late"], drawn["over"], drawn["rows"]) == (False, None, [])


def test_rows_stand_in_the_picture_and_in_the_text_beside_it():
    spans = [{"kind": "loss", "from": START, "to": None, "label": "Mất", "detail": "Một bản chính."}]
    with translation.override("vi"):
        drawn = Template("{% timeline_band band %}").render(
            Context({"band": {"start": START, "due": DUE, "now": START + timedelta(days=3), "spans": spans}})
        )
    picture, _, words = drawn.partition("<figcaption>")
    said = "Mất: 27/08/2026 09:05 – nay. Một bản chính."
    assert f"<title>{said}</title>" in picture
    assert 'class="band-row band-row-loss"' in picture
    assert f"<li>{said}</li>" in words


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
