"""One JSON document for programs (schemas/diagnostic.schema.json)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TextIO

    from storyboard.diagnostics.diagnostic import Diagnostic, Report
    from storyboard.model.source import Place


def write(report: Report, out: TextIO) -> None:
    """Write `{"version": 1, "diagnostics": […]}`."""
    document = {"version": 1, "diagnostics": [record(found) for found in report.diagnostics]}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    out.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")


def record(found: Diagnostic) -> dict[str, Any]:
    """Give one finding as the JSON object of the contract."""
    fix = found.fix
    return {
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "file": found.place.file,
        **_span(found.place),
        "help": found.help,
        "related": [
            {"message": other.message, "file": other.place.file, **_span(other.place)}
            for other in found.related
        ],
        "fix": {**_span(fix.place), "text": fix.text, "title": fix.title} if fix is not None else None,
    }


def _span(place: Place) -> dict[str, int]:
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
