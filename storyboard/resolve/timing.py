"""`Scene 2 [3-7s]`, `1:05`, `2.5s` to integer milliseconds, and back."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(?:(\d{1,4}):)?(\d{1,6})(?:\.(\d{1,3}))?\s*(?:s|sec|seconds?)?\Z")
_KEY = re.compile(r"Scene\s+(?P<label>\S(?:.*\S)?)\s*\[(?P<times>[^\[\]]*)\]\s*\Z")
_DASH = re.compile(r"\s*[-\u2013~]\s*")
_TRANSITION = re.compile(r"(cut|dissolve|fade|wipe)(?:\s+(\S.*))?\Z")


class SceneKey(NamedTuple):
    """A scene's key as written. `start_ms` is None in the length form, `Scene 2 [4s]`."""

    label: str
    start_ms: int | None
    end_ms: int  # in the length form: the length


def milliseconds(value: Any) -> int | None:
    """Give a time in ms: `3`, `3.5`, `"3s"`, `"1:05"`, `"1:02.5"`, `"1:00:00"`; None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        if not -1 < value < 10**6:  # not a number is in no range
            return None
        whole = round(value * 1000)
        return whole if 0 <= whole < 10**9 and abs(whole - value * 1000) < 1e-6 else None
    if not isinstance(value, str):
        return None
    found = _CLOCK.match(value.strip())
    if not found:
        return None
    first, second, seconds, fraction = found.groups()
    hours, minutes = (first, second) if second is not None else (None, first)
    if minutes is not None and int(seconds) >= 60:
        return None
    total = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    return total * 1000 + int((fraction or "0").ljust(3, "0"))


def seconds(ms: int) -> str:
    """Write a time as a number of seconds without trailing zeros: 3000 → `3`, 2500 → `2.5`."""
    whole, rest = divmod(ms, 1000)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)


def scene_key(text: str) -> SceneKey | str:
    """Read a scene's key; a text instead of a key says what is wrong with it."""
    found = _KEY.match(text)
    if not found:
        return "a scene's key is `Scene LABEL [FROM-TO]` or `Scene LABEL [LENGTH]`"
    times = [part.strip() for part in _DASH.split(found["times"].strip())]
    read = [milliseconds(part) for part in times]
    if len(read) not in (1, 2) or None in read:
        wrong = next((part for part, ms in zip(times, read, strict=True) if ms is None), found["times"])
        return f"`{wrong}` is not a time: write `3`, `3s`, `2.5s` or `1:05`"
    start, end = (None, read[0]) if len(read) == 1 else (read[0], read[1])
    assert end is not None  # noqa: S101 - the type checker cannot see the test above
    return SceneKey(found["label"], start, end)


def written(label: str, start_ms: int, end_ms: int) -> str:
    """Write a scene's key for given times."""
    return f"Scene {label} [{seconds(start_ms)}-{seconds(end_ms)}s]"


def transition(text: str) -> tuple[str, int | None] | None:
    """Read `dissolve 0.5s`: the kind, and the length in ms (None if not written); None if it is no transition."""
    found = _TRANSITION.match(text.strip())
    if not found:
        return None
    if found[2] is None:
        return found[1], None
    length = milliseconds(found[2])
    return None if length is None else (found[1], length)
