"""Why dossiers are late: the list, the verb, the fact, the figures told apart by it, and the components digitised."""

from datetime import date

import pytest
from desk_work import in_process
from django.test import Client

import world
from caicach.dossiers.models import Dossier, Explanation, Fact
from caicach.dossiers.rules.causes import BY_NUMBER, CAUSES, FIRST, causes_on, check_cause
from caicach.dossiers.rules.digitised import Tally, tally
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.explain import explain
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.load_histories import History, Step, load_histories
from caicach.figures.queries.answers import answer, subjects, tabulate
from caicach.figures.queries.columns import columns
from caicach.figures.queries.scope import scope_of
from caicach.figures.services.know import know
from caicach.kit.period import Period
from caicach.kit.refusal import Refused

AUGUST = Period(date(2025, 8, 1), date(2025, 8, 31))
RECEIVED = "2025-08-04T09:00"
"""Due on Monday, 11 August."""


@pytest.fixture
def here(database: str) -> world.World:
    return world.build()


def test_the_list_is_data_with_dates_and_sources() -> None:
    assert len(BY_NUMBER) == len({cause.code for cause in CAUSES}) == len(CAUSES)
    assert min(BY_NUMBER) == 1, "0 says that there is none"
    assert all(cause.source and cause.status == "memory" for cause in CAUSES)
    assert causes_on(date(2010, 1, 1)) == causes_on(FIRST) == list(CAUSES)


@pytest.mark.parametrize(
    ("code", "text", "refused"),
    [("agency", "", ""), ("other", "bão lũ", ""), ("other", " ", "cause-text-needed"), ("", "", "unknown-cause"),
     ("weather", "", "unknown-cause")],
)  # fmt: skip
def test_one_cause_of_the_list_and_words_for_another_one(code: str, text: str, refused: str) -> None:
    if not refused:
        assert check_cause(code, text, on=FIRST).code == code
        return
    with pytest.raises(Refused) as caught:
        check_cause(code, text, on=FIRST)
    assert caught.value.code == refused


def test_components_are_counted_as_far_as_they_are_required() -> None:
    assert tally([1, 2, 3], {1, 2, 9}, {2, 3, 9}) == Tally(required=3, held=2, reused=1)


def test_a_further_explanation_is_a_further_row_and_moves_the_figure(here: world.World) -> None:
    ended, open_ = (in_process(here, RECEIVED) for _ in range(2))
    decide(here.act("officer", "2025-08-12T08:00"), ended.pk, decision="granted")
    finish(here.act("officer", "2025-08-13T08:00"), ended.pk)
    scope, first = scope_of("so", on=AUGUST.last), know(None)

    def told(seal=first) -> dict[int, int]:
        rows = tabulate(["dossiers.late"], scope=scope, period=AUGUST, seal=seal, by="cause")
        return {cause: row["dossiers.late"] for cause, row in rows.items() if row["dossiers.late"]}

    assert told() == {0: 2}
    assert subjects("dossiers.late_without_cause", scope=scope, period=AUGUST, seal=first) == [ended.pk, open_.pk]
    explain(here.act("head", "2025-08-14T08:00"), ended.pk, cause="agency", explanation="chậm")
    with pytest.raises(Refused, match="nguyên nhân"):
        explain(here.act("head", "2025-08-14T08:00"), open_.pk, explanation="chậm")
    late = explain(here.act("head", "2025-08-15T08:00"), open_.pk, cause="other", cause_text="bão", explanation="lũ")
    assert told(know(None)) == {1: 1, 7: 1}
    explain(here.act("head", "2025-08-18T08:00"), open_.pk, cause="partner", explanation="xem lại")
    now = know(None)
    assert told(now) == {1: 1, 2: 1}
    assert told() == {0: 2}, "what was known stays"
    assert answer("dossiers.late_without_cause", scope=scope, period=AUGUST, seal=now).numerator == 0
    rows = Explanation.objects.filter(dossier=open_).order_by("pk").values_list("cause", "cause_text", "text")
    assert list(rows) == [(7, "bão", "lũ"), (2, "", "xem lại")]
    assert Fact.objects.get(subject_id=open_.pk, version=late.version).cause == 7
    asked = {
        "all": ("dossiers.late", {}),
        "own": ("dossiers.late", {"cause": 2}),
        "no": ("dossiers.late", {"cause": 3}),
    }
    found = columns(asked, scope=scope, period=AUGUST, seal=now, by=None)[None]
    assert {name: number.value for name, number in found.items()} == {"all": 2, "own": 1, "no": 0}
    with pytest.raises(Refused, match="lọc"):
        columns({"no": ("dossiers.late", {"level": 1})}, scope=scope, period=AUGUST, seal=now, by=None)


def test_a_history_may_tell_no_cause(here: world.World) -> None:
    act = here.act("head", "2025-08-20T08:00")
    step = Step(verb=explain, actor=act.actor, at=act.at, values={"explanation": "chậm"})
    begun = here.act("clerk", RECEIVED)
    history = History(intake=here.intake(), actor=begun.actor, received_at=begun.at, steps=[step])
    [dossier] = load_histories([history], now=act.now, origin="import")
    assert (dossier.explained, dossier.cause) == (True, 0)


def test_the_form_offers_the_list_and_the_page_tells_the_cause(here: world.World, client: Client) -> None:
    dossier = in_process(here, RECEIVED)
    client.force_login(here.users["head"])
    address = f"/dossiers/{dossier.pk}/explain/"
    assert all(f'value="{cause.code}"' in client.get(address).content.decode() for cause in CAUSES)
    sent = {"explanation": "Đã kiểm điểm", "document": "12/GT"}
    page = client.post(address, sent)
    assert page.status_code == 422
    assert "Hãy chọn nguyên nhân quá hạn." in page.content.decode()
    page = client.post(address, {**sent, "cause": "other"})
    assert page.status_code == 422
    assert "Hãy ghi rõ nguyên nhân khác" in page.content.decode()
    assert client.post(address, {**sent, "cause": "other", "cause_text": "Mưa lũ"}).status_code == 303
    assert "Nguyên nhân khác (Mưa lũ)" in client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert client.get(address).context["form"]["cause"].value() == "other", "the one on record is picked"


def test_a_processed_dossier_counts_its_components(here: world.World) -> None:
    dossier = in_process(here, RECEIVED)
    decide(here.act("officer", "2025-08-06T08:00"), dossier.pk, decision="granted")
    assert Dossier.objects.get(pk=dossier.pk).components == 0, "counted when it is processed"
    finish(here.act("officer", "2025-08-06T09:00"), dossier.pk, result_elsewhere="https://example.vn/1")
    wanted = {"components": 2, "components_digitised": 0, "components_reused": 0, "results_digitised": 1}
    asked = {"scope": scope_of("so", on=AUGUST.last), "period": AUGUST, "seal": know(None)}
    assert {name: answer(f"dossiers.{name}", **asked).value for name in wanted} == wanted
