"""YAML's traps for people who write prose: an unquoted `@`, `{{` or `: `, each with its own message and fix.

A trap stops the parser. To show every problem of a file at once the character is replaced, in memory, by a stand-in of the
same length, so that all places stay right; `restore` puts the author's characters back into the values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from storyboard.diagnostics import Diagnostic, Fix

if TYPE_CHECKING:
    import yaml

    from storyboard.diagnostics import Report
    from storyboard.model.source import Source

_STANDS_FOR = {"\ue0f0": "@", "\ue0f1": "{", "\ue0f2": "}", "\ue0f3": ":", "\ue0f4": "`", "\ue0f5": "%"}
_STAND_IN = {char: stand for stand, char in _STANDS_FOR.items()}
_RESTORE = str.maketrans(_STANDS_FOR)
_VALUE = re.compile(r"""\s*(?:-\s+)*(?:(?:"[^"\n]*"|'[^'\n]*'|[^:#"'\n][^:\n]*):\s+)?""")

_PLAIN_WORDS = {
    "could not find expected ':'": "a key without its `:`, or a text that goes on at the wrong indentation",
    "did not find expected key": "the indentation does not fit the lines above, or a quote is missing",
    "did not find expected '-' indicator": "the indentation of this list does not fit the lines above",
    "expected <block end>": "the indentation does not fit the lines above",
    "found a tab character that violates indentation": "a tab: YAML is indented by spaces only",
    "found unexpected end of stream": "a quote or a bracket is never closed",
    "did not find expected ',' or ']'": "a `[` list without its `]`, or without a comma",
    "did not find expected ',' or '}'": "a `{` map without its `}`, or without a comma",
    "found unknown escape character": "a backslash that means nothing inside double quotes: write `\\\\`, or use single quotes",
    "control characters are not allowed": "a control character, which YAML does not allow",
    "special characters are not allowed": "a control character, which YAML does not allow",
    "mapping values are not allowed": "a `: ` where no key can stand",
    "found undefined alias": "an alias without its anchor",
}


def restore(value: Any) -> Any:
    """Put the author's characters back for the stand-ins in a tree's values, in place; keys keep theirs."""
    if isinstance(value, str):
        return value.translate(_RESTORE)
    if isinstance(value, dict):
        for key, item in value.items():
            value[key] = restore(item)
    elif isinstance(value, list):
        value[:] = [restore(item) for item in value]
    return value


def quoted(text: str) -> str:
    """Give a text as a double-quoted YAML scalar."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def patch(source: Source, text: str, error: yaml.YAMLError, report: Report) -> str | None:
    """Report a syntax error; give the text to read on with where it was a known trap, else None."""
    start = min(_position(error, source), max(len(text) - 1, 0))
    char = text[start : start + 1]
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    if char and char in "@`%" and ("cannot start any token" in problem or "expected" in problem):
        return _unquoted(source, text, start, char, report)
    if char == ":" and "mapping values are not allowed" in problem:
        return _colon(source, text, start, report)
    if text[start : start + 2] == "{{" or text[max(start - 1, 0) : start + 1] == "{{":
        return braces(source, text, start, report)
    line = source.text[_line_start(source.text, start) : _line_end(source.text, start)]
    if "{{" in line and "quote" not in problem:
        at = _line_start(source.text, start) + line.index("{{")
        if text[at] == "{":
            return braces(source, text, at, report)
    report.add(
        Diagnostic(
            "SB0003",
            "error",
            f"the YAML cannot be read here: {_plain(problem, char)}",
            source.place(start, min(start + 1, len(source.text))),
            help="look at this line and the one above: indentation, quotes, brackets",
        )
    )
    return None


def _unquoted(source: Source, text: str, start: int, char: str, report: Report) -> str:
    code = "SB0008" if char == "@" else "SB0003"
    end = _value_end(source.text, start)
    fix = Fix(source.place(start, end), quoted(source.text[start:end]), "put quotes round the value")
    message = f"a value that starts with `{char}` needs quotes"
    place = source.place(start, end)
    report.add(Diagnostic(code, "error", message, place, help=f"write {fix.text}", fix=fix))
    return text[:start] + _STAND_IN[char] + text[start + 1 :]


def _colon(source: Source, text: str, at: int, report: Report) -> str | None:
    begin = _line_start(source.text, at)
    found = _VALUE.match(source.text, begin)
    start = found.end() if found and found.end() <= at else begin
    end = _value_end(source.text, start)
    if source.text[start:end][:1] in ('"', "'", ""):
        message = "a `: ` where no key can stand"
        place = source.place(at, at + 1)
        report.add(Diagnostic("SB0003", "error", message, place, help="put quotes round the whole value"))
        return None
    fix = Fix(source.place(start, end), quoted(source.text[start:end]), "put quotes round the value")
    message = "a value with `: ` in it needs quotes"
    place = source.place(start, end)
    report.add(Diagnostic("SB0010", "error", message, place, help=f"write {fix.text}", fix=fix))
    return text[:at] + _STAND_IN[":"] + text[at + 1 :]


def braces(source: Source, text: str, near: int, report: Report) -> str:
    """Report an unquoted `{{` at or just before `near`; give the text to read on with."""
    start = near if text[near : near + 2] == "{{" else near - 1
    end = _value_end(source.text, start)
    fix = Fix(source.place(start, end), quoted(source.text[start:end]), "put quotes round the value")
    message = "a value that starts with `{{` needs quotes"
    place = source.place(start, end)
    report.add(Diagnostic("SB0009", "error", message, place, help=f"write {fix.text}", fix=fix))
    patched = text[start:end].replace("{", _STAND_IN["{"]).replace("}", _STAND_IN["}"])
    return text[:start] + patched + text[end:]


def _position(error: yaml.YAMLError, source: Source) -> int:
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return int(mark.index)
    position = getattr(error, "position", None)
    return int(position) if position is not None else len(source.text)


def _plain(problem: str, char: str) -> str:
    if char == "\t":
        return "a tab: YAML is indented by spaces only"
    for theirs, ours in _PLAIN_WORDS.items():
        if theirs in problem:
            return ours
    return problem


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _value_end(text: str, start: int) -> int:
    """Give the end of the value on its line: before a comment, without trailing blanks."""
    line = text[start : _line_end(text, start)]
    comment = re.search(r"\s#", line)
    return start + len((line[: comment.start()] if comment else line).rstrip())
