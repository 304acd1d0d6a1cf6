"""Every file of a folder of dialects, formats, renderers or verbs is in its table."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any, NamedTuple

import pytest

from tests.architecture.sources import ROOT


class Table(NamedTuple):
    """A table of module paths, the folder that it lists, and that folder's modules that are no entries."""

    module: str
    name: str
    folder: str
    beside: frozenset[str]


TABLES = (
    Table("storyboard.dialects", "DIALECTS", "dialects", frozenset({"base", "http", "unsaid"})),
    Table("storyboard.diagnostics.formats", "FORMATS", "diagnostics/formats", frozenset()),
    Table("storyboard.render", "RENDERERS", "render", frozenset({"base", "frames"})),
    Table(
        "storyboard.cli.main", "VERBS", "cli", frozenset({"main", "fixing", "output", "session", "targets"})
    ),
)


def _listed(table: Table) -> dict[str, str]:
    """Give the module of each entry: an entry is a path, `path:name`, or a tuple that begins with a path."""
    entries: dict[str, Any] = getattr(import_module(table.module), table.name)
    paths = {name: entry if isinstance(entry, str) else entry[0] for name, entry in entries.items()}
    return {name: path.partition(":")[0] for name, path in paths.items()}


def _present(table: Table) -> set[str]:
    """Give the module paths of a folder's files and packages."""
    folder = ROOT / "storyboard" / table.folder
    files = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    package = "storyboard." + table.folder.replace("/", ".")
    return {f"{package}.{name}" for name in files - {"__init__"} - table.beside}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_file_is_in_its_table(table: Table) -> None:
    assert _present(table) == set(_listed(table).values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_is_beside_a_table_exists(table: Table) -> None:
    names = {path.stem for path in (ROOT / "storyboard" / table.folder).glob("*.py")}
    assert table.beside <= names


@pytest.mark.parametrize("schema", ["series", "storyboard"])
def test_the_schemas_know_the_dialects(schema: str) -> None:
    tree = json.loads((ROOT / "schemas" / f"{schema}.schema.json").read_text("utf-8"))
    known = tree["$defs"]["providers"]["additionalProperties"]["properties"]["dialect"]["enum"]
    assert sorted(known) == sorted(import_module("storyboard.dialects").DIALECTS)
