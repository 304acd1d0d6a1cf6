"""Workflow commands that GitHub Actions turns into annotations on the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storyboard.diagnostics.formats import printable

if TYPE_CHECKING:
    from typing import TextIO

    from storyboard.diagnostics.diagnostic import Diagnostic, Report

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def write(report: Report, out: TextIO) -> None:
    """Write one command a finding."""
    for found in report.diagnostics:
        lines = [found.message, found.help] if found.help else [found.message]
        text = "%0A".join(_escaped(printable(line)) for line in lines)
        out.write(f"::{_COMMANDS[found.severity]} {_properties(found)}::{text}\n")


def _properties(found: Diagnostic) -> str:
    place = found.place
    values: dict[str, str | int] = {"title": f"storyboard ({found.code})"}
    if place.file:
        values |= {"file": place.file, "line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # columns of several lines are refused
            values |= {"col": place.column, "endColumn": place.end_column}
    return ",".join(f"{name}={_escaped_property(printable(str(value)))}" for name, value in values.items())


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
