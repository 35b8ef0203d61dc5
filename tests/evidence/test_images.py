"""Pictures as they are stored: upright, bounded, pixels alone."""

import io
from typing import Any

import pytest
from PIL import Image

from audits.evidence.intake import receive
from audits.kit.refusals import Invalid
from tests.evidence.files import opened, picture, upload

GPS = {1: "N", 2: (59.0, 19.0, 0.0), 3: "E", 4: (18.0, 4.0, 0.0)}
KINDS = ["PNG", "JPEG", "WEBP"]


def stored(data: bytes) -> Image.Image:
    return opened(receive(upload(data)).data)


def with_camera_data(kind: str, orientation: int = 1) -> bytes:
    """A picture that tells where and with what it was taken; its left half is red."""
    image = Image.new("RGB", (80, 40), "blue")
    image.paste("red", (0, 0, 40, 40))
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "Spy camera", orientation
    exif.get_ifd(0x8825).update(GPS)
    out = io.BytesIO()
    image.save(out, kind, exif=exif, icc_profile=b"profile" * 40, quality=95)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_place_and_camera_are_gone(kind: str) -> None:
    data = with_camera_data(kind)
    assert opened(data).getexif().get_ifd(0x8825) and b"Spy" in data
    kept = receive(upload(data))
    for copy in (kept.data, kept.thumbnail):
        image = opened(copy)
        assert not image.getexif() and not set(image.info) & {"exif", "icc_profile", "xmp", "comment"}
        assert b"Spy" not in copy and b"profile" not in copy


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(1, (80, 40), (5, 20)), (3, (80, 40), (75, 20)), (6, (40, 80), (20, 5))],
)
def test_the_picture_is_turned_as_its_camera_meant(
    orientation: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    image = stored(with_camera_data("JPEG", orientation)).convert("RGB")
    red, _, blue = image.getpixel(red_at)  # type: ignore[misc]
    assert image.size == size and red > 200 > blue


def test_comments_and_text_are_gone() -> None:
    out = io.BytesIO()
    note = Image.new("RGB", (8, 8))
    note.save(out, "JPEG", comment=b"secret remark")
    assert b"secret" not in receive(upload(out.getvalue())).data


@pytest.mark.parametrize(
    ("size", "kept"), [((2560, 10), (2560, 10)), ((5120, 400), (2560, 200)), ((300, 3000), (256, 2560))]
)
def test_the_long_side_is_at_most_2560(size: tuple[int, int], kept: tuple[int, int]) -> None:
    received = receive(upload(picture(size=size)))
    assert (received.width, received.height) == kept == opened(received.data).size


def test_a_small_picture_keeps_its_pixels() -> None:
    noise = Image.effect_noise((300, 200), 80).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert stored(out.getvalue()).tobytes() == noise.tobytes()


def test_shrinking_keeps_what_is_where() -> None:
    big = Image.new("RGB", (6000, 3000), "blue")
    big.paste("red", (0, 0, 3000, 3000))
    out = io.BytesIO()
    big.save(out, "PNG")
    image = stored(out.getvalue())
    assert image.size == (2560, 1280)
    assert [image.getpixel(at) for at in ((10, 10), (1270, 1270), (1290, 10), (2550, 1270))] == [
        (255, 0, 0),
        (255, 0, 0),
        (0, 0, 255),
        (0, 0, 255),
    ]


@pytest.mark.parametrize(
    ("mode", "color", "kept"),
    [
        ("1", 1, "L"),
        ("L", 9, "L"),
        ("P", 3, "RGB"),
        ("LA", (9, 99), "RGBA"),
        ("RGBA", (1, 2, 3, 4), "RGBA"),
        ("I;16", 40_000, "L"),
    ],
)
def test_every_sort_of_png_is_kept_in_colours_that_hold_it(mode: str, color: Any, kept: str) -> None:
    assert stored(picture(mode=mode, color=color)).mode == kept


def test_sixteen_bits_become_eight_and_are_not_cut_to_white() -> None:
    assert 150 < stored(picture(mode="I;16", color=40_000)).getpixel((1, 1)) < 160  # type: ignore[operator]


def test_print_colours_become_screen_colours() -> None:
    image = stored(picture("JPEG", mode="CMYK", color=(0, 255, 255, 0)))
    red, green, blue = image.getpixel((1, 1))  # type: ignore[misc]
    assert image.mode == "RGB" and red > 200 and green < 60 and blue < 60


def test_what_is_clear_stays_clear_and_is_white_in_the_thumbnail() -> None:
    received = receive(upload(picture(mode="RGBA", color=(0, 0, 0, 0), size=(3000, 60))))
    assert opened(received.data).getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert min(opened(received.thumbnail).getpixel((5, 5))) > 250  # type: ignore[arg-type]


def test_a_still_gif_is_kept_as_png() -> None:
    received = receive(upload(picture("GIF"), "shot.gif"))
    assert (received.media_type, opened(received.data).format) == ("image/png", "PNG")


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_is_refused_and_not_cut_to_one_frame(kind: str) -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    with pytest.raises(Invalid, match="Moving pictures"):
        receive(upload(out.getvalue()))
