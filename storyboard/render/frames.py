"""Single frames out of clips: the last one that is shown, for the shot that goes on from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storyboard.errors import RenderError

if TYPE_CHECKING:
    from pathlib import Path


def frame_at(clip: Path, length_ms: int, fps: int, out: Path) -> Path:
    """Write the last frame of a clip's first `length_ms` as a PNG; raises RenderError where the clip has none."""
    import av  # noqa: PLC0415 - 100 ms that only chained shots pay
    from PIL import Image  # noqa: PLC0415 - the same

    wanted = max(0, round(length_ms * fps / 1000) - 1)
    last = None
    with av.open(str(clip), format="mov") as container:
        for index, frame in enumerate(container.decode(video=0)):
            last = frame
            if index >= wanted:
                break
    if last is None:
        message = "the take before this shot has no frames"
        raise RenderError(message, help="render it again: delete its take in .storyboard/takes")
    temporary = out.with_suffix(".part.png")
    Image.fromarray(last.to_ndarray(format="rgb24")).save(temporary)
    temporary.replace(out)
    return out
