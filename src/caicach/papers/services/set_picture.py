"""Set the picture of a signature or of a seal, or take it away (đặt hình chữ ký, hình dấu)."""

from io import BytesIO

from django.db import transaction
from PIL import Image

from caicach.accounts.models import User
from caicach.agencies.models import Unit
from caicach.kit.acts import Act, Change, Recorder
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.models import Picture
from caicach.papers.rules.media import PNG
from caicach.papers.services.keep_file import keep_file

LARGEST = 1024 * 1024
"""In bytes."""
SIDES = (150, 2400)
"""A seal of 36 mm at 600 dots an inch has 850 on each side."""
SOURCE = mark("Phụ lục I, phần II, mục I.7 và I.8 Nghị định 30/2020/NĐ-CP")


def set_picture(*, act: Act, record: Recorder, of: User | Unit, content: bytes) -> Picture | None:
    """The picture that papers show from now on; empty content takes it away.

    Told by its content, whatever its name. Raises `Refused("picture-unfit")` for what is no PNG with a transparent
    ground or has a wrong size, and as `keep_file`.
    """
    whose = {"user": of} if isinstance(of, User) else {"unit": of}
    file = keep_file(act, content, name="PNG", limit=LARGEST) if content else None
    if file is not None and (file.media_type != PNG or not _transparent(content)):
        raise Refused(
            "picture-unfit",
            mark("Hình phải là PNG nền trong suốt, mỗi cạnh từ {least} đến {most} điểm ảnh."),
            values={"least": SIDES[0], "most": SIDES[1]},
            source=SOURCE,
            field="file",
        )
    with transaction.atomic():
        found = None
        if file is None:
            Picture.objects.filter(**whose).delete()
        else:
            found, _ = Picture.objects.update_or_create(**whose, defaults={"file": file, "set_at": act.now})
        details = {"picture": file.sha256 if file else ""}
        kind = "user" if isinstance(of, User) else "unit"
        record(act, Change(kind=kind, subject_id=of.pk, action="papers.set_picture", details=details))
    return found


def _transparent(content: bytes) -> bool:
    """Whether a PNG of a right size lets its ground through; it was decoded in a child process before."""
    with Image.open(BytesIO(content), formats=["PNG"]) as image:
        if not all(SIDES[0] <= side <= SIDES[1] for side in image.size):
            return False
        shades = image.convert("RGBA").getchannel("A").histogram()
    return shades[0] > 0 and sum(shades[128:]) > 0
