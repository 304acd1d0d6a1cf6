"""How a file, a size, a length and a list are written in a message to an author."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 96


def shown(text: str) -> str:
    """Quote what an author wrote: control characters as escapes, a very long text without its middle."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 3 :]}"
    printable = "".join(
        mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in text
    )
    return f"`{printable}`"


def bytes_(count: int) -> str:
    """Write a number of bytes: `812 bytes`, `20 MB`, `20.4 MB`."""
    if count < 10_000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    # Rounded up: a file one byte over 20 MB must not be called 20 MB.
    tenths = -(-count // 100_000)
    return f"{tenths / 10:g} MB"


def seconds(milliseconds: int) -> str:
    """Write a length: `9.5 s`, `30 s`, `1 h`."""
    if milliseconds and milliseconds % 3_600_000 == 0:
        return f"{milliseconds // 3_600_000} h"
    return f"{f'{milliseconds / 1000:.3f}'.rstrip('0').rstrip('.')} s"


def listed(words: Sequence[str], last: str = "or") -> str:
    """Join words: `JPEG, PNG or BMP`."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
