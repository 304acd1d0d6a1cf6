"""The author's own prompt template: a text file of the project, named by `prompt`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storyboard.diagnostics import Diagnostic
from storyboard.diagnostics.place import value_place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from storyboard.diagnostics import Report
    from storyboard.model.source import Document


def prompt_template(document: Document, root: Path, report: Report, refused: Callable[[str], str]) -> str:
    """Read the template that the settings name; "" where there is none or it cannot be used.

    It must lie inside the project, symlinks followed; `refused` tells why a text may not be used as one.
    """
    settings = document.tree.get("defaults", {})
    name = settings.get("prompt")
    if not isinstance(name, str) or not name or "{{" in name:
        return ""
    place = value_place(document, settings, "prompt")

    def wrong(code: str, message: str, help_: str) -> str:
        report.add(Diagnostic(code, "error", message, place, help=help_))
        return ""

    try:
        path = (root / name).resolve()
        inside = path.is_relative_to(root.resolve()) and "\x00" not in name
        if not inside:
            return wrong("SB0402", f"`{name}` leaves the project", "put the template inside the project")
        if not path.is_file():
            return wrong(
                "SB0401", f"`{name}` does not exist", "check the path: it is relative to the project's root"
            )
        if path.stat().st_size > 64 * 1024:
            return wrong("SB0101", f"`{name}` is larger than 64 KiB", "a prompt template is a page of text")
        text = path.read_text("utf-8")
    except (OSError, ValueError):
        return wrong("SB0001", f"`{name}` cannot be read as UTF-8 text", "check the path and its permissions")
    said = refused(text)
    return (
        wrong("SB0614", f"`{name}` cannot be used as a prompt template: {said}", "see docs/writing.md")
        if said
        else text
    )
