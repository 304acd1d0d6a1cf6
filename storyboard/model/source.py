"""A text file and a place in it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Place(NamedTuple):
    """A span of text. Lines and columns count from 1, in code points; the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Source(NamedTuple):
    """One text as read: `path` relative to the project root (`/` separators), `text` without a byte order mark."""

    path: str
    text: str
    lines: tuple[int, ...]  # index of the first character of each line

    def place(self, start: int, end: int) -> Place:
        """Give the place of `text[start:end]`."""
        line = bisect_right(self.lines, start)
        end_line = bisect_right(self.lines, end)
        return Place(
            self.path,
            line,
            start - self.lines[line - 1] + 1,
            end_line,
            end - self.lines[end_line - 1] + 1,
        )

    def offset(self, line: int, column: int) -> int:
        """Give the index in `text` of a line and column, both counted from 1."""
        return self.lines[line - 1] + column - 1


class Mark(NamedTuple):
    """Where one entry of a map or list starts: `source` is an index into `Document.sources`, the rest into its text."""

    source: int
    key: int
    value: int


class Document(NamedTuple):
    """A tree of maps, lists and scalars, with the origin of every entry.

    `marks[id(container)]` maps the keys (or list indices) of a container to a `Mark`; a container is kept alive by the
    tree, so its id is stable. A merged document has several sources; `sources[0]` is the file that was asked for.
    A source called `""` stands for the program's own defaults.
    """

    tree: dict[str, Any]
    sources: tuple[Source, ...]
    marks: Mapping[int, Mapping[Any, Mark]]
