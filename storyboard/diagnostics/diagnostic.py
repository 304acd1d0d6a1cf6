"""One finding, and the list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storyboard.model.source import Place, Source

Severity = Literal["error", "warning", "note"]


class Fix(NamedTuple):
    """A change to a text that mends the problem: replace what is at `place` by `text`."""

    place: Place
    text: str
    title: str


class Related(NamedTuple):
    """A second place that belongs to the problem."""

    place: Place
    message: str


class Diagnostic(NamedTuple):
    """One problem: `code` is stable (`SB0201`), `message` one line without a full stop in the author's words.

    `label` stands beside the caret; `help` says what to do; `fix` is what `check --fix` applies.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    label: str = ""
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


class Report:
    """Collects the problems of one run and the texts that they point into.

    The one mutable value of the compiler: stages add to it, nobody reads it but to stop or to print.
    """

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}
        self.sources: dict[str, Source] = {}

    def add(self, diagnostic: Diagnostic) -> None:
        """Add one finding; the same finding twice counts once."""
        self._found[diagnostic] = None

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add many findings."""
        for diagnostic in diagnostics:
            self.add(diagnostic)

    def read(self, source: Source) -> None:
        """Remember a text, so that its lines can be shown."""
        self.sources[source.path] = source

    @property
    def fatal(self) -> bool:
        """Whether an error was found."""
        return any(found.severity == "error" for found in self._found)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All findings in file order: the files as they were first read, then line, column and code."""
        order = {path: index for index, path in enumerate(self.sources)}
        return tuple(
            sorted(
                self._found,
                key=lambda found: (
                    order.get(found.place.file, len(order)),
                    found.place.file,
                    found.place.line,
                    found.place.column,
                    found.code,
                    found.message,
                ),
            )
        )
