"""Opens video and sound with PyAV by one forced format, and decodes within a budget.

libav must never guess: a playlist named `.mp4` would make it read other files (decisions.md, "Foreign files"). It is given an
open file, not a path, so it cannot open anything beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from storyboard.probe.bounds import BOUNDS, MOST_DECODED_FRAMES, MOST_DECODED_PIXELS

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.stream import VideoStream

DEMUXERS = {
    "mp4": "mov",
    "mov": "mov",
    "m4a": "mov",
    "wav": "wav",
    "mp3": "mp3",
    "ogg": "ogg",
    "flac": "flac",
}

SLACK_MS = 1000  # beyond a limit before decoding stops: what follows cannot change the verdict
_MOST_PIXELS = str(BOUNDS["video"].most_px ** 2)  # of a frame: a stream may say more than its container


class Decoded(NamedTuple):
    """What came out of a stream; `rotation` for display, in degrees; `stopped` where there was too much."""

    frames: int = 0
    damaged: int = 0
    broken: int = 0  # packets that gave an error
    length_ms: int = 0
    rotation: int = 0
    stopped: bool = False


def opened(file: BinaryIO, key: str) -> InputContainer:
    """Open a file of a known format; raises whatever PyAV does."""
    import av  # noqa: PLC0415 - 50 ms and 30 MB, only where a file must be opened

    file.seek(0)
    return av.open(file, "r", format=DEMUXERS[key], options={"max_pixels": _MOST_PIXELS})


def claimed_ms(stream: AudioStream | VideoStream) -> int:
    """Give the length that the header claims; 0 if it says nothing, as a fragmented file does."""
    return max(0, round((stream.duration or 0) * (stream.time_base or 0) * 1000))


def decode_video(container: InputContainer, stream: VideoStream, most_ms: int) -> Decoded:
    """Decode every picture until `most_ms`, within the budget; a broken packet is counted, not raised."""
    import av  # noqa: PLC0415

    stream.thread_type = "AUTO"
    stream.codec_context.options = {"max_pixels": _MOST_PIXELS}
    frames = damaged = broken = pixels = rotation = 0
    end = 0.0
    for packet in container.demux(stream):
        try:
            pictures = packet.decode()
        except av.error.FFmpegError:
            broken += 1
            continue
        for picture in pictures:
            frames += 1
            damaged += picture.is_corrupt
            pixels += picture.width * picture.height
            rotation = picture.rotation
            end = max(end, (picture.time or 0.0) + _shown_for(picture.duration, stream))
        spent = pixels > MOST_DECODED_PIXELS or frames + broken > MOST_DECODED_FRAMES
        if spent or end * 1000 > most_ms + SLACK_MS:
            return Decoded(frames, damaged, broken, round(end * 1000), rotation, stopped=True)
    return Decoded(frames, damaged, broken, round(end * 1000), rotation)


def _shown_for(duration: int | None, stream: VideoStream) -> float:
    """Give how long a picture stays, in seconds."""
    return float((duration or 0) * (stream.time_base or 0))


def decode_audio(container: InputContainer, stream: AudioStream, most_ms: int) -> Decoded:
    """Decode all sound until `most_ms`, within the budget; a broken packet is counted, not raised."""
    import av  # noqa: PLC0415

    frames = broken = 0
    length = 0.0
    for packet in container.demux(stream):
        try:
            chunks = packet.decode()
        except av.error.FFmpegError:
            broken += 1
            continue
        for chunk in chunks:
            frames += 1
            length += chunk.samples / max(chunk.sample_rate, 1)
        if length * 1000 > most_ms + SLACK_MS or frames + broken > MOST_DECODED_FRAMES:
            return Decoded(frames, broken=broken, length_ms=round(length * 1000), stopped=True)
    return Decoded(frames, broken=broken, length_ms=round(length * 1000))
