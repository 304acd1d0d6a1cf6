"""Opens a voice sample or a sound, and decodes it to its end: only that tells how long an MP3 really is."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, BinaryIO

from storyboard.model.media import Problem
from storyboard.probe.bounds import Bounds, Measured, length_problems, undecodable
from storyboard.probe.boxes import fault
from storyboard.probe.streams import DEMUXERS, SLACK_MS, Decoded, claimed_ms, decode_audio, opened
from storyboard.probe.words import bytes_, seconds, shown

if TYPE_CHECKING:
    from av.container import InputContainer

_MOST_CHUNKS = 1000
_UNKNOWN = (0, 0xFFFFFFFF)  # what a WAV that was written to a pipe says for its length


def measure_sound(name: str, file: BinaryIO, size: int, key: str, bounds: Bounds) -> Measured | Problem:
    """Decode a sound file of `size` bytes."""
    wrong = _wav_fault(file, size) if key == "wav" else fault(file, size) if DEMUXERS[key] == "mov" else ""
    if wrong:
        return undecodable(name, wrong)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with opened(file, key) as container:
                return _measured(name, container, key, bounds)
        except Exception:  # noqa: BLE001 - hostile bytes make libav's wrappers raise nearly anything
            return undecodable(name, "it is damaged")


def _measured(name: str, container: InputContainer, key: str, bounds: Bounds) -> Measured | Problem:
    """Decode the first sound track."""
    if not container.streams.audio:
        message = f"{shown(name)} has no sound in it; {bounds.noun} needs some"
        return Problem("SB0404", "error", message, "name a sound file")
    stream = container.streams.audio[0]
    claimed = claimed_ms(stream)
    decoded = decode_audio(container, stream, bounds.most_ms)
    if not decoded.length_ms:
        return undecodable(name, "no sound in it can be read")
    # Where decoding was stopped the rest is known by the header only.
    length = max(decoded.length_ms, claimed) if decoded.stopped else decoded.length_ms
    if key == "flac" and length + SLACK_MS < claimed:
        return undecodable(name, f"it is cut short: {seconds(length)} of {seconds(claimed)} are there")
    problems = (*length_problems(name, length, bounds), *_harm(name, decoded))
    return Measured(length_ms=length, has_sound=True, problems=problems)


def _harm(name: str, decoded: Decoded) -> tuple[Problem, ...]:
    """Warn of parts that did not decode: players skip them, so a provider may too."""
    if not decoded.broken:
        return ()
    message = f"{shown(name)} has damaged parts ({decoded.broken}), which players skip"
    return (Problem("SB0410", "warning", message, "export it again"),)


def _wav_fault(file: BinaryIO, size: int) -> str:
    """Say whether a WAV file ends before its sound (RIFF: chunks of a four-letter type and a 32-bit size)."""
    at = 12
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        header = file.read(8)
        length = int.from_bytes(header[4:8], "little")
        if len(header) < 8:
            break
        if header[:4] == b"data":
            missing = at + 8 + length - size
            return (
                f"it is cut short: {bytes_(missing)} are missing"
                if missing > 0 and length not in _UNKNOWN
                else ""
            )
        at += 8 + length + length % 2
    return "there is no sound data in it"
