"""Results that go by post: one bundle with a number, its list, and what became of each letter."""

from collections.abc import Sequence

from desk_work import refused
from django.test import Client
from django.utils import timezone

import pdfs
import world
from caicach.dossiers.models import Dossier, PostBundle, Return
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.note_delivery import note_delivery
from caicach.dossiers.services.note_returned_mail import note_returned_mail
from caicach.dossiers.services.return_result import return_result
from caicach.dossiers.services.send_by_post import send_by_post
from caicach.journal.models import Line
from dossiers import pages

PAGE = "/dossiers/send_by_post/"


def ready(here: world.World, count: int, *, by_post: bool = True) -> list[int]:
    """So many dossiers whose result waits at the counter."""
    found = []
    for _ in range(count):
        dossier = pages.assigned(here, at=pages.ago(hours=3))
        decide(pages.acting(here, "officer", pages.ago(hours=2)), dossier.pk, decision="granted")
        finish(pages.acting(here, "officer", pages.ago(hours=2)), dossier.pk)
        found.append(dossier.pk)
    if by_post:
        Dossier.objects.filter(pk__in=found).update(channel=3)
    return found


def sent(here: world.World, ids: Sequence[int]) -> PostBundle:
    codes = {one: f"RB{one}VN" for one in ids}
    act = pages.acting(here, "clerk", pages.ago(hours=1))
    return send_by_post(act, codes, unit_id=here.units["centre"].pk, receipt="PG-12")


def test_a_bundle_gives_all_its_results_out_with_one_number(database: str) -> None:
    here = world.build()
    ids = ready(here, 3)
    first, second = sent(here, ids[:2]), sent(here, ids[2:])
    assert (first.number, second.number) == (1, 2)
    assert {dossier.status for dossier in Dossier.objects.all()} == {Status.RETURNED}
    told = [(row.way, row.tracking, row.bundle_id) for row in Return.objects.order_by("dossier_id")]
    assert told == [("post", f"RB{one}VN", bundle.pk) for one, bundle in zip(ids, [first, first, second], strict=True)]
    line = Line.objects.filter(action="dossiers.send_by_post").earliest("pk")
    assert (line.kind, line.subject_id) == ("post_bundle", first.pk)


def test_the_same_form_twice_makes_one_bundle(database: str) -> None:
    here = world.build()
    (one,) = ready(here, 1)
    act = pages.acting(here, "clerk", timezone.now())
    bundles = [send_by_post(act, {one: ""}, unit_id=here.units["centre"].pk) for _ in range(2)]
    assert bundles[0].pk == bundles[1].pk
    assert Return.objects.count() == 1


def test_one_that_cannot_go_keeps_the_whole_bundle_back(database: str) -> None:
    here = world.build()
    given, waiting = ready(here, 2)
    return_result(pages.acting(here, "clerk", timezone.now()), given)
    refusal = refused("send-row", lambda: sent(here, [waiting, given]))
    assert refusal.values["number"] == Dossier.objects.get(pk=given).number
    assert not PostBundle.objects.exists()
    refused("nothing-to-send", lambda: sent(here, []))
    act = pages.acting(here, "officer", timezone.now())
    refused("not-permitted", lambda: send_by_post(act, {waiting: ""}, unit_id=here.units["centre"].pk))


def test_results_of_another_counter_do_not_go_with_it(database: str) -> None:
    here = world.build()
    (one,) = ready(here, 1)
    Dossier.objects.filter(pk=one).update(received_unit=here.units["so"])
    refused("nothing-to-send", lambda: sent(here, [one]))


def test_a_letter_arrives_or_comes_back_and_goes_again(database: str) -> None:
    here = world.build()
    arrived, back = ready(here, 2)
    bundle = sent(here, [arrived, back])
    note_delivery(pages.acting(here, "clerk", timezone.now()), arrived)
    refused("nothing-on-its-way", lambda: note_delivery(pages.acting(here, "clerk", timezone.now()), arrived))
    note_returned_mail(pages.acting(here, "clerk", timezone.now()), back, reason="sai địa chỉ")
    refused("nothing-on-its-way", lambda: note_delivery(pages.acting(here, "clerk", timezone.now()), back))
    rows = {row.dossier_id: row for row in bundle.results.all()}
    assert rows[arrived].delivered_at
    assert rows[back].brought_back_at
    again = send_by_post(pages.acting(here, "clerk", timezone.now()), {back: ""}, unit_id=here.units["centre"].pk)
    note_delivery(pages.acting(here, "clerk", timezone.now()), back)
    assert again.results.get().delivered_at
    assert bundle.results.get(dossier=back).delivered_at is None


def test_on_the_page_results_are_chosen_sent_and_noted(database: str, client: Client) -> None:
    here = world.build()
    ids = ready(here, 2)
    (other,) = ready(here, 1, by_post=False)
    pages.entered_in(client, here, "clerk")
    page = client.get(PAGE).content.decode()
    assert page.count('name="row"') == 2
    assert f'name="row" value="{other}"' in client.get(f"{PAGE}?which=all").content.decode()
    nothing = client.post(PAGE, {"unit": here.units["centre"].pk})
    assert nothing.status_code == 422
    form = {"unit": here.units["centre"].pk, "row": ids, f"tracking-{ids[0]}": "RB1VN", "receipt": "PG-7"}
    answer = client.post(PAGE, form)
    assert answer.status_code == 303
    bundle = client.get(answer["Location"]).content.decode()
    assert "PG-7" in bundle
    assert bundle.count("Đang gửi") == 2
    assert client.post(answer["Location"], {"row": [ids[0], other]}).status_code == 303
    bundle = client.get(answer["Location"]).content.decode()
    assert bundle.count("Đang gửi") == 1
    assert client.post(answer["Location"], {"row": [other]}).status_code == 422
    told = pdfs.text(client.get(f"{answer['Location']}list.pdf").content)
    number = Dossier.objects.get(pk=ids[0]).number
    assert [text for text in ("Đợt số 01/", "PG-7", "RB1VN", number, "Y Bhăm Niê") if text not in told] == []


def test_pages_take_the_same_statements_for_any_number(database: str, client: Client) -> None:
    here = world.build()
    ids = ready(here, 4)
    ready(here, 1)
    pages.entered_in(client, here, "clerk")
    one = sent(here, ids[:1])
    client.get(PAGE)
    few = [pages.counted(client, url)[0] for url in (PAGE, f"/dossiers/bundles/{one.pk}/")]
    rest = sent(here, ids[1:])
    ready(here, 5)
    many = [pages.counted(client, url)[0] for url in (PAGE, f"/dossiers/bundles/{rest.pk}/")]
    assert few == many
