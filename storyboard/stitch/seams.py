"""Encoded segments: the windows of transitions, what no copy reaches, and the title card; each cached by its content."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from storyboard import ffmpeg
from storyboard.encoding import mp4_arguments, x264_arguments
from storyboard.errors import RenderError
from storyboard.stitch.card import card_frame
from storyboard.stitch.clips import blank, footage, frames
from storyboard.stitch.transitions import TRANSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from storyboard.model.timeline import Timeline
    from storyboard.stitch.clips import Footage
    from storyboard.stitch.cut import Piece

_RECIPE = 2  # raised when the same pieces would be drawn differently


class Bench(NamedTuple):
    """What every encode needs: the timeline, the clips by index (normalised), and the folder of the cache."""

    timeline: Timeline
    clips: tuple[Path, ...]
    work: Path


def encode(bench: Bench, run: Sequence[Piece]) -> Footage:
    """Encode consecutive pieces as one closed segment, or take it from the cache; raises RenderError if frames lack."""
    timeline = bench.timeline
    out = bench.work / f"{_name(bench, run)}.mp4"
    if not out.exists():
        _encode(bench, run, out)
    made = footage(out, timeline.fps)
    wanted = sum(piece.length for piece in run)
    if made.frames != wanted:
        out.unlink()
        message = f"a clip is too short: {made.frames} of {wanted} frames were there"
        raise RenderError(message, help="render that shot again")
    return made


def normalise(timeline: Timeline, clip: Path, work: Path, wanted: int) -> Path:
    """Bring a clip of another size, rate or encoder to the episode's, cached by its content; `wanted` frames of it."""
    digest = hashlib.sha256()
    digest.update(
        f"{content_of(clip)} {timeline.width}x{timeline.height}@{timeline.fps} {wanted} {_RECIPE}".encode()
    )
    out = work / f"normal-{digest.hexdigest()[:32]}.mp4"
    if out.exists():
        return out
    temporary = out.with_suffix(f".{os.getpid()}.part")
    size = f"{timeline.width}:{timeline.height}"
    shape = (
        f"fps={timeline.fps},scale={size}:force_original_aspect_ratio=decrease:flags=bicubic,"
        f"pad={size}:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p"
    )
    ffmpeg.run(
        [
            *("-protocol_whitelist", "file", "-f", "mov", "-i", f"file:{clip.resolve()}"),
            *("-an", "-sn", "-vf", shape, "-frames:v", str(wanted)),
            *x264_arguments(timeline.fps, "final"),
            *mp4_arguments(timeline.fps),
            temporary,
        ]
    )
    temporary.replace(out)
    return out


def content_of(clip: Path) -> str:
    """Name a clip by its bytes; a take's file name is its digest already."""
    if len(clip.stem) == 64 and clip.parent.name == clip.stem[:2]:
        return clip.stem
    with clip.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _encode(bench: Bench, run: Sequence[Piece], out: Path) -> None:
    timeline = bench.timeline
    temporary = out.with_suffix(f".{os.getpid()}.part")
    process = ffmpeg.pipe(
        [
            *("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{timeline.width}x{timeline.height}"),
            *("-r", str(timeline.fps), "-i", "pipe:0", "-an"),
            *x264_arguments(timeline.fps, "final"),
            *mp4_arguments(timeline.fps),
            temporary,
        ]
    )
    try:
        assert process.stdin is not None  # noqa: S101 - it was asked for
        for piece in run:
            for planes in _draw(bench, piece):
                process.stdin.write(planes.tobytes())
    except BrokenPipeError:
        pass  # ffmpeg's own words say why
    except BaseException:
        process.kill()
        process.communicate()
        temporary.unlink(missing_ok=True)
        raise
    ffmpeg.finish(process)
    temporary.replace(out)


def _draw(bench: Bench, piece: Piece) -> Iterator[Any]:
    timeline = bench.timeline
    if piece.kind == "black":
        yield from [blank(timeline.width, timeline.height)] * piece.length
        return
    if piece.kind == "card":
        for number in range(piece.length):
            yield card_frame(timeline, number, piece.length)
        return
    incoming = _source(bench, piece.clip, piece.first, piece.length)
    if piece.kind == "plain":
        yield from incoming
        return
    mix = TRANSITIONS[piece.kind][0]
    outgoing = _source(bench, piece.other, piece.other_first, piece.length)
    for number, (old, new) in enumerate(zip(outgoing, incoming, strict=False)):
        yield mix(old, new, (piece.done + number + 0.5) / piece.whole)


def _source(bench: Bench, clip: int, first: int, count: int) -> Iterator[Any]:
    timeline = bench.timeline
    if clip < 0:
        black = blank(timeline.width, timeline.height)
        return iter([black] * count)
    return frames(bench.clips[clip], first, first + count, timeline.fps)


def _name(bench: Bench, run: Sequence[Piece]) -> str:
    timeline = bench.timeline
    used = sorted({index for piece in run for index in (piece.clip, piece.other) if index >= 0})
    card = timeline.card if any(piece.kind == "card" for piece in run) else None
    facts = {
        "recipe": _RECIPE,
        "size": [timeline.width, timeline.height, timeline.fps],
        "pieces": [
            [*piece[:2], _at(used, piece.clip), piece.first, _at(used, piece.other), *piece[5:]]
            for piece in run
        ],
        "clips": [content_of(bench.clips[index]) for index in used],
        "card": list(card) if card else None,
        "encoder": ffmpeg.version(ffmpeg.find()),
    }
    return "seam-" + hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def _at(used: Sequence[int], index: int) -> int:
    return list(used).index(index) if index >= 0 else -1
