"""What is seen of digital signatures: pictures of a signature and of a seal, set by the administrator."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from test_signing_port import content, sealed

import pdfs
import signing_service
import world
from caicach.demo.rules.pictures import SIGNATURE, drawn, seal_of
from caicach.dossiers.models import Dossier
from caicach.journal.models import Line
from caicach.papers.models import Picture
from caicach.papers.queries.signatures import signatures_in
from papers import samples

SignIn = Callable[[str], Any]


@pytest.fixture(autouse=True)
def kept(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Files of this test; a signing service."""
    with signing_service.running({"leader": "Leader", "unit:so": "SỞ THỬ, TỈNH THỬ"}) as running:
        settings.SIGNING_URL, settings.SIGNING_TOKEN = running.url, running.token
        settings.SIGNING_ROOTS = str(running.roots_file(tmp_path))
        settings.FILES_ROOT = tmp_path / "files"
        yield


@pytest.fixture
def here(database: str) -> world.World:
    """The small province."""
    return world.build()


def sent(client: Any, address: str, content: bytes, **more: str) -> Any:
    """A picture sent."""
    return client.post(
        address, {"file": SimpleUploadedFile("a.png", content), "request_key": address + str(more), **more}
    )


def opaque() -> bytes:
    """A PNG without anything to see through."""
    return samples.image("PNG", size=(300, 300))


@pytest.mark.parametrize(
    "bad",
    [samples.image("JPEG", size=(300, 300)), opaque(), samples.image("PNG", size=(40, 40), mode="LA"), samples.pdf(),
     b"\x89PNG\r\n\x1a\n broken", samples.image_bomb()],
    ids=["jpeg", "opaque", "small", "pdf", "broken", "bomb"],
)  # fmt: skip
def test_only_a_png_with_transparent_ground_is_taken(here: world.World, sign_in: SignIn, bad: bytes) -> None:
    client = sign_in("admin")
    assert sent(client, "/units/so/seal/", bad).status_code == 422
    assert (Picture.objects.count(), Line.objects.filter(action="papers.set_picture").count()) == (0, 0)


def test_signature_and_seal_are_seen_as_pictures_the_seal_over_a_third(here: world.World, sign_in: SignIn) -> None:
    """Blue and red on the signed page; both signatures sound; where there is no picture there are words."""
    client = sign_in("admin")
    leader = here.users["leader"].pk
    assert sent(client, f"/people/{leader}/signature/", drawn(SIGNATURE)).status_code == 302
    assert sent(client, "/units/so/seal/", seal_of("Sở thử")).status_code == 302
    assert client.get("/units/so/seal.png").content == seal_of("Sở thử")
    assert 'src="/units/so/seal.png"' in client.get("/units/so/seal/").content.decode()
    assert Line.objects.filter(action="papers.set_picture").count() == 2
    signed = content(sealed(here))
    assert [seen.sound for seen in signatures_in(signed)] == [True, True]
    page = pdfs.opened(signed)
    fields = {str(field["/T"]): field for field in page.Root.AcroForm.Fields}
    leader_box, seal_box = ([float(one) for one in fields[name]["/Rect"]] for name in ("leader", "seal"))
    assert (seal_box[2] - leader_box[0]) / (leader_box[2] - leader_box[0]) == pytest.approx(1 / 3, abs=0.03)
    assert [seal_box[2] - seal_box[0], seal_box[3] - seal_box[1]] == pytest.approx([102, 102], abs=1), "36 mm"
    inks = {name: pictured(field) for name, field in fields.items() if name in ("leader", "seal")}
    assert {name: ink.size for name, ink in inks.items()} == {"leader": (709, 283), "seal": (425, 425)}
    red, _, blue = inks["seal"].convert("RGB").resize((1, 1)).getpixel((0, 0))
    assert red > blue
    assert client.post("/units/so/seal/", {"remove": "on", "request_key": "r"}).status_code == 302
    assert client.get("/units/so/seal.png").status_code == 404


def test_without_a_picture_there_are_words(here: world.World) -> None:
    """The code at the top left tells the dossier on the signed page too."""
    dossier = sealed(here)
    worded = pdfs.opened(content(dossier))
    again = {str(field["/T"]): field for field in worded.Root.AcroForm.Fields}
    assert [pictured(again[name]) for name in ("leader", "seal")] == [None, None]
    number = Dossier.objects.get(pk=dossier).number
    assert pdfs.code_told(content(dossier)).startswith(f"{number}|SYN-1|066000000001|Quyết định về việc cấp giấy")


def pictured(field: Any) -> Image.Image | None:
    """The picture in the looks of a field."""
    found = images_in(field["/AP"]["/N"])
    return found[0] if found else None


def images_in(drawing: Any) -> list[Image.Image]:
    """All pictures of a drawing, however deep."""
    found: list[Image.Image] = []
    for one in drawing.get("/Resources", {}).get("/XObject", {}).values():
        if one["/Subtype"] == "/Image":
            found.append(samples.picture_of(one))
        else:
            found += images_in(one)
    return found
