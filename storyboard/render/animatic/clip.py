"""Draws a clip frame by frame into one ffmpeg, which adds the scratch voice and writes the file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from storyboard import ffmpeg
from storyboard.encoding import AUDIO_ARGUMENTS, mp4_arguments, x264_arguments
from storyboard.render.animatic import bar as bars
from storyboard.render.animatic.pictures import covering, picture
from storyboard.render.animatic.planes import Planes, blank, lay, mix, planes_of
from storyboard.render.animatic.stage import close, desk_of, draw_frame, stage_of
from storyboard.render.animatic.track import write_track
from storyboard.render.animatic.words import sheets

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    from storyboard.render.animatic.planes import Veil
    from storyboard.render.animatic.words import Sheet
    from storyboard.render.base import Order

# How long a first frame takes to give way to the panel, in seconds.
_FADE = 0.5
# How many frames pass between two reports of progress.
_REPORT = 10


class Slot(NamedTuple):
    """A panel and its frames of the clip; `end` is exclusive."""

    sheet: Sheet
    start: int
    end: int


def make_clip(order: Order, progress: Callable[[float], None]) -> int:
    """Write the clip to `order.out`, whole or not at all; gives the number of frames."""
    total = order.shot.request.seconds * order.fps
    order.out.parent.mkdir(parents=True, exist_ok=True)
    draft = order.out.absolute().with_name(f".{order.out.name}.{os.getpid()}.part")
    with tempfile.TemporaryDirectory(prefix="storyboard-") as scratch:
        sound = Path(scratch) / "voice.wav"
        write_track(order.shot, sound)
        try:
            _encode(order, sound, draft, _reported(frames(order), total, progress))
            draft.replace(order.out)
        finally:
            draft.unlink(missing_ok=True)
    progress(1.0)
    return total


def slots(order: Order) -> tuple[Slot, ...]:
    """Give each panel its frames, from the one nearest to its time; the last runs to the end of the clip."""
    total = order.shot.request.seconds * order.fps
    drawn = sheets(order.shot)
    starts = [min(round(sheet.start_ms * order.fps / 1000), total) for sheet in drawn]
    starts[0] = 0
    return tuple(
        Slot(sheet, start, end)
        for sheet, start, end in zip(drawn, starts, [*starts[1:], total], strict=True)
        if end > start
    )


def frames(order: Order) -> Iterator[Planes]:
    """Draw every frame of a clip in turn, all on the same planes: use one before asking for the next."""
    total = order.shot.request.seconds * order.fps
    placed, desk, first = slots(order), desk_of(order), _first(order)
    canvas = blank(order.width, order.height)
    clocks: dict[str, Veil] = {}
    foot: bars.Bar | None = None
    for turn, slot in enumerate(placed):
        stage = stage_of(desk, slot.sheet, turn, (slot.start / order.fps, slot.end / order.fps))
        foot = foot or bars.bar_of(stage.layout.bar, [one.start / total for one in placed], stage.layout.unit)
        try:
            for number in range(slot.start, slot.end):
                seconds = number / order.fps
                draw_frame(stage, number - slot.start, order.fps, canvas)
                words = bars.clock_words(seconds, order.shot.request.seconds)
                if words not in clocks:
                    clocks[words] = bars.clock_of(stage.layout.clock, words)
                lay(clocks[words], canvas)
                bars.show(foot, number / max(total - 1, 1), canvas)
                if first is not None and seconds < _FADE:
                    way = seconds / _FADE
                    mix(first, canvas, 1 - way * way * (3 - 2 * way))
                yield canvas
        finally:
            close(stage)


def _first(order: Order) -> Planes | None:
    """Open the picture that the clip starts from, filling the frame."""
    if order.first_frame is None:
        return None
    file = order.shot.request.first_frame
    shown = file.file.path if file and file.file else order.first_frame.name
    return planes_of(covering(picture(order.first_frame, shown), order.width, order.height))


def _encode(order: Order, sound: Path, out: Path, drawn: Iterator[Planes]) -> None:
    """Pipe frames and a sound file into a clip. Raises FfmpegError."""
    process = ffmpeg.pipe(
        [
            *("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{order.width}x{order.height}"),
            *("-framerate", str(order.fps), "-i", "pipe:0"),
            *("-f", "wav", "-i", f"file:{sound}"),
            *("-map", "0:v:0", "-map", "1:a:0"),  # no -frames:v: ffmpeg 5 would end the sound with it
            *x264_arguments(order.fps, "draft"),
            *AUDIO_ARGUMENTS,
            *mp4_arguments(order.fps),
            f"file:{out}",
        ]
    )
    try:
        _feed(process, drawn)
    except BaseException:
        process.kill()
        process.communicate()
        raise
    ffmpeg.finish(process)


def _feed(process: subprocess.Popen[bytes], drawn: Iterator[Planes]) -> None:
    """Write frames until all are written, or ffmpeg has stopped reading: `finish` then tells why."""
    pipe = process.stdin
    if pipe is None:
        raise AssertionError
    try:
        for planes in drawn:
            for plane in planes:
                pipe.write(plane.data)
    except BrokenPipeError:
        pass


def _reported(drawn: Iterator[Planes], total: int, progress: Callable[[float], None]) -> Iterator[Planes]:
    """Pass frames on, telling the progress now and then."""
    for number, planes in enumerate(drawn):
        if number % _REPORT == 0:
            progress(number / total)
        yield planes
