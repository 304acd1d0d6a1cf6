"""A clip's video as packets and as frames: what may be copied, and what must be decoded.

Clips are opened with the format forced and from a plain path, so that a playlist named `.mp4` reads nothing else
(decisions.md, "Foreign files").
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import av
import numpy as np

from storyboard.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray


class Sample(NamedTuple):
    """One packet in decode order: its bytes, its place in display order, and whether decoding may begin here."""

    data: bytes
    display: int
    key: bool


class Footage(NamedTuple):
    """A clip's video. `parameters` are the decoder's (avcC); `exact` says that frames lie on the grid of `fps`."""

    path: Path
    width: int
    height: int
    parameters: bytes
    exact: bool
    samples: tuple[Sample, ...]

    @property
    def frames(self) -> int:
        """How many frames the clip has."""
        return len(self.samples)


def footage(path: Path, fps: int) -> Footage:
    """Read a clip's packets; raises RenderError for what is no video."""
    try:
        with av.open(str(path), format="mov") as container:
            if not container.streams.video:
                raise _unusable(path, "it has no video")
            stream = container.streams.video[0]
            found = [
                (packet.pts, bytes(packet), packet.is_keyframe)
                for packet in container.demux(stream)
                if packet.size and packet.pts is not None
            ]
            context = stream.codec_context
            base = stream.time_base
            grid = context.name == "h264" and context.pix_fmt == "yuv420p" and base is not None
            parameters = context.extradata or b""
            width, height = context.width, context.height
            aspect = context.sample_aspect_ratio
    except (av.FFmpegError, OSError, ValueError) as error:
        raise _unusable(path, str(error)) from error
    if not found:
        raise _unusable(path, "it has no frames")
    order = {pts: index for index, pts in enumerate(sorted(pts for pts, _, _ in found))}
    steps = (
        {round((late - early) * base * fps * 1000) for early, late in pairwise(sorted(order))}
        if base
        else set()
    )
    square = not aspect or aspect == 1
    samples = tuple(Sample(data, order[pts], key) for pts, data, key in found)
    uniform = len(order) == len(found) and steps <= {1000}
    return Footage(
        path, width, height, parameters, bool(grid and square and uniform and samples[0].key), samples
    )


def copyable(clip: Footage, first: int, last: int) -> tuple[int, int, int, int]:
    """Find what of frames `first` … `last`-1 can be copied: (from frame, to frame, from packet, to packet).

    It begins with a keyframe and ends where decode order has given a whole run of display order; an open group of
    pictures, whose leading frames belong before its keyframe, therefore ends no earlier than the group before it.
    Nothing to copy is four equal frames.
    """
    samples = clip.samples
    starts = [index for index, sample in enumerate(samples) if sample.key and first <= sample.display < last]
    for start in starts:
        begin = samples[start].display
        best, highest = start, begin - 1
        for index in range(start, len(samples)):
            display = samples[index].display
            if display < begin or display >= last:
                break
            highest = max(highest, display)
            if highest - begin == index - start:  # so far a whole run of display order
                best = index + 1
        if best - start >= 2:
            return begin, begin + best - start, start, best
    return first, first, 0, 0


def frames(path: Path, first: int, last: int, fps: int) -> Iterator[Any]:
    """Decode frames `first` … `last`-1 in display order, as yuv420p arrays; fewer where the clip is shorter."""
    with av.open(str(path), format="mov") as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        base = stream.time_base
        origin = stream.start_time or 0
        if first > fps and base:
            container.seek(origin + int(first / fps / base), stream=stream, backward=True)
        for frame in container.decode(stream):
            if frame.pts is None or base is None:
                continue
            index = round((frame.pts - origin) * base * fps)
            if index >= last:
                return
            if index >= first:
                yield frame.to_ndarray(format="yuv420p")


def blank(width: int, height: int) -> NDArray[np.uint8]:
    """Give a black frame."""
    planes = np.full((height * 3 // 2, width), 128, np.uint8)
    planes[:height] = 16
    return planes


def _unusable(path: Path, why: str) -> RenderError:
    message = f"the clip {path.name} cannot be used: {why}"
    return RenderError(message, help="render that shot again")
