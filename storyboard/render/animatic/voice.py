"""A scratch voice for each speaker, by espeak-ng: its library where installed, else its program, or none."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from storyboard.render.animatic import espeak

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

# Words a minute: the normal rate of espeak-ng.
RATE = 175
# Variants that ship with espeak-ng and are told apart by ear; pitch (0 to 99) tells more speakers apart.
_VARIANTS = ("m7", "m3", "f1", "f2", "steph", "m1", "f5", "Andy", "linda", "m2", "f3", "Gene", "f4", "Lee")
_PITCHES = (50, 42, 58, 38, 62)
# espeak-ng's names for languages that are usually written otherwise.
_LANGUAGES = {"zh": "cmn", "no": "nb"}
_LAST_RESORT = "en"
# No line of a storyboard takes espeak-ng longer than this many seconds.
_PATIENCE = 60


class Utterance(NamedTuple):
    """What to say and how: voices of espeak-ng to try in turn, such as `en+f2`; words a minute."""

    text: str
    voices: tuple[str, ...]
    pitch: int
    rate: int


class Speech(NamedTuple):
    """One channel of sound, -1 to 1, and its samples a second; no samples where nothing could speak."""

    samples: NDArray[np.float32]
    rate: int


def variants(speakers: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Choose a variant and a pitch for each speaker by its id: the same in every shot, unless two in it collide."""
    chosen: dict[str, tuple[str, int]] = {}
    free = list(_VARIANTS)
    for speaker in sorted(set(speakers)):
        digest = hashlib.sha256(speaker.encode()).digest()
        wanted = digest[0] % len(_VARIANTS)
        order = [*_VARIANTS[wanted:], *_VARIANTS[:wanted]]
        variant = next((one for one in order if one in free), order[0])
        free = [one for one in free if one != variant]
        chosen[speaker] = (variant, _PITCHES[digest[1] % len(_PITCHES)])
    return chosen


def voices_of(variant: str, language: str) -> tuple[str, ...]:
    """Name espeak-ng's voices for a variant in a language, the best first; the last is always there."""
    whole = language.lower().replace("_", "-")
    short = whole.split("-")[0]
    tongues = (_LANGUAGES.get(whole, whole), _LANGUAGES.get(short, short), _LAST_RESORT)
    return (*(f"{tongue}+{variant}" for tongue in dict.fromkeys(tongues) if tongue), _LAST_RESORT)


def spoken(utterances: Sequence[Utterance]) -> list[Speech]:
    """Speak every utterance; each gives silence where nothing here can speak."""
    if not utterances:
        return []
    if find_spec("espeakng_loader") is not None:
        said = _by_library(utterances)
        if said is not None:
            return said
    program = shutil.which("espeak-ng")
    return [_by_program(program, one) if program else _silence() for one in utterances]


def _by_library(utterances: Sequence[Utterance]) -> list[Speech] | None:
    """Speak in a child process (`espeak.py` says why); None if it failed."""
    import espeakng_loader  # noqa: PLC0415 - an extra

    document = {
        "library": espeakng_loader.get_library_path(),
        "data": espeakng_loader.get_data_path(),
        "utterances": [one._asdict() for one in utterances],
    }
    said = _output([sys.executable, "-I", "-S", espeak.__file__], json.dumps(document).encode())
    found = []
    for _ in utterances:
        if len(said) < espeak.HEADER.size:
            return None
        rate, size = espeak.HEADER.unpack_from(said)
        samples, said = said[espeak.HEADER.size :][:size], said[espeak.HEADER.size + size :]
        found.append(_speech(samples, rate))
    return found


def _by_program(program: str, one: Utterance) -> Speech:
    """Speak by the program: the text goes in by a pipe, a WAV comes out by another."""
    for voice in one.voices:
        asked = [program, "-v", voice, "-s", str(one.rate), "-p", str(one.pitch), "--stdin", "--stdout"]
        sound = _output(asked, one.text.encode("utf-8", "replace"))
        begin = sound.find(b"data") + 8
        # A WAV from a pipe does not know its length, so that the header's is not believed.
        if sound.startswith(b"RIFF") and 8 < begin < len(sound):
            return _speech(sound[begin:], int.from_bytes(sound[24:28], "little"))
    return _silence()


def _output(command: list[str], given: bytes) -> bytes:
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""


def _speech(samples: bytes, rate: int) -> Speech:
    whole = np.frombuffer(samples[: len(samples) // 2 * 2], "<i2")
    return Speech((whole * (1 / 32768)).astype(np.float32), max(rate, 1))


def _silence() -> Speech:
    return Speech(np.zeros(0, np.float32), 1)
