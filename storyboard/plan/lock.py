"""`storyboard.lock`: which take belongs to which shot. One JSON line a shot, sorted by key, merged by union."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from storyboard.model.take import LockLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Lock(NamedTuple):
    """The lines of a lock by key."""

    lines: Mapping[str, LockLine]

    def find(self, key: str) -> LockLine | None:
        """Give the line of a key, if that shot is rendered."""
        return self.lines.get(key)

    def with_lines(self, lines: Iterable[LockLine]) -> Lock:
        """Give a lock in which these lines replace those of their keys."""
        return Lock({**self.lines, **{line.key: line for line in lines}})


EMPTY = Lock({})
_DIGEST = re.compile("[0-9a-f]{64}")


def parse(text: str) -> Lock:
    """Read a lock: any order, duplicates (the highest `pinned` wins, then the highest take), conflict marks ignored."""
    lines: dict[str, LockLine] = {}
    for row in text.split("\n"):  # a label may hold other separators
        line = _line(row.strip())
        if line is None:
            continue
        other = lines.get(line.key)
        if other is None or (line.pinned, line.take) > (other.pinned, other.take):
            lines[line.key] = line
    return Lock(lines)


def dump(lock: Lock) -> str:
    """Write a lock: one line a shot, sorted by key, a newline at the end."""
    rows = [
        json.dumps(
            {**line._asdict(), "scenes": list(line.scenes)}, ensure_ascii=False, separators=(", ", ": ")
        )
        for _, line in sorted(lock.lines.items())
    ]
    return "".join(f"{row}\n" for row in rows)


def _line(row: str) -> LockLine | None:
    if not row.startswith("{"):
        return None
    try:
        found: dict[str, Any] = json.loads(row)
        if not _DIGEST.fullmatch(str(found["sha256"])):  # it names a file: a lock may come from a stranger
            return None
        return LockLine(
            key=str(found["key"]),
            take=int(found["take"]),
            pinned=int(found.get("pinned") or 0),
            sha256=str(found["sha256"]),
            seconds=int(found["seconds"]),
            dialect=str(found.get("dialect", "")),
            model=str(found["model"]),
            cost=str(found.get("cost") or ""),
            episode=str(found.get("episode", "")),
            scenes=tuple(str(scene) for scene in found.get("scenes", ())),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
