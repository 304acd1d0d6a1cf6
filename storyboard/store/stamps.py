"""The memo of looks inside files, `.storyboard/probe.json`: a file of unchanged stat is not opened again."""

from __future__ import annotations

import contextlib
import json
import re
import time
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from storyboard.model.media import Inspected, Problem, Use
from storyboard.model.story import File
from storyboard.store.safe import make_state, read_bounded, write_whole

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from pathlib import Path

FORMAT = 1
MOST_BYTES = 32_000_000
MOST_SHAPES = 512
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SEVERITIES = ("error", "warning", "note")
_USES: tuple[str, ...] = get_args(Use)
# Two writes within one tick of a clock give the same times. Kernels tick at 100 Hz or faster; file systems
# that keep whole seconds only (FAT: two seconds) show it by times without a fraction.
_TICK_NS = 20_000_000
_COARSE_TICK_NS = 2_000_000_000
_SECOND_NS = 1_000_000_000


class Stat(NamedTuple):
    """What must be equal for bytes to be taken as unchanged. Times in ns since 1970."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @classmethod
    def of(cls, stat: os.stat_result) -> Stat:
        """Take the four from what the system told."""
        return cls(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


class Stamp(NamedTuple):
    """One look inside a file.

    `settled`: the file had been at rest long enough when it was stamped, so an equal stat proves equal bytes.
    Otherwise it may have been written again within the same tick, and only its digest proves anything.
    """

    stat: Stat
    settled: bool
    inspected: Inspected


class Stamps:
    """Looks inside files by (path, use). A damaged memo, or one made by other `rules`, counts as none.

    `rules` names the checks that were made; `clock` gives ns since 1970.
    """

    def __init__(self, path: Path, rules: str, clock: Callable[[], int] = time.time_ns) -> None:
        self._path = path
        self._rules = rules
        self._clock = clock
        self._stamps, self._shapes = _read(path, rules)
        self._asked: set[tuple[str, str]] = set()
        self._changed = False

    def recall(self, path: str, use: Use, stat: Stat) -> Stamp | None:
        """Give the last look inside a file if its stat is still the same."""
        self._asked.add((use, path))
        stamp = self._stamps.get((use, path))
        return stamp if stamp is not None and stamp.stat == stat else None

    def remember(self, path: str, use: Use, stat: Stat, inspected: Inspected) -> None:
        """Keep a look inside a file; `stat` was the same before and after it."""
        self._asked.add((use, path))
        stamp = Stamp(stat, _settled(stat, self._clock()), inspected)
        if self._stamps.get((use, path)) != stamp:
            self._stamps[use, path] = stamp
            self._changed = True

    def knows_shape(self, digest: str) -> bool:
        """Say whether a text, by its digest with its schema, was found to keep to that schema before."""
        return digest in self._shapes

    def remember_shape(self, digest: str) -> None:
        """Keep that a text keeps to its schema; only the latest are kept."""
        self._shapes[digest] = None
        while len(self._shapes) > MOST_SHAPES:
            del self._shapes[next(iter(self._shapes))]
        self._changed = True

    def save(self) -> None:
        """Write the memo if it changed, less the files that are gone; a read-only folder is no error."""
        if not self._changed:
            return
        root = self._path.parent.parent
        kept = {
            key: stamp
            for key, stamp in self._stamps.items()
            if key in self._asked or (root / key[1]).is_file()
        }
        files = {f"{key[0]}:{key[1]}": _written(stamp) for key, stamp in kept.items()}
        document = {"version": FORMAT, "rules": self._rules, "files": files, "shapes": list(self._shapes)}
        data = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
        with contextlib.suppress(OSError):  # the memo only saves time
            make_state(self._path.parent)
            write_whole(self._path, data)
            self._changed = False


def _settled(stat: Stat, now_ns: int) -> bool:
    """Say whether a later write to the file would have changed its times."""
    times = (stat.mtime_ns, stat.ctime_ns)
    coarse = all(each % _SECOND_NS == 0 for each in times)
    return now_ns - max(times) > (_COARSE_TICK_NS if coarse else _TICK_NS)


def _written(stamp: Stamp) -> dict[str, Any]:
    """Put a stamp in JSON's words."""
    file = stamp.inspected.file
    return {
        "stat": stamp.stat._asdict(),
        "settled": stamp.settled,
        "file": None if file is None else file._asdict(),
        "problems": [problem._asdict() for problem in stamp.inspected.problems],
    }


def _read(path: Path, rules: str) -> tuple[dict[tuple[str, str], Stamp], dict[str, None]]:
    """Read the memo; nothing in it is believed that is not of the right form."""
    try:
        document = json.loads(read_bounded(path, MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}, {}
    if not isinstance(document, dict) or (document.get("version"), document.get("rules")) != (FORMAT, rules):
        return {}, {}
    files = document.get("files")
    stamps = {}
    for key, value in files.items() if isinstance(files, dict) else ():
        use, _, name = key.partition(":")
        stamp = _stamp(value, name) if use in _USES else None
        if stamp is not None:
            stamps[use, name] = stamp
    shapes = document.get("shapes")
    known = shapes if isinstance(shapes, list) else []
    return stamps, {digest: None for digest in known if isinstance(digest, str)}


def _stamp(raw: Any, name: str) -> Stamp | None:
    """Read one entry, or give None if it is not one of ours."""
    try:
        stat = Stat(**raw["stat"])
        file = None if raw["file"] is None else File(**raw["file"])
        problems = tuple(Problem(**problem) for problem in raw["problems"])
        settled = raw["settled"]
    except (TypeError, KeyError):
        return None
    sound = (
        all(type(number) is int for number in stat._asdict().values())
        and type(settled) is bool
        and (file is None or _is_file(file, name))
        and all(_is_problem(problem) for problem in problems)
    )
    return Stamp(stat, settled, Inspected(file, problems)) if sound else None


def _is_file(file: File, name: str) -> bool:
    """Say whether a file read from the memo is of the right form, and the one that its key names."""
    return (
        file.path == name
        and isinstance(file.sha256, str)
        and _DIGEST.fullmatch(file.sha256) is not None
        and isinstance(file.suffix, str)
        and all(type(number) is int and number >= 0 for number in (file.width, file.height, file.length_ms))
        and type(file.has_sound) is bool
    )


def _is_problem(problem: Problem) -> bool:
    """Say whether a problem read from the memo is of the right form."""
    return problem.severity in _SEVERITIES and all(
        isinstance(text, str) for text in problem._asdict().values()
    )
