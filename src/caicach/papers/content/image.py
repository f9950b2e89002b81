"""A look into an image: its size first, then every point of it is decoded."""

from pathlib import Path

from PIL import Image, ImageSequence

from caicach.papers.rules import unfit
from caicach.papers.rules.media import JPEG, PNG, TIFF
from caicach.papers.rules.unfit import Unfit

FORMATS = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF"}


def opened(path: Path, media_type: str) -> Image.Image:
    """The image, its size known and within the limit, nothing decoded yet."""
    # Its size is asked for below, with words that tell it.
    Image.MAX_IMAGE_PIXELS = None
    try:
        image = Image.open(path, formats=[FORMATS[media_type]])
    except (OSError, ValueError, SyntaxError):
        raise Unfit("image-damaged") from None
    check_size(image)
    return image


def check_size(image: Image.Image) -> None:
    """Raises `Unfit` for more points than may be decoded."""
    width, height = image.size
    if width * height > unfit.MOST_PIXELS:
        raise Unfit("image-too-large", width=width, height=height, limit=unfit.MOST_PIXELS // 1_000_000)


def inspect_image(path: Path, media_type: str) -> int:
    """The number of images in the file, each decoded in full; raises `Unfit`."""
    with opened(path, media_type) as image:
        count = 0
        try:
            for frame in ImageSequence.Iterator(image) if media_type == TIFF else [image]:
                count += 1
                if count > unfit.MOST_FRAMES:
                    raise Unfit("image-too-many", limit=unfit.MOST_FRAMES)
                check_size(frame)
                frame.load()
        except (OSError, ValueError, SyntaxError, EOFError):
            raise Unfit("image-damaged") from None
    return count
