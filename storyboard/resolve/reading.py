"""Reads a merged document without trusting its shape: what the schema refused is skipped here, not reported twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from storyboard.diagnostics import Diagnostic, Fix, Related
from storyboard.diagnostics.place import key_place, value_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storyboard.diagnostics import Report, Severity
    from storyboard.model.media import Inspected, Probe, Use
    from storyboard.model.source import Document, Place
    from storyboard.model.story import File


class Context(NamedTuple):
    """What every reader of the document needs."""

    document: Document
    report: Report
    probe: Probe

    def say(
        self,
        code: str,
        message: str,
        place: Place,
        *,
        severity: Severity = "error",
        label: str = "",
        help: str = "",  # noqa: A002
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        """Report one problem."""
        self.report.add(Diagnostic(code, severity, message, place, label, help, related, fix))


class Node(NamedTuple):
    """A map of the document and its reader."""

    context: Context
    tree: dict[str, Any]

    def text(self, key: str) -> str:
        """Give a text, stripped; "" where there is none."""
        value = self.tree.get(key)
        return value.strip() if isinstance(value, str) else ""

    def whole(self, key: str) -> int | None:
        """Give a whole number, or None."""
        value = self.tree.get(key)
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, key: str) -> bool:
        """Give a boolean; False where there is none."""
        return self.tree.get(key) is True

    def node(self, key: str) -> Node:
        """Give the map under a key; an empty one where there is none."""
        value = self.tree.get(key)
        return Node(self.context, value if isinstance(value, dict) else {})

    def nodes(self, key: str) -> Iterator[tuple[str, Node]]:
        """Give the entries of the map under a key that are maps themselves."""
        value = self.tree.get(key)
        if isinstance(value, dict):
            for name, item in value.items():
                if isinstance(item, dict):
                    yield name, Node(self.context, item)

    def items(self, key: str) -> list[Any]:
        """Give a list, a single value as a list of one, or nothing."""
        value = self.tree.get(key)
        return value if isinstance(value, list) else [] if value is None else [value]

    def place(self, key: Any) -> Place:
        """Give the place of a key's value."""
        return value_place(self.context.document, self.tree, key)

    def key_place(self, key: Any) -> Place:
        """Give the place of a key."""
        return key_place(self.context.document, self.tree, key)

    def file(self, key: str, use: Use) -> File | None:
        """Give the file named under a key, inspected."""
        path = self.text(key)
        return inspected(self.context, path, use, self.place(key)) if path else None


def inspected(context: Context, path: str, use: Use, place: Place) -> File | None:
    """Look into a file and report what is wrong with it at the place that names it."""
    if "{{" in path or "{%" in path:
        return None
    found: Inspected = context.probe(path, use)
    for problem in found.problems:
        context.say(problem.code, problem.message, place, severity=problem.severity, help=problem.help)
    return found.file
