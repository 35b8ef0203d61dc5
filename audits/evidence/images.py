"""Pictures are decoded, turned upright, shrunk and written anew: pixels alone stay (threats 13, 17, 22)."""

import io
import logging
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image

from audits.evidence.kinds import GIF, JPEG, PNG, Kind, refuse
from audits.kit.refusals import Refusal

log = logging.getLogger(__name__)
MEGAPIXEL = 1_000_000
MAX_PIXELS = 40 * MEGAPIXEL
# Decoders that hold the whole picture several times get fewer, so that one upload stays under 300 MB.
MAX_PIXELS_PROGRESSIVE = 16 * MEGAPIXEL
MAX_PIXELS_WEBP = 10 * MEGAPIXEL
MAX_SIDE = 30_000
# Each scan of a progressive JPEG costs a pass over all its pixels; pictures in use have about ten.
MAX_SCANS = 64
LONG_SIDE = 2560
THUMBNAIL_SIDE = 480
STRIP = 128
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SAVE_AS = {
    "PNG": {"compress_level": 4},
    "JPEG": {"quality": 90},
    "WEBP": {"quality": 90, "method": 0},
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is stored, and its small copy (always JPEG)."""

    kind: Kind
    data: bytes
    width: int
    height: int
    thumbnail: bytes


def rework(data: bytes, kind: Kind) -> Picture:
    """The stored form of an uploaded picture; `Invalid` when it is none, or too much of one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = upright(data, kind)
            kept = PNG if kind == GIF else kind
            stored = encoded(image, kept.picture)
            return Picture(kept, stored, image.width, image.height, thumbnail(image))
    except Refusal:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise too_many_pixels(MAX_PIXELS) from None
    except Exception as error:
        # A decoder fed broken bytes may raise anything; whatever it was, this is no picture.
        log.info("picture refused: %r", error)
        raise refuse(_("This picture cannot be read; it is broken or cut off.")) from error


def upright(data: bytes, kind: Kind) -> Image.Image:
    """The decoded pixels within `LONG_SIDE`, the way up that its camera meant."""
    with Image.open(io.BytesIO(data), formats=[kind.picture]) as image:
        check_size(image, data)
        # JPEG can decode straight to a half or a quarter.
        image.draft(None, fitting(image.size, LONG_SIDE))
        turn = UPRIGHT.get(image.getexif().get(ORIENTATION, 1))
        small = shrunk(image)
    return small.transpose(turn) if turn is not None else small


def check_size(image: Image.Image, data: bytes) -> None:
    """Refuses by the header alone what would take too much to decode."""
    limit = MAX_PIXELS
    if image.format == "WEBP":
        limit = MAX_PIXELS_WEBP
    elif image.info.get("progressive"):
        limit = MAX_PIXELS_PROGRESSIVE
    if image.width * image.height > limit or max(image.size) > MAX_SIDE:
        raise too_many_pixels(limit)
    if image.format == "JPEG" and data.count(b"\xff\xda") > MAX_SCANS:
        raise refuse(_("This picture is built in an unusual way. Save it again as PNG."))
    if getattr(image, "is_animated", False):
        raise refuse(_("Moving pictures are not taken. Attach the frame that shows it, or a link."))


def too_many_pixels(limit: int) -> Refusal:
    message = _("This picture has too many pixels; %(limit)d megapixels are possible. Save it smaller.")
    return refuse(message % {"limit": limit // MEGAPIXEL})


def fitting(size: tuple[int, int], side: int) -> tuple[int, int]:
    """`size` scaled so that its long side is at most `side`."""
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def plain_mode(image: Image.Image) -> str:
    """The mode its pixels are kept in: grey, colour, or colour with transparency."""
    if image.mode.startswith("I;16") or (image.mode in {"1", "L"} and "transparency" not in image.info):
        return "L"
    has_alpha = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    return "RGBA" if has_alpha else "RGB"


def shrunk(image: Image.Image) -> Image.Image:
    """A new picture of bare pixels within `LONG_SIDE`, made strip by strip to spare memory."""
    mode, (width, height) = plain_mode(image), image.size
    factor = max(1, max(image.size) // LONG_SIDE)
    # Colours weighted by their opacity, as averaging needs them; Pillow would copy the whole for that.
    working = "RGBa" if mode == "RGBA" and max(image.size) > LONG_SIDE else mode
    small = Image.new(working, (-(-width // factor), -(-height // factor)))
    image.load()
    for top in range(0, height, STRIP * factor):
        strip = image.crop((0, top, width, min(height, top + STRIP * factor)))
        small.paste(in_mode(in_mode(strip, mode), working).reduce(factor), (0, top // factor))
    image.close()
    small.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.BICUBIC)
    return in_mode(small, mode)


def in_mode(image: Image.Image, mode: str) -> Image.Image:
    if image.mode == mode:
        return image
    if image.mode.startswith("I;16"):
        # Pillow would cut every brighter value to white.
        image = image.point(lambda value: value * (1 / 256))
    return image.convert(mode)


def encoded(image: Image.Image, name: str) -> bytes:
    """The picture's pixels and nothing else as a file."""
    image.info.clear()
    out = io.BytesIO()
    image.save(out, name, **SAVE_AS[name])
    return out.getvalue()


def thumbnail(image: Image.Image) -> bytes:
    """A small JPEG on white."""
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.BICUBIC)
    if small.mode == "RGBA":
        white = Image.new("RGB", small.size, "white")
        white.paste(small, mask=small.getchannel("A"))
        small = white
    return encoded(small, JPEG.picture)
