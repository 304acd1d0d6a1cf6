"""From what an author wrote to a regular file inside the project, links followed, or the reason why not."""

from __future__ import annotations

import os
import re
import stat
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from storyboard.diagnostics.suggest import nearest
from storyboard.model.media import Problem
from storyboard.probe.words import shown

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_DRIVE = re.compile(r"[A-Za-z]:")
_MOST_NAMES = 2000
_INSIDE = (
    "copy the file into the project and write its path from the project's folder, like `assets/mira.png`"
)


class Located(NamedTuple):
    """A regular file: `name` from the root as written, `real` where it lies (to open, never to print)."""

    name: str
    real: str
    stat: os.stat_result


def locate(root: Path, path: str) -> Located | Problem:
    """Find a file inside `root`, which is resolved; the text is judged before the disk is touched."""
    problem = _unlawful(root, path)
    if problem is not None:
        return problem
    real = os.path.realpath(root / path)
    if not Path(real).is_relative_to(root):
        return Problem("SB0402", "error", f"{shown(path)} is a link that leads out of the project", _INSIDE)
    try:
        found = os.stat(real)  # noqa: PTH116 - `real` is text, resolved
    except (FileNotFoundError, NotADirectoryError):
        return _missing(root, path)
    except OSError as error:
        return unreadable(path, error)
    if stat.S_ISDIR(found.st_mode):
        return Problem("SB0401", "error", f"{shown(path)} is a folder, not a file", "name a file in it")
    if not stat.S_ISREG(found.st_mode):
        message = f"{shown(path)} is not a regular file, but a pipe, a socket or a device"
        return Problem("SB0413", "error", message, "name a regular file")
    return Located(_name(root, path, real), real, found)


def unreadable(path: str, error: OSError) -> Problem:
    """Say that the system refused a file, in its own words."""
    why = (error.strerror or "it cannot be read").lower()
    return Problem(
        "SB0413", "error", f"{shown(path)} cannot be opened: {why}", "check the file and its permissions"
    )


def _name(root: Path, path: str, real: str) -> str:
    """Write the path without `.`; one with `..` is named by where it leads: a link may stand before it."""
    written = PurePosixPath(path)
    return Path(real).relative_to(root).as_posix() if ".." in written.parts else written.as_posix()


def _unlawful(root: Path, path: str) -> Problem | None:
    """Give the rule that a path breaks, from its text alone."""
    if not path:
        return Problem(
            "SB0401", "error", "the path is empty", "write the file's path from the project's folder"
        )
    name = shown(path)
    if _CONTROL.search(path):
        return Problem("SB0402", "error", f"{name} holds a character that no path may have", "remove it")
    if path.startswith("/") or _DRIVE.match(path):
        return Problem(
            "SB0402",
            "error",
            f"{name} is an absolute path: it exists on one machine only",
            _relative(root, path),
        )
    if path.startswith("~"):
        return Problem("SB0402", "error", f"{name} starts at somebody's home folder", _INSIDE)
    if "\\" in path:
        return Problem(
            "SB0402", "error", f"{name} has backslashes", f"write {shown(path.replace(chr(92), '/'))}"
        )
    depth = 0
    for part in path.split("/"):
        depth += {"": 0, ".": 0, "..": -1}.get(part, 1)
        if depth < 0:
            return Problem("SB0402", "error", f"{name} leads out of the project", _INSIDE)
    return None


def _relative(root: Path, path: str) -> str:
    """Advise on an absolute path: what to write instead, where it lies in the project."""
    try:
        inside = PurePosixPath(path).relative_to(root.as_posix())
    except ValueError:
        return _INSIDE
    return f"write {shown(inside.as_posix())}"


def _missing(root: Path, path: str) -> Problem:
    """Say which part of a path does not exist, and what its folder holds that reads like it."""
    if (root / path).is_symlink():
        message = f"{shown(path)} is a link to a file that does not exist"
        return Problem("SB0401", "error", message, "mend the link, or replace it by the file")
    parts = PurePosixPath(path).parts
    known = 0
    while known < len(parts) - 1 and root.joinpath(*parts[: known + 1]).is_dir():
        known += 1
    what = "file" if known == len(parts) - 1 else "folder"
    here, rest = parts[:known], parts[known + 1 :]
    message = f"there is no {what} {shown(PurePosixPath(*parts[: known + 1]).as_posix())}"
    near = nearest(parts[known], _names(root.joinpath(*here)))
    if not near:
        return Problem("SB0401", "error", message, "check its name; it is read from the project's folder")
    whole = PurePosixPath(*here, near, *rest)
    meant = whole if (root / whole).is_file() else PurePosixPath(*here, near)
    return Problem("SB0401", "error", message, f"did you mean {shown(meant.as_posix())}?")


def _names(folder: Path) -> list[str]:
    """List what a folder holds, hidden files apart; nothing if it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, _MOST_NAMES)]
    except OSError:
        return []
    return sorted(name for name in names if not name.startswith("."))
