"""A file comes in through the form, is given out to those who see the dossier, and each opening is on record."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image

import world
from caicach.dossiers.models import Attachment, Dossier, Read
from caicach.dossiers.services.receive import receive
from caicach.papers.models import File
from caicach.papers.rules import page_pictures
from caicach.procedures.models import Component

SignIn = Callable[[str], Any]


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def here(database: str) -> world.World:
    return world.build()


def test_a_file_is_attached_opened_and_recorded(here: world.World, sign_in: SignIn) -> None:
    dossier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    clerk = sign_in("clerk")
    page = f"/dossiers/{dossier.pk}/files/"
    sent = {
        "target": str(here.components[0].pk), "label": "Đơn đề nghị", "scanned": "on", "request_key": "mot",
        "file": SimpleUploadedFile("don.png", picture(), "image/png"),
    }  # fmt: skip
    assert clerk.post(f"/dossiers/{dossier.pk}/attach/", sent).status_code == 303
    row = Attachment.objects.get()
    assert (row.component_id, row.source, row.file.media_type) == (here.components[0].pk, "scan", "image/png")
    assert "Đơn đề nghị" in clerk.get(page).content.decode()
    answer = clerk.get(f"{page}{row.pk}/")
    assert b"".join(answer.streaming_content) == picture()
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Read.objects.get().user == here.users["clerk"]
    assert sign_in("stranger").get(f"{page}{row.pk}/").status_code == 404
    assert sign_in("stranger").get(page).status_code == 404
    assert Read.objects.count() == 1


def test_what_may_not_be_kept_is_refused_in_words(here: world.World, sign_in: SignIn) -> None:
    """A program under another name, a file above the limit, a secret paper: nothing attached, nothing kept."""
    dossier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    clerk, address = sign_in("clerk"), f"/dossiers/{dossier.pk}/attach/"
    program = SimpleUploadedFile("don.pdf", b"MZ" + bytes(400), "application/pdf")
    answer = clerk.post(address, {"target": "other", "file": program})
    assert answer.status_code == 422
    with override_settings(FILE_LIMIT=10):
        large = clerk.post(address, {"target": "other", "file": SimpleUploadedFile("anh.png", picture())})
    assert large.status_code == 422
    assert "lớn hơn mức cho phép" in large.content.decode()
    secret = {"target": "other", "secret": "on", "secret_number": "12/BC"}
    uploaded = clerk.post(address, secret | {"file": SimpleUploadedFile("mat.png", picture())})
    assert uploaded.status_code == 422
    assert "Giấy tờ mật không được đưa lên" in uploaded.content.decode()
    assert not File.objects.exists()
    assert clerk.post(address, secret).status_code == 303
    assert "12/BC" in clerk.get(f"/dossiers/{dossier.pk}/files/").content.decode()


def test_an_infected_file_is_given_to_nobody(here: world.World, sign_in: SignIn) -> None:
    dossier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    clerk = sign_in("clerk")
    sent = {"target": "other", "file": SimpleUploadedFile("anh.png", picture(), "image/png")}
    clerk.post(f"/dossiers/{dossier.pk}/attach/", sent)
    File.objects.update(scan="infected")
    answer = clerk.get(f"/dossiers/{dossier.pk}/files/{Attachment.objects.get().pk}/")
    assert answer.status_code == 410
    assert "mã độc" in answer.content.decode()
    assert not Read.objects.exists()


def scan(pages: int) -> bytes:
    """Sheets as a scanner writes them; each is of another grey."""
    sheets = [Image.new("L", (120, 170), 40 + 15 * number) for number in range(pages)]
    out = BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def put(client: Any, dossier: Dossier, content: bytes, **more: str) -> Attachment:
    sent = {"target": "other", "file": SimpleUploadedFile("tap.pdf", content, "application/pdf"), **more}
    assert client.post(f"/dossiers/{dossier.pk}/attach/", sent).status_code == 303
    return Attachment.objects.latest("pk")


def test_a_photograph_of_a_phone_is_a_scan(here: world.World, sign_in: SignIn) -> None:
    dossier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    clerk, address = sign_in("clerk"), f"/dossiers/{dossier.pk}/attach/"
    assert 'capture="environment"' in clerk.get(address).content.decode()
    sent = {"target": "other", "photo": SimpleUploadedFile("anh.jpg", picture(), "image/jpeg")}
    answer = clerk.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (303, f"/dossiers/{dossier.pk}/files/")
    assert Attachment.objects.get().source == "scan"
    with override_settings(FILE_LIMIT=10):
        large = clerk.post(address, {"target": "other", "photo": SimpleUploadedFile("anh.jpg", picture())})
    assert "lớn hơn mức cho phép" in large.content.decode()


def test_several_photographs_are_the_pages_of_one_paper(here: world.World, sign_in: SignIn) -> None:
    dossier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    clerk, address = sign_in("clerk"), f"/dossiers/{dossier.pk}/attach/"
    sides = [SimpleUploadedFile(f"mat-{side}.jpg", picture(), "image/jpeg") for side in (1, 2)]
    assert clerk.post(address, {"target": "other", "photo": sides}).status_code == 303
    paper = Attachment.objects.get()
    assert (paper.source, paper.file.media_type, paper.file.pages) == ("scan", "application/pdf", 2)
    mixed = [SimpleUploadedFile("mat-1.jpg", picture()), SimpleUploadedFile("bang.csv", b"a,b\n1,2\n")]
    assert clerk.post(address, {"target": "other", "file": mixed}).status_code == 422
    assert Attachment.objects.count() == 1


def test_a_file_is_taken_off_with_a_reason_and_stays_in_the_history(here: world.World, sign_in: SignIn) -> None:
    dossier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    clerk = sign_in("clerk")
    wrong = put(clerk, dossier, scan(1), label="Tệp nhầm")
    right = put(clerk, dossier, scan(2), label="Tệp đúng")
    address = f"/dossiers/{dossier.pk}/detach/"
    assert f"{address}?attachment={wrong.pk}" in clerk.get(f"/dossiers/{dossier.pk}/files/").content.decode()
    form = clerk.get(address, {"attachment": wrong.pk}).content.decode()
    assert "Tệp nhầm" in form
    assert "Tệp đúng" not in form
    assert clerk.post(address, {"attachment": wrong.pk}).status_code == 422  # no reason
    assert clerk.post(address, {"attachment": wrong.pk, "reason": "của người khác"}).status_code == 303
    wrong.refresh_from_db()
    right.refresh_from_db()
    assert (wrong.detached_at is not None, right.detached_at) == (True, None)
    assert "Đã gỡ" in clerk.get(f"/dossiers/{dossier.pk}/files/").content.decode()
    assert clerk.post(address, {"attachment": wrong.pk, "reason": "lần nữa"}).status_code == 422


def test_a_stack_is_split_after_a_look(here: world.World, sign_in: SignIn) -> None:
    """Nothing is split before the very ranges that are sent have been shown."""
    dossier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    clerk = sign_in("clerk")
    stack = put(clerk, dossier, scan(4))
    address = f"/dossiers/{dossier.pk}/split_scan/"
    assert 'pages.jpg" width="600"' in clerk.get(address, {"attachment": stack.pk}).content.decode()
    first, second = (f"pages_{one.pk}" for one in here.components)
    sent = {"attachment": stack.pk, first: "1-2", second: "3"}
    lost = clerk.post(address, sent)
    assert (lost.status_code, "Trang 4 chưa thuộc" in lost.content.decode()) == (422, True)
    wrong = clerk.post(address, sent | {second: "3-9"})
    assert (wrong.status_code, "«3-9» không phải là trang" in wrong.content.decode()) == (422, True)
    sent["pages_left_out"] = "4"
    preview = clerk.post(address, sent)
    assert (preview.status_code, "Xem trước: mỗi nơi" in preview.content.decode()) == (200, True)
    assert Attachment.objects.count() == 1
    looked_at = preview.context["form"].told
    changed = clerk.post(address, sent | {"looked_at": looked_at, first: "1", second: "2-3"})
    assert (changed.status_code, Attachment.objects.count()) == (200, 1)
    done = clerk.post(address, sent | {"looked_at": looked_at})
    assert (done.status_code, done["Location"]) == (303, f"/dossiers/{dossier.pk}/files/")
    live = Attachment.objects.filter(detached_at=None).order_by("component__position")
    assert [(one.component_id, one.file.pages) for one in live] == [
        (here.components[0].pk, 2),
        (here.components[1].pk, 1),
    ]


def test_the_pages_of_a_stack_are_drawn_and_that_is_a_reading(here: world.World, sign_in: SignIn) -> None:
    dossier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    clerk = sign_in("clerk")
    stack = put(clerk, dossier, scan(12))
    address = f"/dossiers/{dossier.pk}/files/{stack.pk}/pages.jpg"
    drawn = Image.open(BytesIO(clerk.get(address).content))
    assert drawn.size == page_pictures.size(12) == (1500, 424)
    for number in (1, 12):
        left, top = page_pictures.corner(number)
        assert abs(drawn.getpixel((left + 75, top + 106))[0] - (40 + 15 * (number - 1))) < 4, number
    assert Read.objects.get().user == here.users["clerk"]
    assert sign_in("reformer").get(address).status_code == 404  # sees the dossier, and splits nothing
    assert sign_in("stranger").get(address).status_code == 404
    assert Read.objects.count() == 1


def test_an_earlier_file_of_the_same_person_is_picked_from_a_list(here: world.World, sign_in: SignIn) -> None:
    Component.objects.filter(pk=here.components[0].pk).update(reusable=True)
    earlier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    dossier = receive(here.act("clerk", "2026-11-20T10:00"), here.intake())
    clerk = sign_in("clerk")
    held = put(clerk, earlier, scan(2), target=str(here.components[0].pk), label="Bằng đại học")
    address = f"/dossiers/{dossier.pk}/reuse_file/"
    assert (
        f"{address}?component={here.components[0].pk}" in clerk.get(f"/dossiers/{dossier.pk}/files/").content.decode()
    )
    form = clerk.get(address).content.decode()
    assert ("Bằng đại học" in form, earlier.number in form) == (True, True)
    sent = {"component": here.components[0].pk, "attachment": held.pk}
    assert clerk.post(address, sent).status_code == 303
    row = Attachment.objects.get(dossier=dossier)
    assert (row.file_id, row.source, row.label) == (held.file_id, "reused", "Bằng đại học")
    other = clerk.post(address, sent | {"component": here.components[1].pk})
    assert other.status_code == 422
