"""The table of output formats, each a module with `write(report, out)`; imported when it is asked for."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

    from storyboard.diagnostics.diagnostic import Report

FORMATS: dict[str, str] = {
    "full": "storyboard.diagnostics.formats.full",
    "concise": "storyboard.diagnostics.formats.concise",
    "json": "storyboard.diagnostics.formats.json",
    "sarif": "storyboard.diagnostics.formats.sarif",
    "github": "storyboard.diagnostics.formats.github",
}

DEFAULTS_NAME = "built-in defaults"  # shown for a place in no file

# Controls could rewrite the terminal, bidirectional ones the meaning of a line; a lone surrogate is no UTF-8.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def write(name: str, report: Report, out: TextIO, *, color: bool = False) -> None:
    """Write a report in a format; raises KeyError for an unknown one. Only `full` has colour."""
    module = import_module(FORMATS[name])
    if color and name == "full":
        module.write(report, out, color=True)
    else:
        module.write(report, out)


def printable(text: str) -> str:
    """Give a text that is safe on a terminal and in UTF-8: what would not show becomes `�`."""
    return _UNPRINTABLE.sub("�", text)
