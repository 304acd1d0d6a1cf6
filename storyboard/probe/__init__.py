"""The asset preflight: opens every file that a storyboard names as a provider would, before anybody pays."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard import __version__
from storyboard.model.media import Inspected, Problem
from storyboard.model.story import File
from storyboard.probe.bounds import BOUNDS, Measured, too_heavy
from storyboard.probe.formats import FORMATS, HEAD, mismatch, recognise
from storyboard.probe.images import measure_image
from storyboard.probe.paths import Located, locate, unreadable
from storyboard.probe.sounds import measure_sound
from storyboard.probe.urls import inspect_url, is_url
from storyboard.probe.videos import measure_video
from storyboard.store.safe import open_regular
from storyboard.store.stamps import Stamps, Stat

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from storyboard.config import Project
    from storyboard.model.media import Use

__all__ = ["Preflight"]

# A change of the checks or of their wording makes older looks worthless.
_RULES = f"{__version__}/1"


class Preflight:
    """A `Probe` that remembers: a file whose stat is unchanged since an earlier run is not opened again.

    It never raises for what an author can do wrong, takes bounded time and memory for any bytes, and reads
    nothing outside the project. `Inspected.file` is None where nothing could be measured: it is missing or
    outside, too heavy, of no accepted format, or does not decode. One of the wrong size or length is given.
    """

    def __init__(self, project: Project, clock: Callable[[], int] = time.time_ns) -> None:
        self._root = Path(os.path.realpath(project.root))
        self._stamps = Stamps(project.state / "probe.json", _RULES, clock)

    def __call__(self, path: str, use: Use) -> Inspected:
        """Inspect what an author wrote: a path from the project root, or a URL."""
        if is_url(path):
            return inspect_url(path, use)
        found = locate(self._root, path)
        if isinstance(found, Problem):
            return Inspected(None, (found,))
        stamp = self._stamps.recall(found.name, use, Stat.of(found.stat))
        if stamp is not None and stamp.settled:
            return stamp.inspected
        try:
            with open_regular(found.real) as file:
                return self._looked(file, found, use, None if stamp is None else stamp.inspected)
        except OSError as error:
            return Inspected(None, (unreadable(found.name, error),))

    def save(self) -> None:
        """Write the memo for the next run, if anything was opened in this one."""
        self._stamps.save()

    def _looked(
        self, file: io.BufferedReader, found: Located, use: Use, before: Inspected | None
    ) -> Inspected:
        """Open a file, or only compare its digest with an earlier look that its times cannot vouch for."""
        stat = Stat.of(os.fstat(file.fileno()))
        same = before is not None and before.file is not None and _digest(file) == before.file.sha256
        inspected = before if before is not None and same else _inspect(file, found.name, stat.size, use)
        if Stat.of(os.fstat(file.fileno())) == stat:
            self._stamps.remember(found.name, use, stat, inspected)
        return inspected


def _inspect(file: io.BufferedReader, name: str, size: int, use: Use) -> Inspected:
    """Look inside an open file: what it is, how heavy, whether it decodes, and what it measures."""
    bounds = BOUNDS[use]
    file.seek(0)
    key = recognise(name, file.read(HEAD), bounds)
    heavy = too_heavy(name, size, bounds)
    refused = tuple(each for each in (key, heavy) if isinstance(each, Problem))
    if isinstance(key, Problem) or refused:
        return Inspected(None, refused)
    digest = _digest(file)
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


def _digest(file: io.BufferedReader) -> str:
    """Hash an open file from its beginning."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()
