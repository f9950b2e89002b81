"""A file comes in through the form, is given out to those who see the dossier, and each opening is on record."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image

import world
from caicach.dossiers.models import Attachment, Read
from caicach.dossiers.services.receive import receive
from caicach.papers.models import File

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
