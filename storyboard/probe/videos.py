"""Opens a reference video: its boxes, its size and length, then every picture in it."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, BinaryIO

from storyboard.model.media import Problem
from storyboard.probe.bounds import Bounds, Measured, length_problems, size_problems, undecodable
from storyboard.probe.boxes import fault
from storyboard.probe.streams import SLACK_MS, Decoded, claimed_ms, decode_video, opened
from storyboard.probe.words import shown

if TYPE_CHECKING:
    from av.container import InputContainer


def measure_video(name: str, file: BinaryIO, size: int, key: str, bounds: Bounds) -> Measured | Problem:
    """Decode an MP4 or MOV file of `size` bytes; its width and height are as displayed."""
    wrong = fault(file, size)
    if wrong:
        return undecodable(name, wrong)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with opened(file, key) as container:
                return _measured(name, container, bounds)
        except Exception:  # noqa: BLE001 - hostile bytes make libav's wrappers raise nearly anything
            return undecodable(name, "it is damaged")


def _measured(name: str, container: InputContainer, bounds: Bounds) -> Measured | Problem:
    """Check what the header claims, and decode only what is within the limits."""
    if not container.streams.video:
        return _no_pictures(name, bounds)
    stream = container.streams.video[0]
    has_sound = bool(container.streams.audio)
    claimed = claimed_ms(stream)
    measured = Measured(stream.width, stream.height, claimed, has_sound)
    oversized = max(stream.width, stream.height) > bounds.most_px
    if oversized or claimed > bounds.most_ms:
        return _judged(name, measured, bounds)
    decoded = decode_video(container, stream, bounds.most_ms)
    if not decoded.frames:
        return undecodable(name, "no picture in it can be read")
    if decoded.rotation % 180:
        measured = measured._replace(width=stream.height, height=stream.width)
    # A header may claim nothing, or much less than there is; small differences are a matter of edit lists.
    honest = claimed and decoded.length_ms < claimed + SLACK_MS
    length = claimed if honest else decoded.length_ms
    return _judged(name, measured._replace(length_ms=length), bounds, _harm(name, decoded))


def _judged(name: str, measured: Measured, bounds: Bounds, found: tuple[Problem, ...] = ()) -> Measured:
    sizes = size_problems(name, measured.width, measured.height, bounds)
    return measured._replace(problems=(*found, *sizes, *length_problems(name, measured.length_ms, bounds)))


def _harm(name: str, decoded: Decoded) -> tuple[Problem, ...]:
    """Tell of pictures that did not decode, or not cleanly, or were not looked at."""
    if decoded.broken:
        return (undecodable(name, f"some of its pictures cannot be read ({decoded.broken})"),)
    if decoded.damaged:
        message = f"{shown(name)} has damaged pictures ({decoded.damaged} of {decoded.frames})"
        return (Problem("SB0410", "warning", message, "export it again, starting at a key frame"),)
    if decoded.stopped:
        message = f"{shown(name)} was decoded in part: it has very many pictures"
        return (Problem("SB0413", "note", message, "lower its frame rate or its size"),)
    return ()


def _no_pictures(name: str, bounds: Bounds) -> Problem:
    message = f"{shown(name)} has no pictures in it; {bounds.noun} needs some"
    return Problem("SB0404", "error", message, "name a video, or use it as a voice")
