"""One continuous sound track: the clips' sound to the sample, music and sounds under it, then one AAC encode.

Clips meet without a click: at a cut each side is faded for 5 ms, in a dissolve or wipe they cross over. Beds duck under
speech. A limiter keeps the peaks below −1 dB. The mix lies in a memory-mapped file, so its length costs disk, not memory.
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

import av
import numpy as np

from storyboard import ffmpeg
from storyboard.encoding import AUDIO_ARGUMENTS, SAMPLE_RATE, mp4_arguments
from storyboard.errors import RenderError
from storyboard.stitch.cut import card_frames, frame, total_frames
from storyboard.stitch.seams import content_of
from storyboard.stitch.transitions import TRANSITIONS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from storyboard.model.timeline import Bed, Timeline

    Sound = NDArray[np.float32]

CHANNELS = 2
_RECIPE = 1  # raised when the same timeline would sound different
CLICK_MS = 5
DUCK_DB, DUCK_DOWN_MS, DUCK_UP_MS = -10.0, 150, 400
CEILING = 0.89  # −1 dBFS
_BLOCK = 256  # samples of one gain step of the limiter
_REACH = 8  # blocks over which it moves


def track(timeline: Timeline, work: Path) -> Path:
    """Give the episode's sound as AAC in MP4, from the cache where nothing that is heard has changed; raises RenderError.

    It is exactly as long as the episode's frames.
    """
    out = work / f"sound-{_name(timeline)}.m4a"
    if not out.exists():
        temporary = out.with_suffix(f".{os.getpid()}.part")
        _write(timeline, work, temporary)
        temporary.replace(out)
    return out


def _name(timeline: Timeline) -> str:
    """Name a track by all that is heard in it, and by the program that encodes it."""
    facts = [
        *("sound", _RECIPE, timeline.fps, card_frames(timeline), ffmpeg.version(ffmpeg.find())),
        *(content_of(clip.path) for clip in timeline.clips),
        *((clip.start_ms, clip.end_ms, clip.tail_ms, *clip.transition) for clip in timeline.clips),
        *((content_of(bed.path), *bed[1:]) for bed in timeline.beds),
        *((caption.start_ms, caption.end_ms) for caption in timeline.captions),
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def _write(timeline: Timeline, work: Path, out: Path) -> None:
    clips = tuple(clip.path for clip in timeline.clips)
    scratch = work / f"{out.stem}.f32"
    samples = at_frame(total_frames(timeline), timeline.fps)
    try:
        mix = np.memmap(scratch, np.float32, "w+", shape=(samples, CHANNELS))
        lay_clips(mix, timeline, clips)
        for bed in timeline.beds:
            _lay_bed(mix, timeline, bed)
        limit(mix)
        mix.flush()
        del mix
        source = ("-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", str(CHANNELS), "-i", scratch)
        ffmpeg.run([*source, *AUDIO_ARGUMENTS, *mp4_arguments(timeline.fps), out])
    finally:
        scratch.unlink(missing_ok=True)


def lay_clips(mix: Sound, timeline: Timeline, clips: tuple[Path, ...]) -> None:
    """Add the sound of every clip at its place."""
    fps = timeline.fps
    offset = card_frames(timeline)
    for index, (clip, path) in enumerate(zip(timeline.clips, clips, strict=True)):
        begin, end = frame(clip.start_ms, fps), frame(clip.end_ms, fps)
        following = timeline.clips[index + 1].transition if index + 1 < len(clips) else None
        tail = 0
        if following and _overlaps(following.kind):
            tail = frame(clip.end_ms + following.length_ms, fps) - end
        length = at_frame(end - begin + tail, fps)
        heard = decode(path, length)
        head = _ramp_in(clip.transition.kind, clip.transition.length_ms, first=index == 0)
        _fade(
            heard, head, 0 if following is None else _ramp_out(following.kind, following.length_ms, tail, fps)
        )
        at = at_frame(offset + begin, fps)
        room = min(length, len(mix) - at)
        mix[at : at + room] += heard[:room]


def decode(path: Path, samples: int) -> Sound:
    """Decode the first samples of a file's sound, 48 kHz stereo; silence where it has none or less."""
    found = np.zeros((samples, CHANNELS), np.float32)
    if samples == 0:
        return found
    try:
        with av.open(str(path), format="mov" if path.suffix == ".mp4" else None) as container:
            if not container.streams.audio:
                return found
            stream = container.streams.audio[0]
            resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE)
            at = None
            for decoded in container.decode(stream):
                if at is None:
                    at = (
                        round(decoded.pts * decoded.time_base * SAMPLE_RATE)
                        if decoded.pts and decoded.time_base
                        else 0
                    )
                for part in resampler.resample(decoded):
                    at = _put(found, _array(part), at)
                if at >= samples:
                    return found
            for part in resampler.resample(None):
                at = _put(found, _array(part), at or 0)
    except (av.FFmpegError, OSError, ValueError) as error:
        message = f"the sound of {path.name} cannot be read: {error}"
        raise RenderError(message, help="check the file, or render the shot again") from error
    return found


def at_frame(frames: int, fps: int) -> int:
    """Give the sample at which a frame begins; whole for every rate that an episode may have."""
    return frames * SAMPLE_RATE // fps


def limit(mix: Sound) -> None:
    """Turn down, smoothly, where the mix would pass the ceiling."""
    count = -(-len(mix) // _BLOCK)
    peaks = np.zeros(count, np.float32)
    for index in range(count):
        peaks[index] = np.abs(mix[index * _BLOCK : (index + 1) * _BLOCK]).max(initial=0)
    if peaks.max(initial=0) <= CEILING:
        return
    gains = np.minimum(1, CEILING / np.maximum(peaks, 1e-9))
    padded = np.pad(gains, _REACH, mode="edge")
    lowest = np.lib.stride_tricks.sliding_window_view(padded, 2 * _REACH + 1).min(axis=1)
    smooth = np.convolve(
        np.pad(lowest, _REACH // 2, mode="edge"), np.ones(_REACH + 1) / (_REACH + 1), "valid"
    )
    centres = (np.arange(count) + 0.5) * _BLOCK
    for start in range(0, len(mix), SAMPLE_RATE * 10):
        part = mix[start : start + SAMPLE_RATE * 10]
        part *= np.interp(np.arange(start, start + len(part)), centres, smooth).astype(np.float32)[:, None]
        np.clip(part, -CEILING, CEILING, out=part)


def _array(part: av.AudioFrame) -> Sound:
    return part.to_ndarray().T.astype(np.float32, copy=False)


def _put(found: Sound, part: Sound, at: int) -> int:
    """Copy decoded samples to their place; what lies before the start is the encoder's priming."""
    begin = max(at, 0)
    end = min(at + len(part), len(found))
    if end > begin:
        found[begin:end] = part[begin - at : end - at]
    return at + len(part)


def _overlaps(kind: str) -> bool:
    return kind in TRANSITIONS and TRANSITIONS[kind][1]


def _ramp_in(kind: str, length_ms: int, *, first: bool) -> int:
    if kind == "cut":
        return 0 if first else SAMPLE_RATE * CLICK_MS // 1000
    return SAMPLE_RATE * (length_ms if _overlaps(kind) else length_ms // 2) // 1000


def _ramp_out(kind: str, length_ms: int, tail: int, fps: int) -> int:
    if _overlaps(kind):
        return at_frame(tail, fps)
    return SAMPLE_RATE * CLICK_MS // 1000 if kind == "cut" else SAMPLE_RATE * (length_ms // 2) // 1000


def _fade(heard: Sound, head: int, tail: int) -> None:
    """Fade both ends with equal power, so that a crossing keeps its loudness."""
    head, tail = min(head, len(heard)), min(tail, len(heard))
    if head:
        heard[:head] *= np.sin(np.linspace(0, np.pi / 2, head, dtype=np.float32))[:, None]
    if tail:
        heard[len(heard) - tail :] *= np.cos(np.linspace(0, np.pi / 2, tail, dtype=np.float32))[:, None]


def _lay_bed(mix: Sound, timeline: Timeline, bed: Bed) -> None:
    """Add music or a sound: gain, fades, and down under speech."""
    shift = card_frames(timeline) * 1000 // timeline.fps
    # what begins with the episode begins with its title card
    start_ms = bed.start_ms + (shift if bed.start_ms else 0)
    end_ms = bed.end_ms + shift
    start, end = SAMPLE_RATE * start_ms // 1000, min(SAMPLE_RATE * end_ms // 1000, len(mix))
    if end <= start:
        return
    heard = decode(bed.path, end - start)
    heard *= np.float32(10 ** (bed.gain_db / 20))
    click = SAMPLE_RATE * CLICK_MS // 1000
    ramps = [max(SAMPLE_RATE * ms // 1000, click) for ms in (bed.fade_in_ms, bed.fade_out_ms)]
    _fade(heard, *ramps)
    if bed.duck:
        heard *= _ducking(timeline, start_ms, shift, len(heard))[:, None]
    mix[start : start + len(heard)] += heard


def _ducking(timeline: Timeline, start_ms: int, shift: int, samples: int) -> NDArray[np.float32]:
    """Give the gain of a bed over time: lower while somebody speaks, with soft shoulders."""
    times = np.arange(0, samples * 1000 // SAMPLE_RATE + 10, 10) + start_ms
    depth = np.zeros(len(times))
    for caption in timeline.captions:
        begin, end = caption.start_ms + shift, caption.end_ms + shift
        down = (times - (begin - DUCK_DOWN_MS)) / DUCK_DOWN_MS
        up = ((end + DUCK_UP_MS) - times) / DUCK_UP_MS
        depth = np.maximum(depth, np.clip(np.minimum(down, up), 0, 1))
    gains = 10 ** (DUCK_DB * depth / 20)
    return np.interp(np.arange(samples) * 1000 / SAMPLE_RATE + start_ms, times, gains).astype(np.float32)
