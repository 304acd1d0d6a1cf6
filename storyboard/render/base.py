"""What a renderer is given and gives back, and the sizes of frames that every renderer keeps to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from storyboard.errors import RenderError

if TYPE_CHECKING:
    from pathlib import Path

    from storyboard.model.shot import Shot

# providers.md §1.2, "Output frame sizes": (width, height) in px.
FRAME_SIZES: dict[str, dict[str, tuple[int, int]]] = {
    "720P": {
        "16:9": (1280, 720),
        "9:16": (720, 1280),
        "1:1": (960, 960),
        "4:3": (1104, 832),
        "3:4": (832, 1104),
    },
    "1080P": {
        "16:9": (1920, 1080),
        "9:16": (1080, 1920),
        "1:1": (1440, 1440),
        "4:3": (1648, 1248),
        "3:4": (1248, 1648),
    },
}


class Order(NamedTuple):
    """One clip to make. It can be pickled: renderers run in a pool of processes.

    Reference paths are relative to `root`. `width` and `height` are even. `first_frame` is a picture to start
    from: the author's file, or the last frame of the shot before as a PNG.
    """

    shot: Shot
    root: Path
    out: Path
    width: int
    height: int
    fps: int
    first_frame: Path | None


class Rendered(NamedTuple):
    """A finished clip: exactly `frames` frames at the order's rate, with sound of the same length."""

    path: Path
    frames: int


# The second argument is told the progress, 0 to 1. Raises RenderError, or FfmpegError where ffmpeg failed.
Renderer = Callable[[Order, Callable[[float], None]], Rendered]


def frame_size(resolution: str, ratio: str) -> tuple[int, int]:
    """Give width and height in px of a clip; raises RenderError for a pair that no provider makes."""
    try:
        return FRAME_SIZES[resolution][ratio]
    except KeyError:
        message = f"there is no frame size for {resolution} at {ratio}"
        ratios = ", ".join(FRAME_SIZES["720P"])
        raise RenderError(message, help=f"use 720P or 1080P and one of {ratios}") from None
