"""The asset preflight: opens every file that a storyboard names as a provider would, before anybody pays."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard import __version__
from storyboard.model.media import Inspected, Problem
from storyboard.probe.paths import Located, locate, unreadable
from storyboard.store.safe import open_regular
from storyboard.store.stamps import Stamps, Stat

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from storyboard.config import Project
    from storyboard.model.media import Use

__all__ = ["Preflight"]

# A scheme, and no drive: `C:` is a path
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
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
        if _SCHEME.match(path):
            from storyboard.probe.urls import inspect_url  # noqa: PLC0415 - most storyboards name files only

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

    def knows_shape(self, digest: str) -> bool:
        """Say whether a text was found to keep to its schema in an earlier run."""
        return self._stamps.knows_shape(digest)

    def remember_shape(self, digest: str) -> None:
        """Keep that a text keeps to its schema."""
        self._stamps.remember_shape(digest)

    def save(self) -> None:
        """Write the memo for the next run, if anything was opened in this one."""
        self._stamps.save()

    def _looked(
        self, file: io.BufferedReader, found: Located, use: Use, before: Inspected | None
    ) -> Inspected:
        """Open a file, or only compare its digest with an earlier look that its times cannot vouch for."""
        from storyboard.probe.look import digest_of, look  # noqa: PLC0415 - a run that opens nothing needs no decoder

        stat = Stat.of(os.fstat(file.fileno()))
        same = before is not None and before.file is not None and digest_of(file) == before.file.sha256
        inspected = before if before is not None and same else look(file, found.name, stat.size, use)
        if Stat.of(os.fstat(file.fileno())) == stat:
            self._stamps.remember(found.name, use, stat, inspected)
        return inspected
