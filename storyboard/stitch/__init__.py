"""7. Takes → one finished file: cuts are copied, seams encoded, sound mixed once, all of it verified.

The cutting list (`cut.py`) says which frame is shown when; what of each clip can be copied is copied (`clips.py`), the
rest is encoded in cached segments (`seams.py`); `assemble.py` writes the file and `verify.py` opens it again.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from storyboard.errors import RenderError
from storyboard.stitch.assemble import Segment, assemble
from storyboard.stitch.clips import copyable, footage
from storyboard.stitch.cut import Piece, card_frames, frame, pieces, total_frames
from storyboard.stitch.seams import Bench, encode, normalise
from storyboard.stitch.sound import track
from storyboard.stitch.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from storyboard.model.timeline import Timeline
    from storyboard.stitch.clips import Footage


class Stitched(NamedTuple):
    """A finished episode: its frames, and how many of them were copied and how many encoded."""

    path: Path
    frames: int
    length_ms: int
    copied_frames: int
    encoded_frames: int


def stitch(
    timeline: Timeline,
    out: Path,
    work: Path,
    progress: Callable[[str, float], None] = lambda *_: None,
    *,
    check: bool = True,
) -> Stitched:
    """Write an episode to `out`; `work` is a cache. Raises RenderError or FfmpegError and then leaves no file behind."""
    if not timeline.clips:
        message = "there is nothing to stitch"
        raise RenderError(message, help="an episode needs a scene")
    work.mkdir(parents=True, exist_ok=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    run = pieces(timeline)
    progress("clips", 0.0)
    clips = _usable(timeline, work, run)
    progress("seams", 0.3)
    segments = _segments(Bench(timeline, tuple(clip.path for clip in clips), work), clips, run)
    temporary = out.with_name(f".{out.stem}.{os.getpid()}.mp4")
    try:
        progress("sound", 0.5)
        heard = track(timeline, work)
        progress("file", 0.8)
        assemble(timeline, segments, heard, temporary)
        if check:
            progress("check", 0.9)
            verify(temporary, timeline)
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
    frames = total_frames(timeline)
    sources = {clip.path for clip in clips}
    copied = sum(segment.end - segment.begin for segment in segments if segment.footage.path in sources)
    progress("done", 1.0)
    return Stitched(out, frames, frames * 1000 // timeline.fps, copied, frames - copied)


def _usable(timeline: Timeline, work: Path, run: Sequence[Piece]) -> list[Footage]:
    """Read the clips; those whose packets could not stand beside the encoded seams are normalised first."""
    clips = [footage(clip.path, timeline.fps) for clip in timeline.clips]
    for clip, source in zip(timeline.clips, clips, strict=True):
        _long_enough(
            timeline, clip.id, source, frame(clip.end_ms, timeline.fps) - frame(clip.start_ms, timeline.fps)
        )
    alike = (
        len({_family(clip) for clip in clips}) == 1
        and _fits(clips[0], timeline)
        and all(clip.exact for clip in clips)
    )
    whole = all(
        piece.kind == "plain"
        and copyable(clips[piece.clip], piece.first, piece.first + piece.length)[1] == piece.length
        for piece in run
    )
    if alike and whole:
        return clips
    ours = encode(Bench(timeline, (), work), (Piece("black", 2, -1, 0, -1, 0, 0, 2),)).parameters
    made = []
    for index, source in enumerate(clips):
        if source.exact and _fits(source, timeline) and source.parameters == ours:
            made.append(source)
            continue
        wanted = max(_last(piece, index) for piece in run)
        made.append(footage(normalise(timeline, source.path, work, wanted), timeline.fps))
    return made


def _segments(bench: Bench, clips: Sequence[Footage], run: Sequence[Piece]) -> list[Segment]:
    """Copy what can be copied and encode the rest, runs of it together; no segment is shorter than two frames."""
    found: list[Segment] = []
    waiting: list[Piece] = []

    def flush() -> None:
        if waiting:
            made = encode(bench, tuple(waiting))
            found.append(Segment(made, 0, made.frames, 0))
            waiting.clear()

    for piece in run:
        begin = end = 0
        if piece.kind == "plain":
            begin, end, first, last = copyable(clips[piece.clip], piece.first, piece.first + piece.length)
        if end <= begin:
            waiting.append(piece)
            continue
        clip = clips[piece.clip]
        rest = piece.first + piece.length - end
        if (
            rest == 1 and last - first > 4
        ):  # leave more than one frame for the encoder: two keyframes must not meet
            begin, end, first, last = copyable(clip, piece.first, end - 1)
            rest = piece.first + piece.length - end
        if begin > piece.first:
            waiting.append(piece._replace(length=begin - piece.first))
        flush()
        found.append(Segment(clip, first, last, begin))
        if rest:
            waiting.append(piece._replace(first=end, length=rest))
    flush()
    return found


def _long_enough(timeline: Timeline, name: str, clip: Footage, wanted: int) -> None:
    if clip.exact and clip.frames < wanted:
        message = (
            f"the take of {name} has {clip.frames} frames at {timeline.fps} a second; {wanted} are shown"
        )
        raise RenderError(message, help="render that shot again")


def _family(clip: Footage) -> tuple[bytes, int, int]:
    return clip.parameters, clip.width, clip.height


def _fits(clip: Footage, timeline: Timeline) -> bool:
    return (clip.width, clip.height) == (timeline.width, timeline.height)


def _last(piece: Piece, index: int) -> int:
    """Give the number of frames that a piece needs of a clip."""
    needs = [piece.first + piece.length if piece.clip == index else 0]
    needs.append(piece.other_first + piece.length if piece.other == index else 0)
    return max(needs)


__all__ = ["Stitched", "card_frames", "stitch"]
