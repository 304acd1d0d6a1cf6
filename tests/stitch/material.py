"""Clips whose every frame tells its number: a bar of bits across the picture, and a tone of the clip's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np

from storyboard import ffmpeg
from storyboard.encoding import AUDIO_ARGUMENTS, mp4_arguments, x264_arguments
from storyboard.model.story import Transition
from storyboard.model.timeline import Clip, Timeline

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

WIDTH, HEIGHT, FPS = 320, 192, 30
BITS = 10
CUT = Transition("cut", 0)


def numbered(clip: int, frame: int, width: int = WIDTH, height: int = HEIGHT) -> NDArray[np.uint8]:
    """Draw a frame that tells its clip (by brightness of the lower half) and its number (in bits above)."""
    planes = np.full((height * 3 // 2, width), 128, np.uint8)
    planes[:height] = 40 + 30 * clip
    cell = width // BITS
    for bit in range(BITS):
        planes[: height // 2, bit * cell : (bit + 1) * cell] = 220 if frame >> bit & 1 else 30
    return planes


def clip_file(
    path: Path,
    clip: int,
    frames: int,
    *,
    fps: int = FPS,
    size: tuple[int, int] = (WIDTH, HEIGHT),
    sound: bool = True,
    video: list[str] | None = None,
) -> Path:
    """Encode a clip of numbered frames with a tone of 200 + 100 · clip Hz."""
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = b"".join(numbered(clip, number, *size).tobytes() for number in range(frames))
    tone = ["-f", "lavfi", "-i", f"sine=f={200 + 100 * clip}:r=48000:d={frames / fps}"] if sound else []
    ffmpeg.run(
        [
            *(
                "-f",
                "rawvideo",
                "-pix_fmt",
                "yuv420p",
                "-s",
                f"{size[0]}x{size[1]}",
                "-r",
                str(fps),
                "-i",
                "pipe:0",
            ),
            *tone,
            *(video or x264_arguments(fps, "draft")),
            *(AUDIO_ARGUMENTS if sound else ["-an"]),
            *mp4_arguments(fps),
            path,
        ],
        stdin=raw,
    )
    return path


def shown(path: Path) -> list[tuple[int, int]]:
    """Read back (clip, frame) of every frame of a video of straight cuts."""
    found = []
    with av.open(str(path), format="mov") as container:
        for frame in container.decode(video=0):
            planes = frame.to_ndarray(format="yuv420p")
            height, width = planes.shape[0] * 2 // 3, planes.shape[1]
            cell = width // BITS
            row = planes[height // 4]
            number = sum((int(row[bit * cell + cell // 2]) > 125) << bit for bit in range(BITS))
            found.append((round((int(planes[height * 3 // 4, width // 2]) - 40) / 30), number))
    return found


def brightness(path: Path) -> list[int]:
    """Read the luma of the lower half of every frame."""
    with av.open(str(path), format="mov") as container:
        arrays = (frame.to_ndarray(format="yuv420p") for frame in container.decode(video=0))
        return [int(planes[planes.shape[0] // 2, planes.shape[1] // 2]) for planes in arrays]


def timeline(
    paths: list[Path], ends_ms: list[int], transitions: list[Transition] | None = None, fps: int = FPS
) -> Timeline:
    """Put clips one after the other, each ending at a time, with the tails that the transitions ask for."""
    kinds = transitions or [CUT] * len(paths)
    clips = []
    for index, (path, end) in enumerate(zip(paths, ends_ms, strict=True)):
        start = ends_ms[index - 1] if index else 0
        after = kinds[index + 1] if index + 1 < len(kinds) else CUT
        tail = after.length_ms if after.kind in ("dissolve", "wipe") else 0
        clips.append(Clip(f"e/{index + 1}", path, start, end, tail, kinds[index]))
    return Timeline("A title", "en", WIDTH, HEIGHT, fps, tuple(clips), (), (), (), None)
