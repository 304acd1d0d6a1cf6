"""One line a finding: `file:line:column: severity[code] message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storyboard.diagnostics.formats import DEFAULTS_NAME, printable

if TYPE_CHECKING:
    from typing import TextIO

    from storyboard.diagnostics.diagnostic import Report


def write(report: Report, out: TextIO) -> None:
    """Write every finding in file order."""
    for found in report.diagnostics:
        place = found.place
        at = f"{place.file or DEFAULTS_NAME}:{place.line}:{place.column}"
        out.write(printable(f"{at}: {found.severity}[{found.code}] {found.message}") + "\n")
