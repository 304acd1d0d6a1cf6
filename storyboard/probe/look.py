"""One look inside an open file: what it is, how heavy, whether it decodes, and what it measures.

Imported only when a file must be opened: a run in which nothing changed needs none of this.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from storyboard.model.media import Inspected, Problem
from storyboard.model.story import File
from storyboard.probe.bounds import BOUNDS, Measured, too_heavy
from storyboard.probe.formats import FORMATS, HEAD, mismatch, recognise
from storyboard.probe.images import measure_image
from storyboard.probe.sounds import measure_sound
from storyboard.probe.videos import measure_video

if TYPE_CHECKING:
    import io

    from storyboard.model.media import Use


def look(file: io.BufferedReader, name: str, size: int, use: Use) -> Inspected:
    """Look inside an open file: what it is, how heavy, whether it decodes, and what it measures."""
    bounds = BOUNDS[use]
    file.seek(0)
    key = recognise(name, file.read(HEAD), bounds)
    heavy = too_heavy(name, size, bounds)
    refused = tuple(each for each in (key, heavy) if isinstance(each, Problem))
    if isinstance(key, Problem) or refused:
        return Inspected(None, refused)
    digest = digest_of(file)
    measured = _measure(file, name, size, key, use)
    if isinstance(measured, Problem):
        return Inspected(None, (*mismatch(name, key), measured))
    file_ = File(
        name,
        digest,
        FORMATS[key].suffixes[0],
        measured.width,
        measured.height,
        measured.length_ms,
        measured.has_sound,
    )
    return Inspected(file_, (*mismatch(name, key), *measured.problems))


def _measure(file: io.BufferedReader, name: str, size: int, key: str, use: Use) -> Measured | Problem:
    """Decode by use."""
    bounds = BOUNDS[use]
    if use == "image":
        file.seek(0)
        return measure_image(name, file.read(bounds.most_bytes), key, bounds)
    if use == "video":
        return measure_video(name, file, size, key, bounds)
    return measure_sound(name, file, size, key, bounds)


def digest_of(file: io.BufferedReader) -> str:
    """Hash an open file from its beginning."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()
