"""What happens to a frame in a transition: one function a kind, on yuv420p arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from storyboard.stitch.clips import blank

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Frame = NDArray[np.uint8]


def dissolve(outgoing: Frame, incoming: Frame, part: float) -> Frame:
    """Mix two frames; `part` of the incoming one, 0 … 1."""
    weight = round(part * 256)
    mixed = (outgoing.astype(np.uint16) * (256 - weight) + incoming.astype(np.uint16) * weight + 128) >> 8
    return mixed.astype(np.uint8)


def wipe(outgoing: Frame, incoming: Frame, part: float) -> Frame:
    """Uncover the incoming frame from left to right."""
    height, width = outgoing.shape[0] * 2 // 3, outgoing.shape[1]
    edge = round(part * width / 2) * 2
    made = outgoing.copy()
    made[:height, :edge] = incoming[:height, :edge]
    # chroma planes lie behind each other in rows of the full width: half as wide, two rows of them in each
    for offset in (0, width // 2):
        made[height:, offset : offset + edge // 2] = incoming[height:, offset : offset + edge // 2]
    return made


def fade(outgoing: Frame, incoming: Frame, part: float) -> Frame:
    """Go to black in the first half, come from it in the second; only one of the two frames is shown."""
    height, width = outgoing.shape[0] * 2 // 3, outgoing.shape[1]
    if part < 0.5:
        return dissolve(outgoing, blank(width, height), 2 * part)
    return dissolve(blank(width, height), incoming, 2 * part - 1)


# kind -> (function, whether the incoming shot's start is covered by more footage of the outgoing one)
TRANSITIONS: dict[str, tuple[Callable[[Frame, Frame, float], Frame], bool]] = {
    "dissolve": (dissolve, True),
    "wipe": (wipe, True),
    "fade": (fade, False),
}
