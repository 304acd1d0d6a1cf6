"""Public names have docstrings: what for, units, errors raised."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.architecture.sources import Module, modules

if TYPE_CHECKING:
    from collections.abc import Iterator

_Named = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _public(body: list[ast.stmt]) -> Iterator[_Named]:
    """Give the public classes and functions of a module, and the methods of those classes."""
    for node in body:
        if isinstance(node, _Named) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body)


def _bare(module: Module) -> list[str]:
    names = _public(module.tree.body)
    return [f"{module.path}:{node.lineno} {node.name}" for node in names if not ast.get_docstring(node)]


def test_public_names_have_docstrings() -> None:
    found = modules("storyboard")
    assert sum(len(list(_public(module.tree.body))) for module in found) > len(found)
    assert not [name for module in found for name in _bare(module)]


def test_a_name_without_docstring_is_noticed() -> None:
    text = 'class A:\n    """Is."""\n    def b(self): ...\n    def _c(self): ...\ndef d(): ...\n'
    assert _bare(Module("a.py", text, ast.parse(text))) == ["a.py:3 b", "a.py:5 d"]
