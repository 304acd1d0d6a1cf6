"""docs/writing.md names every field of the language, and its examples pass the schemas."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from storyboard.diagnostics import Report
from storyboard.load import source_of
from storyboard.load.yaml import read
from tests.architecture.sources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = (ROOT / "docs" / "writing.md").read_text("utf-8")
_EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)
_WHOLE = {"storyboard": 1, "scenes": {"Scene 1 [1s]": "A door."}}


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    return schema


def _fields(schema: Any) -> Iterator[str]:
    """Give the names of all properties that a schema declares, at any depth."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
    for value in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _fields(value)


@pytest.mark.parametrize("name", ["series", "storyboard"])
def test_every_field_of_the_language_is_described(name: str) -> None:
    fields = set(_fields(_schema(name)))
    assert {"characters", "ratio", "dialect"} <= fields
    described = {word for span in re.findall(r"`([^`\n]+)`", _PAGE) for word in re.findall(r"\w+", span)}
    described |= {word for example in _EXAMPLES for word in re.findall(r"\w+", example)}
    assert not fields - described


def test_there_are_examples_of_both_kinds() -> None:
    assert [example.partition(":")[0] for example in _EXAMPLES[:2]] == ["series", "storyboard"]


@pytest.mark.parametrize("example", _EXAMPLES, ids=[example.partition("\n")[0] for example in _EXAMPLES])
def test_an_example_passes_its_schema(example: str) -> None:
    report = Report()
    tree, _ = read(source_of("writing.md", example), 0, report)
    assert not report.diagnostics
    schema = "series" if "series" in tree else "storyboard"
    whole = tree if "series" in tree else _WHOLE | tree
    assert not [error.message for error in Draft202012Validator(_schema(schema)).iter_errors(whole)]
