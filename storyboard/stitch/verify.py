"""Opens a finished episode again: streams, frames, lengths, and every frame decoded."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av

from storyboard import ffmpeg
from storyboard.errors import FfmpegError, RenderError
from storyboard.stitch.cut import total_frames

if TYPE_CHECKING:
    from pathlib import Path

    from storyboard.model.timeline import Timeline

_HELP = "this is a fault of the program, or a clip is damaged: please report it with --debug"


def verify(path: Path, timeline: Timeline) -> None:
    """Raise RenderError unless the file is what the timeline asks for, within one frame."""
    wanted = total_frames(timeline)
    length = Fraction(wanted, timeline.fps)
    with av.open(str(path), format="mov") as container:
        if len(container.streams.video) != 1 or len(container.streams.audio) != 1:
            raise _wrong("it should have one video and one audio stream")
        if bool(container.streams.subtitles) != bool(timeline.captions):
            raise _wrong("its captions are missing")
        video, audio = container.streams.video[0], container.streams.audio[0]
        if video.frames != wanted:
            raise _wrong(f"it has {video.frames} frames instead of {wanted}")
        for stream in (video, audio):
            seconds = (stream.duration or 0) * (stream.time_base or Fraction(0))
            if abs(seconds - length) > Fraction(1, timeline.fps):
                raise _wrong(
                    f"its {stream.type} lasts {float(seconds):.3f} s instead of {float(length):.3f} s"
                )
    try:
        strict = ("-xerror", "-err_detect", "explode", "-protocol_whitelist", "file", "-f", "mov")
        ffmpeg.run([*strict, "-i", f"file:{path.resolve()}", "-map", "0:v", "-map", "0:a", "-f", "null", "-"])
    except FfmpegError as error:
        raise _wrong(f"it does not decode: {error.help or error.message}") from error


def _wrong(what: str) -> RenderError:
    message = f"the finished episode is not right: {what}"
    return RenderError(message, help=_HELP)
