"""The span of a key or a value in the author's text, found from where it starts; never raises.

A `Mark` knows only starts, for that is what a YAML parser gives cheaply; the ends are looked for here, when
there is something to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from storyboard.model.source import Mark, Place, Source

if TYPE_CHECKING:
    from storyboard.model.source import Document

_LINE = re.compile(r"[^\r\n]*")
_BLANKS = re.compile(r"[ \t]*")
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*[ \t]+)+")
_DOUBLE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_SINGLE = re.compile(r"'[^']*(?:''[^']*)*'")
_COMMENT = re.compile(r"[ \t]#")
_PLAIN_KEY = re.compile(r"(?::(?=[ \t\r\n]|\Z)|[ \t]#|[\r\n])")
_FLOW_KEY = re.compile(r"(?::(?=[ \t\r\n,\[\]{}]|\Z)|[ \t]#|[\r\n,\[\]{}])")
_FLOW_VALUE = re.compile(r"(?:[ \t]#|[\r\n,\[\]{}])")
_FLOW_PART = re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*"|\'(?:[^\'\r\n]|\'\')*\'|[\[\]{}]|[ \t]#|[\r\n]')
_WORD = re.compile(r"[A-Za-z0-9_]")
_ID = re.compile(r"[a-z0-9_-]")


def key_place(document: Document, container: Any, key: Any) -> Place:
    """Give the place of a map's key, or of a list's entry; the document's start where it has no mark."""
    mark = _mark(document, container, key)
    if mark is None:
        return _start_of(document)
    if mark.key == mark.value:
        return value_place(document, container, key)
    source = document.sources[mark.source]
    return _span(source, *_key_span(document, container, mark, source))


def value_place(document: Document, container: Any, key: Any) -> Place:
    """Give the place of a value: its first line, the whole of a quoted text, the key of an empty one."""
    mark = _mark(document, container, key)
    if mark is None:
        return _start_of(document)
    source = document.sources[mark.source]
    start, end = _value_span(document, container, mark, source)
    if start == end and mark.key != mark.value:
        return _span(source, *_key_span(document, container, mark, source))
    return _span(source, start, end)


def text_place(document: Document, container: Any, key: Any, needle: str, nth: int = 0) -> Place:
    """Give the place of the nth `needle` (from 0) in a value's text; the value's where it is not found.

    A needle that begins or ends with an ASCII letter, a digit or `_` is a whole word; one that begins with
    `@` is a mention, so that `@mira` is not found in `@mira-2`, nor in `@@mira`. A fix needs `found_place`.
    """
    return found_place(document, container, key, needle, nth) or value_place(document, container, key)


def found_place(document: Document, container: Any, key: Any, needle: str, nth: int = 0) -> Place | None:
    """Give the place where `needle` itself stands, by the rules of `text_place`; None where it does not."""
    mark = _mark(document, container, key)
    if mark is None or not needle:
        return None
    source = document.sources[mark.source]
    start, end = _raw_span(document, container, mark, source)
    at = source.text.find(needle, start, end)
    while at >= 0:
        if _stands_alone(source.text, needle, at):
            if nth == 0:
                return _span(source, at, at + len(needle))
            nth -= 1
        at = source.text.find(needle, at + 1, end)
    return None


def _mark(document: Document, container: Any, key: Any) -> Mark | None:
    try:
        mark = document.marks.get(id(container), {}).get(key)
    except TypeError:  # a key that cannot be hashed has no mark
        return None
    if mark is None or not 0 <= mark.source < len(document.sources):
        return None
    size = len(document.sources[mark.source].text)
    return Mark(mark.source, min(max(mark.key, 0), size), min(max(mark.value, 0), size))


def _start_of(document: Document) -> Place:
    return document.sources[0].place(0, 0) if document.sources else Place("", 1, 1, 1, 1)


def _span(source: Source, start: int, end: int) -> Place:
    return source.place(start, max(start, end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip(" \t\r\n"))


def _key_span(document: Document, container: Any, mark: Mark, source: Source) -> tuple[int, int]:
    text = source.text
    start = _after_properties(text, mark.key)
    if text[start : start + 2] == "? ":
        start = _blanks_end(text, start + 1)
    quoted = _quoted(text, start)
    if quoted is not None:
        return start, quoted
    found = _PLAIN_KEY.search(text, start)
    end = found.start() if found else len(text)
    if _has_flow_sign(text, start, end) and _in_flow(document, container, mark.source):
        found = _FLOW_KEY.search(text, start)
        end = found.start() if found else len(text)
    return _trimmed(text, start, end)


def _value_span(document: Document, container: Any, mark: Mark, source: Source) -> tuple[int, int]:
    text = source.text
    start = _after_properties(text, mark.value)
    first = text[start : start + 1]
    quoted = _quoted(text, start)
    if quoted is not None:
        return start, quoted
    if first in ("|", ">"):
        return _block_line(text, start, _column(source, mark))
    if first in ("[", "{"):
        return start, _bracket_end(text, start)
    end = _line_end(text, start)
    comment = _COMMENT.search(text, start, end)
    if first == "#" and start > mark.key:  # nothing but a comment: the value is empty
        return start, start
    end = comment.start() if comment else end
    if _has_flow_sign(text, start, end) and _in_flow(document, container, mark.source):
        found = _FLOW_VALUE.search(text, start, end)
        end = found.start() if found else end
    return _trimmed(text, start, end)


def _raw_span(document: Document, container: Any, mark: Mark, source: Source) -> tuple[int, int]:
    """Give the whole of a value, all its lines."""
    text = source.text
    start = _after_properties(text, mark.value)
    first = text[start : start + 1]
    if first in ("|", ">"):
        return start, _indented_end(text, _line_end(text, start), _column(source, mark))
    if first in ('"', "'", "[", "{") or _in_flow(document, container, mark.source):
        return _value_span(document, container, mark, source)
    return start, _indented_end(text, _line_end(text, start), _column(source, mark))


def _quoted(text: str, start: int) -> int | None:
    """Give the end of a quoted scalar that starts here, or the line's end where the quote never closes."""
    first = text[start : start + 1]
    if first not in ('"', "'") or not first:
        return None
    found = (_DOUBLE if first == '"' else _SINGLE).match(text, start)
    return found.end() if found else _line_end(text, start)


def _block_line(text: str, start: int, column: int) -> tuple[int, int]:
    """Give the first line of a block scalar's content, or its `|` or `>` where it has none."""
    header = _line_end(text, start)
    at = header
    while at < len(text):
        line = _next_line(text, at)
        end = _line_end(text, line)
        content = _blanks_end(text, line)
        if content < end:
            return _trimmed(text, content, end) if content - line > column else (start, start + 1)
        if line == at:
            break
        at = end
    return start, start + 1


def _indented_end(text: str, at: int, column: int) -> int:
    """Give the end of the lines below `at` that are indented deeper than a column (from 0), or blank."""
    end = at
    while at < len(text):
        line = _next_line(text, at)
        if line == at:
            break
        at = _line_end(text, line)
        content = _blanks_end(text, line)
        if content < at:
            if content - line <= column:
                break
            end = at
    return end


def _column(source: Source, mark: Mark) -> int:
    """Give the column, from 0, that a value's lines are indented beyond: the key's, or a list's dash."""
    line = _line_start(source, mark.key)
    if mark.key == mark.value:
        return _blanks_end(source.text, line) - line if source.text[line : mark.key].strip() else -1
    return mark.key - line


def _bracket_end(text: str, start: int) -> int:
    """Give the end of a `[` list or `{` map, at most the end of its first line."""
    depth = 0
    for found in _FLOW_PART.finditer(text, start):
        part = found[0]
        if part in ("[", "{"):
            depth += 1
        elif part in ("]", "}"):
            depth -= 1
            if depth == 0:
                return found.end()
        elif part[0] in " \t\r\n":
            return _trimmed(text, start, found.start())[1]
    return _trimmed(text, start, len(text))[1]


def _in_flow(document: Document, container: Any, number: int) -> bool:
    """Whether a container is written with brackets: what stands before its first entry tells."""
    entries = document.marks.get(id(container), {}).values()
    first = next((mark for mark in entries if mark.source == number), None)
    if first is None:
        return False
    source = document.sources[number]
    text = source.text
    at = min(max(first.key, 0), len(text))
    line = _line_start(source, at)
    before = text[line:at].rstrip(" \t")
    if before:
        return before[-1] in "{[,"
    while line > 0:
        end = line
        line = _line_start(source, end - 1)
        before = text[line:end].strip()
        comment = _COMMENT.search(before)
        before = before[: comment.start()].rstrip() if comment else before
        if before and not before.startswith("#"):
            return before[-1] in "{["
    return False


def _stands_alone(text: str, needle: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + len(needle) : at + len(needle) + 1]
    if needle[0] == "@":
        return not (before == "@" or _WORD.match(before)) and not _ID.match(after)
    if _WORD.match(needle[0]) and _WORD.match(before):
        return False
    return not (_WORD.match(needle[-1]) and _WORD.match(after))


def _has_flow_sign(text: str, start: int, end: int) -> bool:
    return any(text.find(sign, start, end) >= 0 for sign in ",]}[{")


def _after_properties(text: str, start: int) -> int:
    found = _PROPERTIES.match(text, start)
    return found.end() if found else start


def _blanks_end(text: str, start: int) -> int:
    found = _BLANKS.match(text, start)
    return found.end() if found else start


def _line_end(text: str, start: int) -> int:
    found = _LINE.match(text, start)
    return found.end() if found else start


def _line_start(source: Source, at: int) -> int:
    return source.lines[bisect_right(source.lines, at) - 1]


def _next_line(text: str, end: int) -> int:
    """Give the start of the line after the one that ends at `end`; `end` itself at the end of the text."""
    if text.startswith("\r\n", end):
        return end + 2
    return end + 1 if end < len(text) else end
