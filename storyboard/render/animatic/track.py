"""The sound of a clip: each line spoken where its subtitle stands, as long as the clip to the sample."""

from __future__ import annotations

import math
import wave
from typing import TYPE_CHECKING

import numpy as np

from storyboard.encoding import SAMPLE_RATE
from storyboard.render.animatic.voice import RATE, Utterance, spoken, variants, voices_of
from storyboard.render.animatic.words import sheets

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from storyboard.model.shot import Shot
    from storyboard.render.animatic.voice import Speech
    from storyboard.render.animatic.words import Spoken

# A line that is too long for its time is spoken faster, up to this much.
_FASTEST = 1.4
# A breath before each line, where there is time for it, in seconds; and the fade of a line that is cut.
_BREATH = 0.12
_FADE = 0.03
# The loudest sample of a line, as a share of full scale: -6 dBFS leaves room for music.
_PEAK = 0.5
# What is softer than this is silence before or after the words.
_SILENT = 0.002


def write_track(shot: Shot, out: Path) -> None:
    """Write a stereo WAV of the shot's requested seconds: silent where nobody speaks, or nothing can."""
    with wave.open(str(out), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        mono = np.round(track(shot) * 32767).astype("<i2")
        file.writeframes(np.repeat(mono, 2).tobytes())


def track(shot: Shot) -> NDArray[np.float32]:
    """Give the sound as one channel of samples, -1 to 1."""
    mono = np.zeros(shot.request.seconds * SAMPLE_RATE, np.float32)
    lines = [line for sheet in sheets(shot) for line in sheet.spoken if line.says]
    for line, speech in zip(lines, _speeches(lines, shot.request.language), strict=True):
        begin, end = slot(line)
        room = mono[begin:end]
        said = fitted(speech, len(room))
        lead = min(round(_BREATH * SAMPLE_RATE), len(room) - len(said))
        room[lead : lead + len(said)] = said
    return mono


def slot(line: Spoken) -> tuple[int, int]:
    """Give the first sample of a line's time and the first after it."""
    return line.start_ms * SAMPLE_RATE // 1000, line.end_ms * SAMPLE_RATE // 1000


def _speeches(lines: list[Spoken], language: str) -> list[Speech]:
    """Speak all lines, and once more, faster, those that are too long for their time."""
    chosen = variants(line.speaker for line in lines)
    asked = []
    for line in lines:
        variant, pitch = chosen[line.speaker]
        asked.append(Utterance(line.says, voices_of(variant, language), pitch, RATE))
    said = spoken(asked)
    hasty = {}
    for index, (line, speech) in enumerate(zip(lines, said, strict=True)):
        begin, end = slot(line)
        ratio = len(_words_only(speech.samples)) * SAMPLE_RATE / speech.rate / max(end - begin, 1)
        if ratio > 1:
            hasty[index] = math.floor(RATE * min(_FASTEST, ratio * 1.03))
    faster = spoken([asked[index]._replace(rate=rate) for index, rate in hasty.items()])
    for index, speech in zip(hasty, faster, strict=True):
        said[index] = speech
    return said


def fitted(speech: Speech, room: int) -> NDArray[np.float32]:
    """Bring speech to our rate and level; what goes beyond `room` samples is cut with a short fade."""
    samples = _resampled(_words_only(speech.samples), speech.rate)
    peak = float(np.abs(samples).max(initial=0))
    if peak:
        samples = samples * np.float32(_PEAK / peak)
    if len(samples) > room:
        samples = samples[:room].copy()
        fade = min(round(_FADE * SAMPLE_RATE), room)
        samples[room - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    return samples


def _words_only(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Leave out the silence before and after."""
    loud = np.flatnonzero(np.abs(samples) > _SILENT)
    return samples[loud[0] : loud[-1] + 1] if loud.size else samples[:0]


def _resampled(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Resample through the spectrum: exact up to half of the speech's own rate."""
    count = len(samples) * SAMPLE_RATE // rate
    if not count:
        return samples[:0]
    spectrum = np.fft.rfft(samples)
    wide = np.zeros(count // 2 + 1, spectrum.dtype)
    shared = min(len(spectrum), len(wide))
    wide[:shared] = spectrum[:shared]
    return (np.fft.irfft(wide, count) * (count / len(samples))).astype(np.float32)
