"""The sounds of the example series: three voices, the keeper's hum, a slow piano piece, wind and sea."""

from __future__ import annotations

import ctypes
import wave
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Wave = NDArray[np.float64]

RATE = 48000
BAR = 3.4  # seconds
CHORDS = (  # MIDI notes from the bass up, one bar each
    (50, 57, 62, 64, 65, 69), (46, 53, 58, 62, 65, 69), (45, 53, 57, 60, 65, 67), (48, 55, 60, 62, 64, 67),
    (50, 57, 62, 64, 65, 69), (43, 50, 58, 62, 65, 69), (46, 53, 58, 62, 65, 69), (45, 52, 57, 61, 64, 67),
    (46, 53, 58, 62, 65, 69), (48, 55, 60, 62, 64, 67), (50, 57, 62, 64, 65, 69), (45, 53, 57, 60, 65, 69),
    (46, 53, 58, 60, 62, 65), (50, 57, 62, 64, 65, 69),
)  # fmt: skip
TUNE = (  # bar, beat, MIDI note
    (2, 0, 81), (2, 2.5, 79), (3, 0, 76), (4, 0, 77), (4, 1.5, 76), (4, 2.5, 74), (5, 1, 70), (5, 2.5, 74),
    (6, 0, 77), (6, 1.5, 79), (6, 2.5, 81), (7, 0, 79), (7, 2, 76), (8, 0, 77), (8, 2.5, 74), (9, 0, 76),
    (9, 2, 79), (10, 0, 81), (10, 3, 82), (11, 0, 84), (11, 2.5, 81), (12, 0, 77), (12, 2, 74), (13, 0, 74),
)  # fmt: skip


def tone(note: float) -> float:
    """Give the frequency of a MIDI note in Hz."""
    return float(440 * 2 ** ((note - 69) / 12))


def piano(note: float, loud: float, seconds: float = 4.5) -> Wave:
    """Strike a soft felt piano: partials a little sharp, the high ones gone first."""
    t = np.arange(int(seconds * RATE)) / RATE
    base = tone(note)
    sound = np.zeros_like(t)
    for n in range(1, 11):
        at = base * n * np.sqrt(1 + 0.00025 * n * n)
        if at > 9000:
            break
        fade = np.exp(-t * (0.5 + 0.0011 * base) * (0.55 + 0.4 * n))
        sound += np.sin(2 * np.pi * at * t + n) * fade * loud ** (0.3 * n) / n**1.55
    felt = np.random.default_rng(int(note)).standard_normal(len(t)) * np.exp(-t * 90) * 0.02
    rise = np.clip(t / 0.008, 0, 1) * np.clip((seconds - t) / 0.4, 0, 1)
    return (sound * 0.5 + np.convolve(felt, np.ones(24) / 24, mode="same")) * rise * loud


def pad(chord: tuple[int, ...], seconds: float, seed: int) -> Wave:
    """Hold a chord on soft, slightly detuned strings; two channels."""
    t = np.arange(int(seconds * RATE)) / RATE
    swell = np.sin(np.pi * np.clip(t / seconds, 0, 1)) ** 0.8
    rng = np.random.default_rng(seed)
    both = np.zeros((2, len(t)))
    for note in chord[1:5]:
        for side in (0, 1):
            for cents in (-5, 4):
                at = tone(note) * 2 ** ((cents + float(rng.uniform(-2, 2))) / 1200)
                phase = float(rng.uniform(0, 6))
                for n, level in ((1, 1.0), (2, 0.28), (3, 0.1)):
                    both[side] += level * np.sin(2 * np.pi * at * n * t + phase * n)
    return both * swell * 0.022


def room(dry: Wave, seconds: float, wet: float, seed: int) -> Wave:
    """Let two channels ring in a large soft room: convolution with noise that fades and darkens."""
    t = np.arange(int(seconds * RATE)) / RATE
    rng = np.random.default_rng(seed)
    ringing = np.zeros_like(dry)
    size = 1 << (dry.shape[1] + len(t)).bit_length()
    for side in (0, 1):
        hiss = rng.standard_normal(len(t))
        dark = np.convolve(hiss, np.ones(30) / 30, mode="same") * 3
        late = np.clip(t / (0.4 * seconds), 0, 1)
        tail = (
            (hiss * (1 - late) * 0.5 + dark * (0.4 + late))
            * np.exp(-6.5 * t / seconds)
            * np.clip(t / 0.02, 0, 1)
        )
        spectrum = np.fft.rfft(dry[side], size) * np.fft.rfft(tail / np.sqrt((tail**2).sum()), size)
        ringing[side] = np.fft.irfft(spectrum, size)[: dry.shape[1]]
    return dry * (1 - 0.4 * wet) + ringing * wet


def music() -> Wave:
    """Compose fifty seconds in D minor: arpeggios, a few notes of melody, strings, a long room."""
    total = int((BAR * len(CHORDS) + 3) * RATE)
    both = np.zeros((2, total))
    rng = np.random.default_rng(68)

    def play(sound: Wave, when: float, place: float) -> None:
        start = int(when * RATE)
        part = sound[: max(total - start, 0)]
        both[0, start : start + len(part)] += part * np.cos((place + 1) * np.pi / 4)
        both[1, start : start + len(part)] += part * np.sin((place + 1) * np.pi / 4)

    for bar, chord in enumerate(CHORDS):
        start = bar * BAR
        play(piano(chord[0] - 12, 0.5, 6), start, -0.2)
        for eighth, step in enumerate((0, 1, 2, 4, 3, 5, 4, 2)[: 8 if bar < len(CHORDS) - 1 else 5]):
            slow = 0.06 * eighth * (bar == len(CHORDS) - 1)
            when = start + eighth * BAR / 8 + slow + float(rng.uniform(0, 0.016))
            play(
                piano(chord[step], 0.36 + 0.08 * (eighth in (0, 4)) + float(rng.uniform(-0.04, 0.04))),
                when,
                step / 5 - 0.5,
            )
        if bar:
            strings = pad(chord, BAR * 1.35, bar)
            first = int((start - 0.15 * BAR) * RATE)
            both[:, first : first + strings.shape[1]] += strings[:, : total - first]
    for bar, beat, note in TUNE:
        play(piano(note, 0.6, 5), bar * BAR + beat * BAR / 4 + float(rng.uniform(0, 0.012)), 0.25)
    return level(fade(room(both, 3.2, 0.42, 5), 0.05, 3.5), 0.8)


def shaped(seconds: float, low: float, high: float, seed: int) -> Wave:
    """Make noise between two frequencies, with soft slopes."""
    size = int(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(size))
    at = np.maximum(np.fft.rfftfreq(size, 1 / RATE), 1)
    spectrum *= 1 / (1 + (low / at) ** 4) / (1 + (at / high) ** 3)
    sound = np.fft.irfft(spectrum, size)
    return np.asarray(sound / sound.std())


def wind() -> Wave:
    """Blow gusts round a tower and roll waves below it, for 24 s, two channels."""
    seconds = 24.0
    t = np.arange(int(seconds * RATE)) / RATE
    both = np.zeros((2, len(t)))
    for side in (0, 1):
        gust = 0.5 + 0.5 * np.sin(2 * np.pi * (t / 8 + 0.1 * side)) * np.sin(2 * np.pi * t / 4.8 + 1)
        air = shaped(seconds, 90, 380, 10 + side) * (0.35 + 0.5 * gust)
        howl = shaped(seconds, 480, 620, 20 + side) * gust**3 * 0.22
        wave_in = np.clip(np.sin(2 * np.pi * (t / 6 - 0.04 * side)), 0, 1) ** 2.5
        surf = shaped(seconds, 250, 2600, 30 + side) * wave_in * 0.34
        deep = shaped(seconds, 30, 90, 40 + side) * (0.4 + 0.6 * np.roll(wave_in, -RATE // 2)) * 0.5
        both[side] = air * 0.5 + howl + surf + deep
    return level(fade(both, 0.6, 1.2), 0.6)


def fade(sound: Wave, start: float, end: float) -> Wave:
    """Fade in and out, seconds."""
    t = np.arange(sound.shape[-1]) / RATE
    return np.asarray(sound * np.clip(t / start, 0, 1) * np.clip((t[-1] - t) / end, 0, 1))


def level(sound: Wave, peak: float) -> Wave:
    """Bring the loudest sample to `peak`, soft peaks first."""
    tame = np.tanh(0.8 * sound / np.abs(sound).max())
    return np.asarray(tame / np.abs(tame).max() * peak)


def speak(text: str, voice: str, pitch: int, words_per_minute: int, seconds: float) -> Wave:
    """Let espeak-ng say a sentence, padded to `seconds`; one channel at `RATE`."""
    import espeakng_loader  # noqa: PLC0415 - the pictures need no voice

    engine: Any = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = engine.espeak_Initialize(2, 0, str(espeakng_loader.get_data_path()).encode(), 0)
    heard: list[Wave] = []

    def hear(samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            heard.append(np.ctypeslib.as_array(samples, shape=(count,)).astype(np.float64) / 32768)
        return 0

    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    callback = kind(hear)
    engine.espeak_SetSynthCallback(callback)
    engine.espeak_SetVoiceByName(voice.encode())
    for parameter, value in ((1, words_per_minute), (3, pitch), (4, 60)):
        engine.espeak_SetParameter(parameter, value, 0)
    said = text.encode()
    engine.espeak_Synth(said, len(said) + 1, 0, 1, 0, 1, None, None)
    engine.espeak_Synchronize()
    engine.espeak_Terminate()
    spoken = np.concatenate(heard)
    at = np.arange(int(len(spoken) * RATE / rate)) * rate / RATE
    smooth = np.interp(at, np.arange(len(spoken)), spoken)
    padded = np.zeros(int(seconds * RATE))
    start = int(0.12 * RATE)
    part = smooth[: len(padded) - start]
    padded[start : start + len(part)] = part
    return padded


def voice(text: str, name: str, pitch: int, words_per_minute: int, seconds: float) -> Wave:
    """Give a voice sample with the air of a small room round it; one channel."""
    dry = speak(text, name, pitch, words_per_minute, seconds)
    wet = room(np.stack([dry, dry]), 0.35, 0.16, 3).mean(axis=0)
    return fade(level(wet, 0.8), 0.02, 0.12)


def hum(seconds: float) -> Wave:
    """Hum three notes in an old man's chest: a buzz through the two formants of a closed mouth."""
    t = np.arange(int(seconds * RATE)) / RATE
    notes = np.interp(t, [0, 0.7, 0.8, 1.5, 1.6, 2.4], [50, 50, 53, 53, 48, 48])
    at = 440 * 2 ** ((notes - 69) / 12) * (1 + 0.007 * np.sin(2 * np.pi * 5.1 * t))
    phase = 2 * np.pi * np.cumsum(at) / RATE
    sound = np.zeros_like(t)
    for n in range(1, 22):
        f = at * n
        gain = np.exp(-(((f - 260) / 170) ** 2)) + 0.22 * np.exp(-(((f - 950) / 260) ** 2)) + 0.05 / n
        sound += gain * np.sin(n * phase)
    swell = np.interp(t, [0, 0.15, 0.68, 0.78, 1.45, 1.58, 2.1, 2.45], [0, 0.8, 0.7, 0.25, 1, 0.3, 0.8, 0])
    return sound * swell * 0.4


def keeper_voice(seconds: float) -> Wave:
    """Hum, then say one sentence; one channel."""
    said = level(speak("There she is.", "en-gb-scotland+m3", 22, 118, seconds), 0.8)
    late = np.roll(said, int(2.2 * RATE))
    low = np.pad(hum(min(2.5, seconds)), (0, max(0, int(seconds * RATE) - int(2.5 * RATE))))[: len(said)]
    both = 0.7 * level(low, 0.5) + late
    return fade(level(room(np.stack([both, both]), 0.6, 0.2, 8).mean(axis=0), 0.8), 0.05, 0.15)


def write_wav(path: Path, sound: Wave, rate: int = 24000) -> None:
    """Write one channel, 16 bit, at half of `RATE` after a plain low-pass."""
    calm = np.convolve(sound, np.array([1, 3, 4, 3, 1]) / 12, mode="same")[:: RATE // rate]
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((np.clip(calm, -1, 1) * 32767).astype("<i2").tobytes())


def write_mp3(path: Path, sound: Wave, bit_rate: int) -> None:
    """Write two channels as MP3."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libmp3lame", rate=RATE, layout="stereo")
        stream.bit_rate = bit_rate
        for packet in stream.encode(audio_frame(sound)):
            out.mux(packet)
        for packet in stream.encode(None):
            out.mux(packet)


def audio_frame(sound: Wave) -> av.AudioFrame:
    """Wrap one or two channels for an encoder."""
    channels = np.atleast_2d(sound).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(
        channels, format="fltp", layout="stereo" if len(channels) == 2 else "mono"
    )
    frame.sample_rate = RATE
    frame.time_base = Fraction(1, RATE)
    frame.pts = 0
    return frame
