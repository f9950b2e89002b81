"""The components as other rooms use them: names, addresses, and what a screen reader is told."""

from datetime import date, datetime, time, timedelta

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from caicach.kit.refusal import Refused


def draw(text, address="/", **values):
    with translation.override("vi"):
        return Template(text).render(Context({"request": RequestFactory().get(address), **values}))


def test_a_figure_is_a_link_that_opens_the_side_sheet_and_says_what_it_counts():
    drawn = draw('{% figure_link url 1234 "hồ sơ" "Đang giải quyết" %}', url="/figures/x/?a=1&b=2")
    assert 'href="/figures/x/?a=1&amp;b=2"' in drawn
    assert 'hx-get="/figures/x/?a=1&amp;b=2" hx-target="#sheet" hx-select="#figure"' in drawn
    assert 'title="Đang giải quyết (đơn vị: hồ sơ)"' in drawn
    assert ">1.234<" in drawn
    assert "icon-seal" not in drawn


def test_a_sealed_figure_bears_the_seal_in_words_too():
    drawn = draw('{% figure_link "/x/" "96,77" "%" "Tỷ lệ" sealed=True %}')
    assert "96,77%" in drawn
    assert "icon-seal" in drawn
    assert "đã chốt số liệu" in drawn


def test_a_name_from_outside_stays_text():
    drawn = draw("{% figure_link '/x/' 1 'u' name %}{% state_badge 'late' name %}", name='"><script>')
    assert "<script>" not in drawn


def test_a_state_says_its_words_and_an_unknown_one_is_a_defect():
    assert "Quá hạn" in draw('{% state_badge "late" "Quá hạn" %}')
    assert "state-bare" in draw('{% due_badge "Quá hạn" "late" %}')
    with pytest.raises(ValueError, match="unknown kind"):
        draw('{% state_badge "red" "Quá hạn" %}')


class Wishes(forms.Form):
    name = forms.CharField(label="Họ tên", help_text="Như trên căn cước.")
    way = forms.ChoiceField(label="Cách", choices=[("a", "A")], widget=forms.RadioSelect)
    note = forms.CharField(label="Ghi chú", required=False)


def test_a_field_ties_hint_and_error_to_its_control():
    drawn = draw("{% field form.name %}", form=Wishes({"name": ""}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_name_helptext"' in drawn
    assert 'id="id_name_error"' in drawn


def test_choices_stand_in_a_group_with_a_legend_and_optional_fields_say_so():
    form = Wishes()
    assert "<fieldset" in draw("{% field form.way %}", form=form)
    assert "không bắt buộc" in draw("{% field form.note %}", form=form)
    assert "không bắt buộc" not in draw("{% field form.name %}", form=form)


def test_a_hint_can_be_replaced_or_left_out():
    drawn = draw('{% field form.name label="Tên" hint="" %}', form=Wishes())
    assert "Như trên căn cước" not in drawn
    assert "describedby" not in drawn
    assert ">Tên" in drawn


def test_the_error_summary_leads_to_each_field_and_is_silent_without_errors():
    drawn = draw("{% error_summary form %}", form=Wishes({}))
    assert 'href="#id_name"' in drawn
    assert 'href="#id_way_0"' in drawn or 'href="#id_way"' in drawn
    assert draw("{% error_summary form %}", form=Wishes({"name": "x", "way": "a"})).strip() == ""


def test_a_column_sorts_up_then_down_and_starts_at_the_first_page():
    fresh = draw('{% column "Hạn" "due" %}', "/?q=x&page=3")
    assert 'href="?q=x&amp;sort=due"' in fresh
    assert "aria-sort" not in fresh
    sorted_up = draw('{% column "Hạn" "due" numeric=True %}', "/?sort=due")
    assert 'aria-sort="ascending"' in sorted_up
    assert 'href="?sort=-due"' in sorted_up
    assert 'class="n"' in sorted_up


def test_a_pager_keeps_the_filters():
    page = Paginator(range(1200), 50).page(2)
    drawn = draw("{% pager page %}", "/?q=x&page=2", page=page)
    assert 'href="?q=x&amp;page=1"' in drawn
    assert 'href="?q=x&amp;page=3"' in drawn
    assert "51–100 trong 1.200" in drawn
    assert draw("{% pager page %}", page={}).strip() == ""


def test_the_query_can_be_changed_in_part():
    assert draw('{% keep_query a=None b="2" %}', "/?a=1&c=3") == "?c=3&amp;b=2"


def test_a_refusal_says_what_why_and_by_which_source():
    refused = Refused("x", "Hồ sơ {code} đang tạm dừng.", values={"code": "<b>"}, source="Điều 19")
    drawn = draw("{% refusal refused %}", refused=refused)
    assert "Hồ sơ &lt;b&gt; đang tạm dừng." in drawn
    assert "Căn cứ: Điều 19" in drawn


def test_an_event_entered_later_says_so_and_one_entered_at_once_does_not():
    happened = datetime.combine(date(2026, 9, 14), time(9))
    event = {"when": happened, "who": "A", "what": "B"}
    assert "ghi vào lúc" not in draw("{% event_list events %}", events=[event, {**event, "entered": happened}])
    later = {**event, "entered": happened + timedelta(hours=2)}
    assert "ghi vào lúc 14/09/2026 11:00" in draw("{% event_list events %}", events=[later])


def test_the_tab_is_named_like_the_page():
    drawn = draw('{% extends "ui/base.html" %}{% block heading %}Hồ sơ <i>A &amp; B</i>{% endblock %}')
    assert "<title>Hồ sơ A &amp; B · CaiCach</title>" in " ".join(drawn.split())
