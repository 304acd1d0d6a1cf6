"""Opens a picture with Pillow and decodes it whole: a header says nothing about the half that is missing."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING

from storyboard.model.media import Problem
from storyboard.probe.bounds import Bounds, Measured, size_problems, undecodable
from storyboard.probe.words import shown

if TYPE_CHECKING:
    from PIL import ImageFile

# A progressive JPEG has about ten scans. Each scan costs one pass over all pixels, however few bytes it has.
MOST_SCANS = 100
_STRIP_PX = 256
_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)


def measure_image(name: str, data: bytes, key: str, bounds: Bounds) -> Measured | Problem:
    """Decode the first frame of a picture of format `key`; its size is as displayed, after EXIF rotation."""
    if key == "jpeg" and len(re.findall(rb"\xff\xda", data)) > MOST_SCANS:
        return undecodable(name, f"it has more than {MOST_SCANS} scans, made to keep a reader busy")
    size = _webp_size(data) if key == "webp" else (0, 0)
    if max(size) > bounds.most_px:
        return Measured(*size, problems=size_problems(name, *size, bounds))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns about odd metadata, which no provider reads
        try:
            with _opened(data, key) as image:
                return _decoded(name, image, bounds)
        except Exception as error:  # noqa: BLE001 - hostile bytes make decoders raise nearly anything
            return undecodable(name, _reason(error))


def _opened(data: bytes, key: str) -> ImageFile.ImageFile:
    """Open by the one reader that the magic number calls for: none guesses, and only the header is read."""
    # Not at the top: a file that the memo knows needs no Pillow.
    from PIL import BmpImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: PLC0415

    readers: dict[str, type[ImageFile.ImageFile]] = {
        "jpeg": JpegImagePlugin.JpegImageFile,
        "png": PngImagePlugin.PngImageFile,
        "bmp": BmpImagePlugin.BmpImageFile,
        "webp": WebPImagePlugin.WebPImageFile,
    }
    return readers[key](io.BytesIO(data))


def _decoded(name: str, image: ImageFile.ImageFile, bounds: Bounds) -> Measured:
    """Check the size first: a picture with too many pixels is not decoded (a few kB can hold gigabytes)."""
    if max(image.size) > bounds.most_px:
        return Measured(*image.size, problems=size_problems(name, *image.size, bounds))
    image.load()
    width, height = image.size
    if _orientation(image) in _SIDEWAYS:
        width, height = height, width
    problems = size_problems(name, width, height, bounds)
    if image.format == "PNG" and _is_see_through(image):
        message = f"{shown(name)} has transparent parts; providers ask for PNG without transparency"
        problems = (*problems, Problem("SB0412", "warning", message, "fill its background with a colour"))
    return Measured(width, height, problems=problems)


def _orientation(image: ImageFile.ImageFile) -> int:
    """Read EXIF's orientation; damaged metadata counts as none."""
    try:
        value = image.getexif().get(_ORIENTATION)
    except Exception:  # noqa: BLE001 - a reader of nested binary tables
        return 1
    return value if isinstance(value, int) else 1


def _is_see_through(image: ImageFile.ImageFile) -> bool:
    """Say whether any pixel is not opaque, strip by strip lest a large picture be doubled in memory."""
    if not image.has_transparency_data:
        return False
    width, height = image.size
    for top in range(0, height, _STRIP_PX):
        strip = image.crop((0, top, width, min(top + _STRIP_PX, height))).convert("RGBA")
        low, _ = strip.getchannel("A").getextrema()
        if isinstance(low, (int, float)) and low < 255:
            return True
    return False


def _webp_size(data: bytes) -> tuple[int, int]:
    """Read a WEBP header by hand: Pillow's reader reserves the picture's memory before it tells its size."""
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    bits = int.from_bytes(body[1:5], "little")
    if kind == b"VP8L":
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF


def _reason(error: Exception) -> str:
    """Say why in an author's words; a decoder's own are for its makers."""
    return "it is cut short" if "truncated" in str(error) else "it is damaged"
