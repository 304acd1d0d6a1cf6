"""A child process that speaks with espeak-ng's library: utterances in as JSON, samples out. Standard library only.

A process of its own, because the library keeps state from one sentence to the next (the same text sounds different the
second time), and because a fault in it must not end a render. It is run as a script, and knows nothing of storyboard.
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
import sys

# From espeak-ng's speak_lib.h: an output, an option, parameters, a position type, a flag.
_SYNCHRONOUS, _DO_NOT_EXIT, _RATE, _PITCH, _CHARACTER, _UTF8 = 2, 0x8000, 1, 3, 1, 1
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
# Samples a second and bytes of 16-bit samples; then the bytes.
HEADER = struct.Struct("<II")


def main() -> None:
    """Read one JSON document from stdin; write a header and samples for each of its utterances."""
    asked = json.load(sys.stdin.buffer)
    library = ctypes.CDLL(asked["library"])
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, os.fsencode(asked["data"]), _DO_NOT_EXIT)
    for utterance in asked["utterances"]:
        samples = _say(library, utterance) if rate > 0 else b""
        sys.stdout.buffer.write(HEADER.pack(max(rate, 0), len(samples)) + samples)
    sys.stdout.buffer.flush()


def _say(library: ctypes.CDLL, utterance: dict[str, str]) -> bytes:
    """Speak one utterance; nothing where no voice of those asked for is there."""
    heard: list[bytes] = []

    def hear(samples: ctypes._Pointer[ctypes.c_short], count: int, _events: int) -> int:
        if samples and count > 0:
            heard.append(ctypes.string_at(samples, 2 * count))
        return 0

    callback = _CALLBACK(hear)
    library.espeak_SetSynthCallback(callback)
    if all(library.espeak_SetVoiceByName(voice.encode()) for voice in utterance["voices"]):
        return b""
    # It sways the pitch by chance, seeded with the time of day: the same order must give the same sound.
    if hasattr(library, "espeak_ng_SetRandSeed"):
        library.espeak_ng_SetRandSeed(ctypes.c_long(1))
    if os.name == "posix":
        ctypes.CDLL(None).srand(1)
    library.espeak_SetParameter(_RATE, int(utterance["rate"]), 0)
    library.espeak_SetParameter(_PITCH, int(utterance["pitch"]), 0)
    text = utterance["text"].replace("\0", " ").encode("utf-8", "replace")
    library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, _CHARACTER, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    return b"".join(heard)


if __name__ == "__main__":
    main()
