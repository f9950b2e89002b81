"""A result that the chair of the province signs: the department submits it, the level above brings it to its end."""

from collections.abc import Callable
from typing import Any

import pytest
from desk_work import in_process, refused
from django.test import Client

import pdfs
import world
from caicach.accounts.models import Post
from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import may_view
from caicach.dossiers.queries.papers import pile
from caicach.dossiers.queries.visible import visible_to
from caicach.dossiers.services.approve import approve
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.initial import initial
from caicach.dossiers.services.number import number
from caicach.dossiers.services.release import release
from caicach.dossiers.services.return_document import return_document
from caicach.dossiers.services.return_step import return_step
from caicach.dossiers.services.sign import sign
from caicach.dossiers.services.sign_many import sign_many
from caicach.dossiers.services.submit_above import submit_above
from caicach.dossiers.services.submit_document import submit_document
from caicach.dossiers.services.turn import seat_of
from caicach.papers.models import Document, Register
from caicach.procedures.models import Step
from dossiers import pages
from journeys.walking import Walk

AT = "2025-08-05T09:00"


@pytest.fixture
def here(database: str) -> world.World:
    """The small province, whose office brings the department's drafts before the chair."""
    found = world.build()
    office = found.units["so2"]
    type(office).objects.filter(pk=office.pk).update(kind="office", name_vi="Văn phòng thử")
    found.users["stranger"].grants.all().delete()
    world.employ(found, "chair", Role.AGENCY_LEADER, "so2")
    world.employ(found, "registry", Role.RECORDS_CLERK, "so2")
    Post.objects.create(user=found.users["chair"], unit=office, title="Phó Chủ tịch Ủy ban nhân dân tỉnh")
    steps = [(Role.PROCESSING_OFFICER, None, 20), (Role.AGENCY_LEADER, None, 4), (Role.AGENCY_LEADER, office, 12)]
    for place, (role, unit, hours) in enumerate([*steps, (Role.RESULT_DESK, None, 4)], start=1):
        Step.objects.create(
            version=found.version, position=place, role=role, unit=unit, hours=hours, name_vi=f"Bước {place}"
        )
    return found


def initialled(here: world.World) -> Dossier:
    """A dossier whose draft the division head has initialled."""
    dossier = in_process(here, "2025-08-04T09:00")
    draft(
        here.act("officer", AT), dossier.pk, kind="decision", outcome="granted", title="Về việc công nhận tổ chức",
        body="Điều 1. Công nhận.", recipients="- Như Điều 1;\n- Lưu: VT.",
    )  # fmt: skip
    submit_document(here.act("officer", AT), dossier.pk, sheet="Kính trình")
    return initial(here.act("head", AT), dossier.pk)


def above(here: world.World) -> Dossier:
    """And which the department's leader has submitted."""
    return submit_above(here.act("leader", AT), initialled(here).pk)


def paper(dossier: Dossier) -> Document:
    return Document.objects.select_related("unit").get(subject_id=dossier.pk)


def test_the_four_events_are_those_of_the_level_above(here: world.World) -> None:
    dossier = above(here)
    assert (dossier.above_unit_id, paper(dossier).unit.code) == (here.units["so2"].pk, "tinh")
    approve(here.act("chair", "2025-08-05T10:00"), dossier.pk)
    sign(here.act("chair", "2025-08-05T10:01"), dossier.pk)
    number(here.act("registry", "2025-08-06T09:00"), dossier.pk, number=41)
    done = release(here.act("registry", "2025-08-06T10:00"), dossier.pk)
    assert (done.status, done.decision, done.above_unit_id) == (9, "granted", here.units["so2"].pk)
    written = paper(dossier)
    assert (str(written), written.signer) == ("41/QĐ-UBND", here.users["chair"])
    assert Register.objects.get().unit.code == "tinh"


def test_each_acts_in_its_own_place_only(here: world.World) -> None:
    dossier = initialled(here)
    refused("signed-above", lambda: approve(here.act("leader", AT), dossier.pk))
    refused("not-permitted", lambda: submit_above(here.act("officer", AT), dossier.pk))
    assert [row.refused and row.refused.code for row in sign_many(here.act("leader", AT), [dossier.pk], way="wet")] == [
        "signed-above"
    ]
    submit_above(here.act("leader", AT), dossier.pk)
    refused("already-above", lambda: submit_above(here.act("leader", AT), dossier.pk))
    refused("not-permitted", lambda: approve(here.act("leader", AT), dossier.pk))
    refused("not-permitted", lambda: return_document(here.act("leader", AT), dossier.pk, reason="đọc lại"))
    refused("paper-above", lambda: return_step(here.act("officer", AT), dossier.pk, reason="rút về"))
    approve(here.act("chair", AT), dossier.pk)
    sign(here.act("chair", AT), dossier.pk)
    refused("not-permitted", lambda: number(here.act("records", AT), dossier.pk, number=1))


def test_nothing_is_submitted_or_decided_without_a_paper(here: world.World) -> None:
    dossier = in_process(here, "2025-08-04T09:00")
    refused("no-document", lambda: submit_above(here.act("leader", AT), dossier.pk))
    refused("signed-above", lambda: decide(here.act("officer", AT), dossier.pk, decision="granted"))
    draft(here.act("officer", AT), dossier.pk, kind="decision", outcome="granted", title="Về việc", body="Đồng ý.")
    refused("not-initialled", lambda: submit_above(here.act("leader", AT), dossier.pk))
    Step.objects.filter(position=3).update(unit=None)
    refused("nobody-above", lambda: submit_above(here.act("leader", AT), dossier.pk))


def test_sent_back_it_is_the_departments_again(here: world.World) -> None:
    dossier = above(here)
    back = return_document(here.act("chair", "2025-08-05T11:00"), dossier.pk, reason="Bổ sung căn cứ")
    assert (back.document, back.step, back.above_unit_id, back.decision) == ("returned", "examine", None, "")
    assert (paper(dossier).unit.code, paper(dossier).returned_reason) == ("so", "Bổ sung căn cứ")
    assert not may_view(here.actor("chair"), seat_of(back)).allowed
    submit_document(here.act("officer", "2025-08-05T13:30"), dossier.pk, sheet="Kính trình lại")
    initial(here.act("head", "2025-08-05T13:40"), dossier.pk)
    assert submit_above(here.act("leader", "2025-08-05T13:50"), dossier.pk).document == "initialled"
    assert paper(dossier).unit.code == "tinh"


def test_who_has_the_paper_sees_the_dossier_and_has_it_in_the_pile(here: world.World) -> None:
    def seen(name: str) -> tuple[bool, dict[str, int]]:
        actor, found = here.actor(name), Dossier.objects.get()
        assert may_view(actor, seat_of(found)).allowed == visible_to(actor).exists()
        return visible_to(actor).exists(), {one: pile(actor, one).count for one in ("sign", "number", "release")}

    nothing = {"sign": 0, "number": 0, "release": 0}
    dossier = initialled(here)
    assert (seen("leader"), seen("chair"), seen("registry")) == (
        (True, nothing | {"sign": 1}), (False, nothing), (False, nothing),
    )  # fmt: skip
    submit_above(here.act("leader", AT), dossier.pk)
    assert (seen("leader"), seen("chair"), seen("registry")) == (
        (True, nothing), (True, nothing | {"sign": 1}), (True, nothing),
    )  # fmt: skip
    assert [row.refused for row in sign_many(here.act("chair", AT), [dossier.pk], way="wet")] == [None]
    assert (seen("records"), seen("registry")) == ((True, nothing), (True, nothing | {"number": 1}))


def test_the_paper_is_the_committees(here: world.World, client: Client) -> None:
    dossier = above(here)
    approve(here.act("chair", AT), dossier.pk)
    sign(here.act("chair", AT), dossier.pk)
    answer = pages.entered_in(client, here, "chair").get(f"/dossiers/{dossier.pk}/document/")
    told = pdfs.text(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    words = ("ỦY BAN NHÂN DÂN", "TỈNH THỬ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Chair")
    assert [word for word in words if word not in told] == []
    assert "SỞ THỬ" not in told


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), [(390, "vi"), (1280, "en")])
def test_the_department_drafts_and_the_chair_signs(
    here: world.World, open_page: Callable[..., Any], site: str, settings: Any, width: int, language: str
) -> None:
    settings.SIGNING_URL = settings.SIGNING_ROOTS = ""
    dossier = initialled(here)
    walk = Walk(open_page, site, width=width, language=language)
    page = walk.sit(here.users["leader"], "/signing/")
    walk.look()
    page.click(f'main a[href="/dossiers/{dossier.pk}/submit_above/"]')
    walk.look()
    walk.send()
    walk.act(here.users["chair"], dossier.pk, "return_document", reason="Bổ sung căn cứ pháp lý")
    walk.act(here.users["officer"], dossier.pk, "submit_document", sheet="Kính trình lại")
    walk.act(here.users["head"], dossier.pk, "initial")
    walk.act(here.users["leader"], dossier.pk, "submit_above", note="Đã bổ sung")
    page = walk.sit(here.users["chair"], "/signing/")
    page.check(f'[name="row"][value="{dossier.pk}"]')
    walk.send('button[value="sign"]')
    walk.look()
    walk.act(here.users["registry"], dossier.pk, "number", number="41")
    walk.act(here.users["registry"], dossier.pk, "release")
    walk.look()
    dossier.refresh_from_db()
    assert (dossier.status, paper(dossier).number) == (9, 41)
