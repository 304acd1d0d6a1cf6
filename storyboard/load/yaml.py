"""YAML events to data with the place of every entry, under limits that turn every known YAML bomb into one clear error.

Built on PyYAML's event parser (C, else the pure one): the C event stream has no recursion, and a builder of our own is
twice as fast as `CSafeLoader` while it keeps all positions (decisions.md, "Reading YAML").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from storyboard.diagnostics import Diagnostic, Related
from storyboard.load import traps
from storyboard.load.scalars import LONGEST_INTEGER, UNUSUAL, scalar
from storyboard.model.source import Mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from storyboard.diagnostics import Report
    from storyboard.model.source import Source

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML built without libyaml: the same events, slower
    from storyboard.load.pure import Parser as _Parser  # type: ignore[assignment]

Marks = dict[int, dict[Any, Mark]]


class Limits(NamedTuple):
    """What one file may hold (writing.md, "Files")."""

    file_bytes: int = 8 * 1024 * 1024
    depth: int = 64
    nodes: int = 2_000_000
    expanded: int = 100_000


LIMITS = Limits()


class Refused(Exception):  # noqa: N818 - it never leaves this module
    """Reading stops here: code, message, help and the span (start, end) in the text."""

    def __init__(self, code: str, message: str, help: str, start: int, end: int = 0) -> None:  # noqa: A002
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help
        self.start = start
        self.end = end or start + 1


def read(
    source: Source,
    number: int,
    report: Report,
    limits: Limits = LIMITS,
    parser: Callable[[str], Any] = _Parser,
) -> tuple[Any, Marks]:
    """Read one YAML text; `number` is the source's index for the marks.

    Gives the tree and its marks, or `None` and no marks where the text cannot be read; what is wrong is in the report.
    A known trap (an unquoted `@`, say) is reported, patched in memory by a stand-in of the same length and read on, so
    that all problems of a file show at once.
    """
    text = source.text
    while True:
        try:
            tree, marks = Builder(source, number, report, limits).build(parser(text))
            return (tree if text is source.text else traps.restore(tree)), marks
        except Refused as refused:
            if refused.code == "SB0009":
                text = traps.braces(source, text, refused.start, report)
                continue
            place = source.place(refused.start, min(refused.end, len(source.text)))
            report.add(Diagnostic(refused.code, "error", refused.message, place, help=refused.help))
            return None, {}
        except yaml.YAMLError as error:
            patched = traps.patch(source, text, error, report)
            if patched is None:
                return None, {}
            text = patched


class Builder:
    """Turns one event stream into a tree. One use, then thrown away."""

    def __init__(self, source: Source, number: int, report: Report, limits: Limits) -> None:
        self.source = source
        self.number = number
        self.report = report
        self.limits = limits
        self.marks: Marks = {}
        self.anchors: dict[str, Any] = {}
        self.stack: list[tuple[Any, dict[Any, Mark], bool, Any, int, str | None]] = []  # open containers
        self.extents: dict[int, tuple[int, int]] = {}
        self.keep: list[Any] = []  # containers that left the tree must not give their id to another
        self.expanded = 0

    def build(self, parser: Any) -> tuple[Any, Marks]:
        """Read the whole stream."""
        next_event: Any = parser.get_event
        next_event()
        event: Any = next_event()
        if event.__class__ is StreamEndEvent:
            return None, self.marks
        tree = self._node(next_event)
        next_event()
        following: Any = next_event()
        if isinstance(following, DocumentStartEvent):
            mark: Any = following.start_mark
            start = mark.index
            message = "a second YAML document in one file"
            raise Refused("SB0007", message, "one file is one document: remove the `---`", start, start + 3)
        return tree, self.marks

    def _node(self, next_event: Any) -> Any:
        """Read one node and all below it, without recursion; the common case, a scalar, is handled first."""
        number, marks, kind_of_mark, new = self.number, self.marks, Mark, tuple.__new__
        container: Any = None
        entries: dict[Any, Mark] = {}
        is_map = waiting = False  # waiting: a key was read, its value comes next
        key: Any = None
        key_at = 0
        stack, depth, nodes = self.stack, self.limits.depth, self.limits.nodes
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                value = event.value
                odd = (not value or value[0] in UNUSUAL) if event.implicit[0] else event.tag is not None
                if odd or event.anchor is not None:
                    value = self._scalar(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                nodes -= len(entries)
                if nodes < 0 or "<<" in entries or None in entries:
                    self._check(container, entries, nodes)
                finished = container
                container, entries, is_map, key, key_at, anchor = stack.pop()
                if anchor is not None:
                    self.anchors[anchor] = finished
                if not stack:
                    return finished
                waiting = False
                continue
            elif kind is AliasEvent:
                value = self._alias(event)
            else:
                if event.tag is not None or len(stack) >= depth:
                    self._refuse(event)
                value = {} if kind is MappingStartEvent else []
            at = event.start_mark.index
            if waiting:
                container[key] = value
                entries[key] = new(kind_of_mark, (number, key_at, at))
                waiting = False
            elif is_map:
                key, key_at, waiting = value, at, True
                if kind is not ScalarEvent or value.__class__ is not str or value in entries:
                    key = self._key(value, event, entries)
                continue
            elif container is not None:
                entries[len(container)] = new(kind_of_mark, (number, at, at))
                container.append(value)
            elif kind is ScalarEvent:
                return value
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append((container, entries, is_map, key, key_at, event.anchor))
                container, entries, is_map = value, {}, kind is MappingStartEvent
                marks[id(value)] = entries

    def _scalar(self, event: Any) -> Any:
        if event.tag is not None:
            self._tag(event)
        if event.implicit[0]:
            try:
                value = scalar(event.value)
            except OverflowError:
                start, end = event.start_mark.index, event.end_mark.index
                message = f"a number of more than {LONGEST_INTEGER} digits"
                raise Refused("SB0105", message, "put quotes round it if it is text", start, end) from None
        else:
            value = event.value
        if event.anchor:
            self.anchors[event.anchor] = value
        return value

    def _check(self, container: Any, entries: dict[Any, Mark], nodes_left: int) -> None:
        """Look closer at a finished container: too many values, `<<` maps, or keys that stood twice."""
        if nodes_left < 0:
            at = next(reversed(entries.values())).value
            message = f"more than {self.limits.nodes:,} values in one file"
            raise Refused("SB0103", message, "split the episode, or check for a mistake", at)
        if isinstance(container, dict):
            if "<<" in entries:
                self._merge(container, entries)
            if None in entries:  # second values of keys that stood twice
                del entries[None], container[None]

    def _refuse(self, event: Any) -> None:
        if event.tag is not None:
            self._tag(event)
        message = f"nested more than {self.limits.depth} levels deep"
        help_ = "a storyboard needs about six levels: check the brackets"
        raise Refused("SB0102", message, help_, event.start_mark.index)

    def _tag(self, event: Any) -> None:
        start = event.start_mark.index
        tag = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
        message = f"the tag `{tag}` is not part of the language"
        raise Refused(
            "SB0005", message, "remove it, or put quotes round the value", start, event.end_mark.index
        )

    def _key(self, value: Any, event: Any, entries: dict[Any, Mark]) -> str | None:
        """Give the key as text; None for a duplicate, which is reported and left out."""
        start, end = event.start_mark.index, event.end_mark.index
        if event.__class__ is not ScalarEvent:
            if self.source.text[start - 1 : start + 1] == "{{":
                raise Refused("SB0009", "", "", start - 1)
            message = "a key must be plain text"
            raise Refused("SB0006", message, "put quotes round a text with brackets", start, end)
        key = value if isinstance(value, str) else self.source.text[start:end]
        if key in entries:
            first = entries[key]
            self.report.add(
                Diagnostic(
                    "SB0004",
                    "error",
                    f"`{key}` stands twice in one map",
                    self.source.place(start, end),
                    label="again here",
                    help="only one of them can count: remove or rename the other",
                    related=(Related(self.source.place(first.key, first.key + len(key)), "first here"),),
                )
            )
            return None
        return key

    def _alias(self, event: Any) -> Any:
        name, start, end = event.anchor, event.start_mark.index, event.end_mark.index
        if any(opened[-1] == name for opened in self.stack):
            message = f"`*{name}` stands inside its own anchor"
            raise Refused("SB0012", message, "a value cannot contain itself", start, end)
        if name not in self.anchors:
            message = f"`*{name}` has no anchor `&{name}` before it"
            raise Refused("SB0012", message, "put quotes round the value if it is text", start, end)
        value = self.anchors[name]
        size, depth = self._extent(value)
        self.expanded += size
        if self.expanded > self.limits.expanded:
            message = f"aliases expand to more than {self.limits.expanded:,} values"
            raise Refused("SB0104", message, "write the values out, or share fewer", start, end)
        if len(self.stack) + depth > self.limits.depth:
            message = f"nested more than {self.limits.depth} levels deep"
            raise Refused("SB0102", message, "aliases nest here: write the values out", start, end)
        return value

    def _extent(self, value: Any) -> tuple[int, int]:
        """Give (values, levels) below a node as if every alias were written out; children are memoised before parents."""
        if value.__class__ is not dict and value.__class__ is not list:
            return 1, 0
        extent = self.extents.get(id(value))
        if extent is None:
            below = [self._extent(item) for item in (value.values() if isinstance(value, dict) else value)]
            extent = 1 + sum(size for size, _ in below), 1 + max((depth for _, depth in below), default=0)
            self.extents[id(value)] = extent
        return extent

    def _merge(self, container: dict[str, Any], entries: dict[Any, Mark]) -> None:
        """Fill a map from its `<<` maps: what it says itself wins, then the first of them."""
        mark = entries.pop("<<")
        merged = container.pop("<<")
        self.keep.append(merged)
        for other in merged if isinstance(merged, list) else [merged]:
            if not isinstance(other, dict):
                message = "`<<` takes a map, or a list of maps"
                raise Refused("SB0012", message, "write `<<: *name`, with `&name` on a map", mark.value)
            for key, value in other.items():
                if key not in container:
                    container[key] = value
                    entries[key] = self.marks[id(other)].get(key, mark)
            self.expanded += len(other)
            if self.expanded > self.limits.expanded:
                message = f"aliases expand to more than {self.limits.expanded:,} values"
                raise Refused("SB0104", message, "write the values out, or share fewer", mark.value)
