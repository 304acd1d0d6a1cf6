"""The default renderer: a preview of each shot, drawn and spoken on this machine, without a key and free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storyboard.render.animatic.clip import make_clip
from storyboard.render.base import Rendered

if TYPE_CHECKING:
    from collections.abc import Callable

    from storyboard.render.base import Order

# A model of its own (writing.md, "The key of a shot"): raise the number when clips are to be drawn anew.
MODEL = "animatic/1"


def render(order: Order, progress: Callable[[float], None]) -> Rendered:
    """Draw one shot to `order.out`; raises RenderError for a bad reference, FfmpegError if ffmpeg fails."""
    return Rendered(order.out, make_clip(order, progress))
