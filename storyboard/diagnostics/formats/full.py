"""For people: the message, the line with a caret under the place, what to do, and a count at the end."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from storyboard.diagnostics.formats import DEFAULTS_NAME, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from storyboard.diagnostics.diagnostic import Diagnostic, Report
    from storyboard.model.source import Place, Source

MOST_SHOWN = 50
_TAB = 4
_WIDEST = 120  # columns of a source line; of a longer one the part round the caret is shown
_LEAD = 30  # columns kept before the caret of such a line

_COLORS = {"error": "31", "warning": "33", "note": "36"}
_FRAME = "34"


class _Sheet(NamedTuple):
    """What a block is drawn on: the texts, the columns for line numbers, whether there is colour."""

    sources: Mapping[str, Source]
    gutter: int
    color: bool

    def paint(self, text: str, *codes: str) -> str:
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.color and text else text

    def row(self, sign: str, text: str = "", number: str = "") -> str:
        return f"{self.paint(number.rjust(self.gutter), _FRAME)} {self.paint(sign, _FRAME)} {text}".rstrip()


class _Pen(NamedTuple):
    """How a place is pointed at."""

    arrow: str
    caret: str
    color: str


def write(report: Report, out: TextIO, *, color: bool = False) -> None:
    """Write at most 50 findings, errors before others where there are more, and a summary."""
    found = report.diagnostics
    if not found:
        return
    shown = _chosen(found)
    out.writelines("\n".join(_block(one, report, color)) + "\n\n" for one in shown)
    if len(shown) < len(found):
        out.write(f"… and {len(found) - len(shown)} more\n")
    out.write(_summary(found) + "\n")


def _chosen(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    if len(found) <= MOST_SHOWN:
        return found
    ranks = tuple(_COLORS)
    first = sorted(range(len(found)), key=lambda index: ranks.index(found[index].severity))[:MOST_SHOWN]
    return tuple(found[index] for index in sorted(first))


def _block(found: Diagnostic, report: Report, color: bool) -> Iterator[str]:
    places = (found.place, *(related.place for related in found.related))
    sheet = _Sheet(report.sources, max(len(str(place.line)) for place in places), color)
    head = sheet.paint(f"{found.severity}[{found.code}]", "1", _COLORS[found.severity])
    yield head + sheet.paint(f": {printable(found.message)}", "1")
    yield from _snippet(sheet, found.place, found.label, _Pen("-->", "^", _COLORS[found.severity]))
    for related in found.related:
        yield from _snippet(sheet, related.place, related.message, _Pen(":::", "-", _FRAME))
    for line in found.help.splitlines():
        yield sheet.row("=", f"{sheet.paint('help', '1')}: {printable(line)}")


def _snippet(sheet: _Sheet, place: Place, label: str, pen: _Pen) -> Iterator[str]:
    file = printable(place.file) if place.file else DEFAULTS_NAME
    yield f"{' ' * sheet.gutter}{sheet.paint(pen.arrow, _FRAME)} {file}:{place.line}:{place.column}"
    source = sheet.sources.get(place.file) if place.file else None
    if source is None or place.line > len(source.lines):
        if label:
            yield sheet.row("=", printable(label))
        return
    line, before, width = _drawn(source, place)
    marks = f"{pen.caret * width} {printable(label)}".rstrip()
    yield sheet.row("|")
    yield sheet.row("|", line, str(place.line))
    yield sheet.row("|", " " * before + sheet.paint(marks, pen.color))


def _drawn(source: Source, place: Place) -> tuple[str, int, int]:
    """Give a source line as shown, the columns before the place, and the place's own, at least one."""
    start = source.lines[place.line - 1]
    end = source.lines[place.line] if place.line < len(source.lines) else len(source.text)
    text = source.text[start:end].rstrip("\r\n")
    first = min(place.column - 1, len(text))
    last = min(place.end_column - 1, len(text)) if place.end_line == place.line else len(text.rstrip())
    cells = [_cell(char) for char in text]
    left, right = _window([_width(cell) for cell in cells], first)
    head, tail = "…" if left else "", "…" if right < len(cells) else ""
    before = len(head) + sum(map(_width, cells[left:first]))
    width = sum(map(_width, cells[first : min(last, right)]))
    return head + "".join(cells[left:right]) + tail, before, max(width, 1)


def _window(widths: list[int], first: int) -> tuple[int, int]:
    """Give the part of a line that is shown: all of it, or what fits with the place near its left end."""
    if sum(widths) <= _WIDEST:
        return 0, len(widths)
    left, lead = first, 0
    while left > 0 and lead + widths[left - 1] <= _LEAD:
        left -= 1
        lead += widths[left]
    right, room = left, 0
    while right < len(widths) and room + widths[right] <= _WIDEST:
        room += widths[right]
        right += 1
    return left, right


def _cell(char: str) -> str:
    return " " * _TAB if char == "\t" else printable(char)


def _width(cell: str) -> int:
    """Count a cell's terminal columns: two for wide East Asian signs and emoji, none for what combines."""
    if len(cell) != 1:
        return len(cell)
    if unicodedata.combining(cell) or unicodedata.category(cell) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(cell) in "WF" else 1


def _summary(found: tuple[Diagnostic, ...]) -> str:
    counts = [(sum(one.severity == kind for one in found), kind) for kind in _COLORS]
    text = ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for count, kind in counts if count)
    fixable = sum(one.fix is not None for one in found)
    return f"{text}; {fixable} can be fixed with `storyboard check --fix`" if fixable else text
