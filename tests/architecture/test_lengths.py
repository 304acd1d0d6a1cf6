"""Files of at most 400 lines, functions of at most 60 code lines: longer ones are split by duty."""

from __future__ import annotations

import ast
import io
import tokenize
from typing import NamedTuple

from tests.architecture.sources import Module, modules

FILE_LINES = 400
FUNCTION_LINES = 60
COMFORTABLE_LINES = 40

_FOLDERS = ("storyboard", "tests", "scripts", "benchmarks")
_NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


class _Function(NamedTuple):
    where: str
    code_lines: int


def _code_lines(module: Module) -> set[int]:
    """Give the numbers of the lines that hold code: no blank lines, comments or docstrings."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type not in _NO_CODE:
            lines |= set(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            lines -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def _functions(module: Module) -> list[_Function]:
    code = _code_lines(module)
    return [
        _Function(
            f"{module.path}:{node.lineno} {node.name}",
            len(code & set(range(node.lineno, (node.end_lineno or 0) + 1))),
        )
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_files_are_short() -> None:
    counts = {module.path: module.text.count("\n") for module in modules(*_FOLDERS)}
    assert counts["tests/architecture/test_lengths.py"] > COMFORTABLE_LINES
    assert not {path: lines for path, lines in counts.items() if lines > FILE_LINES}


def test_functions_are_short() -> None:
    functions = [function for module in modules(*_FOLDERS) for function in _functions(module)]
    assert len(functions) > FUNCTION_LINES, "the scan sees no functions"
    for function in functions:
        if function.code_lines > COMFORTABLE_LINES:
            print(f"over {COMFORTABLE_LINES} code lines: {function.where} has {function.code_lines}")  # noqa: T201
    assert not [function for function in functions if function.code_lines > FUNCTION_LINES]


def test_docstrings_comments_and_blank_lines_do_not_count() -> None:
    text = 'def one():\n    """Say\n    more."""\n\n    # why\n    return (\n        1\n    )\n'
    assert _functions(Module("a.py", text, ast.parse(text))) == [_Function("a.py:1 one", 4)]
