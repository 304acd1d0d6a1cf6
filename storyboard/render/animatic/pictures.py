"""Opens references for drawing: pictures with Pillow, videos with PyAV, and a neutral card for an address."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from PIL import Image, ImageOps

from storyboard.errors import RenderError
from storyboard.render.animatic.planes import Planes, Rect, cut

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from numpy.typing import NDArray

# What providers take as a picture (providers.md §1.4); nothing else is even tried.
_FORMATS = ("JPEG", "PNG", "BMP", "WEBP")
# More px on a side than any frame needs; a larger picture is made smaller as soon as it is read.
_LONGEST = 2560
# Behind the clear parts of a picture.
_PAPER = (46, 48, 54)


def picture(path: Path, shown: str) -> Image.Image:
    """Open a picture as RGB, upright; `shown` is its name in messages. Raises RenderError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=_FORMATS) as opened:
                opened.draft("RGB", (_LONGEST, _LONGEST))
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((_LONGEST, _LONGEST), Image.Resampling.BICUBIC)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as error:
        raise _unusable("picture", shown, path) from error
    return _rgb(upright)


def _rgb(opened: Image.Image) -> Image.Image:
    if opened.mode.startswith("I;16") or opened.mode == "I":
        wide = np.asarray(opened, np.int64)
        return Image.fromarray((wide >> 8).clip(0, 255).astype(np.uint8)).convert("RGB")
    if opened.mode in {"RGBA", "LA", "PA"} or "transparency" in opened.info:
        clear = opened.convert("RGBA")
        paper = Image.new("RGBA", clear.size, (*_PAPER, 255))
        return Image.alpha_composite(paper, clear).convert("RGB")
    return opened.convert("RGB")


def covering(opened: Image.Image, width: int, height: int, focus: float = 0.5) -> Image.Image:
    """Scale and crop a picture to fill a size, where least is lost at the sides; `focus` 0 keeps the top."""
    across = _interest(opened, width / height)
    return ImageOps.fit(opened, (width, height), Image.Resampling.LANCZOS, centering=(across, focus))


def _interest(opened: Image.Image, shape: float) -> float:
    """Find which part of a picture's width to keep at a shape, 0 the left and 1 the right, by its edges."""
    kept = shape / (opened.width / opened.height)
    if kept > 0.97:
        return 0.5
    columns = _edges(opened)
    window = max(round(96 * kept), 1)
    sums = np.convolve(columns, np.hanning(window + 2)[1:-1], "valid")
    places = np.arange(len(sums)) / max(len(sums) - 1, 1)
    # The middle is favoured a little: where nothing stands out, it is kept.
    return float(places[int(np.argmax((sums + 1) * (1 - 0.4 * np.abs(places - 0.5))))])


def busier_right(opened: Image.Image) -> bool:
    """Tell whether there is more to see in the right third of a picture than in the left."""
    columns = _edges(opened)
    third = len(columns) // 3
    return bool(columns[-third:].sum() > columns[:third].sum())


def _edges(opened: Image.Image) -> NDArray[np.float32]:
    """Sum up how much changes in each of 96 columns of a picture; grain does not count."""
    small = np.asarray(opened.resize((96, 54), Image.Resampling.BOX).convert("L"), np.float32)
    edges = np.abs(np.diff(small, axis=1, prepend=small[:, :1])) + np.abs(
        np.diff(small, axis=0, prepend=small[:1])
    )
    sums: NDArray[np.float32] = np.clip(edges - 6, 0, None).sum(axis=0)
    return sums


def still_of_film(path: Path, shown: str) -> Image.Image:
    """Give the first frame of a video as a picture. Raises RenderError."""
    frames = _looped(path, shown)
    _, frame = next(frames)
    frames.close()
    return Image.fromarray(frame.to_ndarray(format="rgb24"))


class Film:
    """A reference video, played frame by frame and looped, scaled to cover a size. Owns an open file."""

    def __init__(self, path: Path, shown: str, width: int, height: int) -> None:
        self._size = (width, height)
        self._frames = _looped(path, shown)
        self._held: Planes | None = None
        self._now = self._next = next(self._frames)

    def at(self, seconds: float) -> Planes:
        """Give the picture at a time since the film began; times may only grow."""
        while self._next[0] <= seconds:
            self._now, self._next = self._next, next(self._frames)
            self._held = None
        if self._held is None:
            self._held = _covering(self._now[1], *self._size)
        return self._held

    def close(self) -> None:
        """Close the file."""
        self._frames.close()


def _looped(path: Path, shown: str) -> Generator[tuple[float, av.VideoFrame], None, None]:
    """Decode a video over and over; gives each frame with its time in seconds, growing."""
    began = 0.0
    while True:
        last = None
        try:
            # The format is named, so that no playlist in disguise makes it read other files (decisions.md, "Foreign files").
            with av.open(str(path), format="mov", options={"protocol_whitelist": "file"}) as opened:
                stream = opened.streams.video[0]
                stream.codec_context.thread_count = 1
                step = float(1 / (stream.average_rate or 25))
                for frame in opened.decode(stream):
                    last = last + step if last is not None and frame.time is None else frame.time or 0.0
                    yield began + last, frame
        except (av.FFmpegError, OSError, IndexError, ValueError) as error:
            raise _unusable("video", shown, path) from error
        if last is None:
            raise _unusable("video", shown, path)
        began += last + step


def _covering(frame: av.VideoFrame, width: int, height: int) -> Planes:
    turns = round(frame.rotation / 90) % 4
    wide, high = (frame.height, frame.width) if turns % 2 else (frame.width, frame.height)
    scale = max(width / wide, height / high)
    wide, high = (2 * max(math.ceil(side * scale / 2), 1) for side in (wide, high))
    asked = (high, wide) if turns % 2 else (wide, high)
    scaled = frame.reformat(
        width=asked[0],
        height=asked[1],
        format="yuv420p",
        interpolation=Interpolation.BILINEAR,
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )
    planes = Planes(*(np.rot90(_plane(scaled, index), turns) for index in range(3)))
    return cut(planes, Rect((wide - width) // 4 * 2, (high - height) // 4 * 2, width, height))


def _plane(frame: av.VideoFrame, index: int) -> NDArray[np.uint8]:
    plane = frame.planes[index]
    pixels = np.frombuffer(memoryview(plane), np.uint8)
    return pixels.reshape(-1, plane.line_size)[: plane.height, : plane.width]


def _unusable(kind: str, shown: str, path: Path) -> RenderError:
    there = path.is_file()
    problem = "cannot be read" if there else "is not there any more"
    remedy = (
        "put back the file that was checked" if not there else f"export the {kind} again, or choose another"
    )
    return RenderError(f"the {kind} {shown} {problem}", help=remedy)
