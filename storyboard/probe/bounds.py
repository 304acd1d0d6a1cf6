"""What each use of a file allows, as data, and the checks of size and length against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storyboard.model.media import Problem
from storyboard.probe.words import bytes_, seconds, shown

if TYPE_CHECKING:
    from storyboard.model.media import Use


class Bounds(NamedTuple):
    """The limits of one use. Sizes in px a side, lengths in ms, `widest` the greatest ratio of the sides."""

    noun: str
    formats: tuple[str, ...]  # keys of `formats.FORMATS`
    most_bytes: int
    least_px: int = 0
    most_px: int = 0
    widest: int = 0
    least_ms: int = 0
    most_ms: int = 0


_SOUNDS = ("wav", "mp3", "m4a", "mp4", "mov", "ogg", "flac")

# providers.md §1.4, the strictest of the five. `MB` is read as 10⁶ bytes, the smaller of its two readings.
# `sound` never reaches a provider: its limits are ours.
BOUNDS: dict[Use, Bounds] = {
    "image": Bounds("a picture", ("jpeg", "png", "bmp", "webp"), 20_000_000, 240, 8000, 8),
    "video": Bounds("a reference video", ("mp4", "mov"), 100_000_000, 240, 4096, 8, 1000, 30_000),
    "voice": Bounds("a voice sample", ("wav", "mp3"), 15_000_000, least_ms=1000, most_ms=10_000),
    "sound": Bounds(
        "a sound",
        ("wav", "mp3", "m4a", "mp4", "mov", "ogg", "flac"),
        200_000_000,
        least_ms=1,
        most_ms=3_600_000,
    ),
}

# How much is decoded of one file before the rest is taken on trust, lest a file keep a check busy for ever:
# 30 s of 4096 × 4096 at 30 frames per second, and more frames than any honest file of an allowed length has.
MOST_DECODED_PIXELS = 16_000_000_000
MOST_DECODED_FRAMES = 2_000_000


class Measured(NamedTuple):
    """What decoding told, and what was wrong with it. Sizes in px as displayed, length in ms."""

    width: int = 0
    height: int = 0
    length_ms: int = 0
    has_sound: bool = False
    problems: tuple[Problem, ...] = ()


def too_heavy(name: str, size: int, bounds: Bounds) -> Problem | None:
    """Check the number of bytes."""
    if size <= bounds.most_bytes:
        return None
    message = f"{shown(name)} has {bytes_(size)}; {bounds.noun} may have at most {bytes_(bounds.most_bytes)}"
    return Problem("SB0408", "error", message, "compress it, or make it smaller")


def size_problems(name: str, width: int, height: int, bounds: Bounds) -> tuple[Problem, ...]:
    """Check pixels a side and the ratio of the sides."""
    problems = []
    measured = f"{shown(name)} is {width} × {height} px"
    if min(width, height) < bounds.least_px or max(width, height) > bounds.most_px:
        message = f"{measured}; {bounds.noun} needs {bounds.least_px} to {bounds.most_px} px a side"
        small = min(width, height) < bounds.least_px
        problems.append(Problem("SB0405", "error", message, "use a larger one" if small else "scale it down"))
    if max(width, height) > bounds.widest * min(width, height):
        wide = width > height
        message = f"{measured}; {bounds.noun} may be at most {bounds.widest} times as {_longer(wide=wide)}"
        problems.append(Problem("SB0406", "error", message, f"crop it to {'8:1' if wide else '1:8'} or less"))
    return tuple(problems)


def _longer(*, wide: bool) -> str:
    return "wide as high" if wide else "high as wide"


def length_problems(name: str, length_ms: int, bounds: Bounds) -> tuple[Problem, ...]:
    """Check the length."""
    if bounds.least_ms <= length_ms <= bounds.most_ms:
        return ()
    limits = f"{seconds(bounds.least_ms)} to {seconds(bounds.most_ms)}"
    message = f"{shown(name)} is {seconds(length_ms)} long; {bounds.noun} may last {limits}"
    help_ = "use a longer one" if length_ms < bounds.least_ms else f"trim it to {seconds(bounds.most_ms)}"
    return (Problem("SB0407", "error", message, help_),)


def undecodable(name: str, why: str) -> Problem:
    """Say that a file does not decode, and why."""
    message = f"{shown(name)} does not decode: {why}"
    return Problem("SB0410", "error", message, "export or download it again, and check that it opens")
