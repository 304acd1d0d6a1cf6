"""The fonts that ship with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storyboard.config import data

if TYPE_CHECKING:
    from pathlib import Path


def font_file(weight: str) -> Path | None:
    """Give the file of Inter in a weight (`Regular`, `SemiBold`), or None where it was removed."""
    path = data(f"fonts/Inter-{weight}.otf")
    return path if path.is_file() else None
