"""What fills the frame behind everything: a place under a moving camera, a film, or a calm gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from storyboard.render.animatic.motion import view_at
from storyboard.render.animatic.pictures import covering
from storyboard.render.animatic.planes import Planes, planes_of

if TYPE_CHECKING:
    from storyboard.render.animatic.motion import Move

# How much larger than the frame a still is kept, so that the view can move and is never scaled up.
_ROOM = 1.14
# For a pan or tilt, a still that is longer that way than the frame is kept up to this much longer.
_LONG = 1.3


class Still(NamedTuple):
    """A picture larger than what is seen of it, for a moving view; `width` and `height` are what is seen."""

    y: Image.Image
    u: Image.Image
    v: Image.Image
    width: int
    height: int


def still_of(
    picture: Image.Image, size: tuple[int, int], move: Move, *, focus: float = 0.5, dim: float = 1.0
) -> Still:
    """Prepare a picture for a moving view of some even size, as bright as `dim` says."""
    width, height = size
    shape, wanted = picture.width / picture.height, width / height
    wide = min(max(shape / wanted, 1.0), _LONG if move.across else 1.0) * _ROOM * width
    high = min(max(wanted / shape, 1.0), _LONG if move.upward else 1.0) * _ROOM * height
    kept = covering(picture, round(wide / 2) * 2, round(high / 2) * 2, focus)
    if dim != 1.0:
        kept = kept.point([round(value * dim) for value in range(256)] * 3)
    planes = planes_of(kept)
    y, u, v = (Image.fromarray(plane) for plane in planes)
    return Still(y, u, v, width, height)


def seen(still: Still, move: Move, seconds: float, length: float, into: Planes) -> None:
    """Write what the camera sees of a still at a moment; it moves by parts of a pixel, without steps."""
    view = view_at(move, seconds, length)
    least = min(still.y.width / still.width, still.y.height / still.height)
    scale = least + (1.0 - least) * view.zoom * 0.94
    wide, high = still.width * scale, still.height * scale
    left, top = (still.y.width - wide) * view.x, (still.y.height - high) * view.y
    # Pillow refuses a box that a rounding error takes beyond the picture.
    right, bottom = min(left + wide, still.y.width), min(top + high, still.y.height)
    box, half = (left, top, right, bottom), (left / 2, top / 2, right / 2, bottom / 2)
    size, small = (still.width, still.height), (still.width // 2, still.height // 2)
    bilinear = Image.Resampling.BILINEAR
    into.y[:] = np.asarray(still.y.resize(size, bilinear, box=box))
    into.u[:] = np.asarray(still.u.resize(small, bilinear, box=half))
    into.v[:] = np.asarray(still.v.resize(small, bilinear, box=half))


def gradient_of(picture: Image.Image | None, width: int, height: int) -> Planes:
    """Give a calm, dark gradient in the colours of a picture; a slate one where there is none."""
    colours = (
        Image.new("RGB", (4, 4), (70, 76, 92))
        if picture is None
        else picture.resize((4, 4), Image.Resampling.BOX)
    )
    small = colours.resize((64, 64), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(9))
    rgb = np.asarray(small.resize((width, height), Image.Resampling.BICUBIC), np.float32)
    grey = rgb.mean(axis=2, keepdims=True)
    rgb = (grey + (rgb - grey) * 1.25) * 0.5 + 12
    fall = np.linspace(1.12, 0.82, height, dtype=np.float32)[:, None, None]
    # Noise of less than a step keeps eight bits from showing bands; the seed keeps every render the same.
    noise = np.random.default_rng(7).uniform(-0.5, 0.5, (height, width, 1)).astype(np.float32)
    return planes_of(Image.fromarray(np.clip(rgb * fall + noise + 0.5, 0, 255).astype(np.uint8)))
