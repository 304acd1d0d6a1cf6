"""Where things lie: the project root, its folders, the data files that ship with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

EPISODE_SUFFIX = ".storyboard.yaml"
SERIES = "series.yaml"


class Project(NamedTuple):
    """A project's folders. `root` is the nearest folder upward with a `series.yaml`, else the episode's own."""

    root: Path

    @property
    def state(self) -> Path:
        """Takes, memo and ledger; never committed."""
        return self.root / ".storyboard"

    @property
    def build(self) -> Path:
        """Finished episodes; never committed."""
        return self.root / "build"

    @property
    def lock(self) -> Path:
        """Which take belongs to which shot; committed."""
        return self.root / "storyboard.lock"

    @property
    def series(self) -> Path:
        """What the episodes share; it may not exist."""
        return self.root / SERIES

    def relative(self, path: Path) -> str:
        """Give a path as it is written in YAML and shown to people: from the root, with `/`."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.name


def project_of(path: Path) -> Project:
    """Find the project that a file or folder belongs to (writing.md, "Files")."""
    folder = path if path.is_dir() else path.parent
    folder = folder.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / SERIES).is_file():
            return Project(candidate)
    return Project(folder)


@cache
def data(name: str) -> Path:
    """Give the path of a file that ships with the program, e.g. `schemas/storyboard.schema.json`.

    A wheel holds it in `storyboard/_data`; a checkout has `schemas/` and `templates/` beside the package.
    """
    package = Path(__file__).parent
    shipped = package / "_data" / name
    return shipped if shipped.exists() else package.parent / name


def episode_id(path: Path) -> str:
    """Give the id of an episode's file: its name without `.storyboard.yaml`."""
    name = path.name
    return name[: -len(EPISODE_SUFFIX)] if name.endswith(EPISODE_SUFFIX) else path.stem
