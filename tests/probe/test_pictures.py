"""Pictures: decoded whole, within the limits of the providers."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.probe.material import codes, look, picture, plain, png_header

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("kind", "suffix"), [("PNG", ".png"), ("JPEG", ".jpg"), ("BMP", ".bmp"), ("WEBP", ".webp")]
)
def test_a_good_picture_is_measured(tmp_path: Path, kind: str, suffix: str) -> None:
    found = look(tmp_path, f"assets/mira{suffix}", picture(kind))
    assert found.problems == ()
    assert found.file is not None
    assert found.file == (
        f"assets/mira{suffix}",
        hashlib.sha256(picture(kind)).hexdigest(),
        suffix,
        320,
        240,
        0,
        False,
    )


@pytest.mark.parametrize(
    ("kind", "suffix"), [("PNG", ".png"), ("JPEG", ".jpg"), ("BMP", ".bmp"), ("WEBP", ".webp")]
)
def test_half_a_picture_does_not_decode(tmp_path: Path, kind: str, suffix: str) -> None:
    data = picture(kind)
    found = look(tmp_path, f"mira{suffix}", data[: len(data) // 2])
    assert codes(found) == ["SB0410e"]
    assert found.file is None


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (240, 240, []),
        (239, 300, ["SB0405e"]),
        (8000, 1000, []),
        (8001, 1100, ["SB0405e"]),
        (1920, 240, []),
        (1921, 240, ["SB0406e"]),
        (240, 1921, ["SB0406e"]),
        (100, 2000, ["SB0405e", "SB0406e"]),
    ],
)
def test_sides_and_their_ratio_have_limits(
    tmp_path: Path, width: int, height: int, expected: list[str]
) -> None:
    found = look(tmp_path, "a.png", plain("L", (width, height), 9))
    assert codes(found) == expected
    assert found.file is not None
    assert (found.file.width, found.file.height) == (width, height)


def test_the_message_names_the_measure_and_the_limit(tmp_path: Path) -> None:
    found = look(tmp_path, "a.png", plain("L", (120, 300), 9))
    assert found.problems[0].message == "`a.png` is 120 × 300 px; a picture needs 240 to 8000 px a side"


def test_a_bomb_is_told_by_its_header(tmp_path: Path) -> None:
    found = look(tmp_path, "a.png", png_header(30_000, 30_000))
    assert codes(found) == ["SB0405e"]
    assert "30000 × 30000 px" in found.problems[0].message


def test_a_webp_bomb_is_told_by_its_header(tmp_path: Path) -> None:
    size = (16_000 - 1).to_bytes(3, "little") * 2
    data = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + size + bytes(40)
    assert codes(look(tmp_path, "a.webp", data)) == ["SB0405e"]


def test_a_picture_of_too_many_bytes_is_not_read(tmp_path: Path) -> None:
    found = look(tmp_path, "a.png", picture() + bytes(20_000_000))
    assert codes(found) == ["SB0408e"]
    assert found.problems[0].message == "`a.png` has 20.3 MB; a picture may have at most 20 MB"


def test_one_byte_too_many_is_not_written_as_the_limit(tmp_path: Path) -> None:
    found = look(tmp_path, "a.png", picture().ljust(20_000_001, b"\0"))
    assert found.problems[0].message == "`a.png` has 20.1 MB; a picture may have at most 20 MB"


def test_a_jpeg_of_endless_scans_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 300)).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    assert look(tmp_path, "a.jpg", data).problems == ()
    scan = data[data.rfind(b"\xff\xda") : -2]
    assert codes(look(tmp_path, "b.jpg", data[:-2] + scan * 100 + data[-2:])) == ["SB0410e"]


def test_a_picture_on_its_side_has_its_displayed_size(tmp_path: Path) -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (400, 300)).save(out, "JPEG", exif=exif)
    found = look(tmp_path, "a.jpg", out.getvalue())
    assert found.file is not None
    assert (found.file.width, found.file.height, found.problems) == (300, 400, ())


def test_of_an_animation_the_first_picture_counts(tmp_path: Path) -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (300, 260), (shade, 0, 0)) for shade in (0, 90, 180)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    found = look(tmp_path, "a.webp", out.getvalue())
    assert found.file is not None
    assert (found.file.width, found.file.height, found.problems) == (300, 260, ())


def test_transparent_pixels_in_a_png_are_a_warning(tmp_path: Path) -> None:
    drawings = {
        "clear": plain("RGBA", (300, 600), (9, 9, 9, 254)),
        "opaque": plain("RGBA", (300, 600), (9, 9, 9, 255)),
        "grey": plain("LA", (300, 600), (9, 9)),
        "key": plain("RGB", (300, 600), (9, 9, 9), transparency=(9, 9, 9)),
        "other-key": plain("RGB", (300, 600), (9, 9, 9), transparency=(8, 9, 9)),
        "deep": plain("I;16", (300, 600), 9, transparency=9),
    }
    warned = [
        name for name, data in drawings.items() if codes(look(tmp_path, f"{name}.png", data)) == ["SB0412w"]
    ]
    clean = [name for name, data in drawings.items() if not codes(look(tmp_path, f"{name}.png", data))]
    assert (warned, clean) == (["clear", "grey", "key", "deep"], ["opaque", "other-key"])


def test_a_palette_counts_where_a_transparent_entry_is_used(tmp_path: Path) -> None:
    image = Image.new("RGBA", (300, 300), (200, 0, 0, 255))
    image.putpixel((299, 299), (0, 0, 0, 0))
    out = io.BytesIO()
    image.quantize().save(out, "PNG")
    assert codes(look(tmp_path, "a.png", out.getvalue())) == ["SB0412w"]


def test_transparency_outside_png_is_nobodys_concern(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(out, "WEBP")
    assert look(tmp_path, "a.webp", out.getvalue()).problems == ()


def test_damaged_metadata_is_nobodys_concern(tmp_path: Path) -> None:
    out = io.BytesIO()
    exif = b"Exif\0\0II*\0" + b"\xff" * 40
    Image.new("RGB", (400, 300)).save(out, "JPEG", exif=exif)
    found = look(tmp_path, "a.jpg", out.getvalue())
    assert found.file is not None
    assert (found.file.width, found.file.height, found.problems) == (400, 300, ())
