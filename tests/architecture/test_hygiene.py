"""What may not be in the tree: paths of one machine, package registries, sleeps, mocks, left-overs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, Module, modules, texts

# Joined here, so that this file does not name what it forbids.
REGISTRIES = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))
]
LEFT_OVERS = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
MACHINE_PATHS = re.compile(r"(?<![\w.~-])(?:/(?:Users|root|work)/\w[\w.-]*/|[A-Z]:\\\\?Users\\)")


def _calls_sleep(module: Module) -> bool:
    """Tell whether a file waits by the clock of the `time` module."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr == "sleep" and ast.unparse(node.value) == "time")
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "time"
            and "sleep" in {a.name for a in node.names}
        )
        for node in ast.walk(module.tree)
    )


def _mocks(module: Module) -> bool:
    """Tell whether a file imports `unittest.mock`."""
    return any(
        (isinstance(node, ast.ImportFrom) and f"{node.module}." in ("unittest.mock.", "mock."))
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "unittest"
            and "mock" in {a.name for a in node.names}
        )
        or (isinstance(node, ast.Import) and {"unittest.mock", "mock"} & {a.name for a in node.names})
        for node in ast.walk(module.tree)
    )


def _module(text: str) -> Module:
    return Module("a.py", text, ast.parse(text))


def test_the_scan_sees_the_tree() -> None:
    assert {"LICENSE", "pyproject.toml", "Makefile", "storyboard/ffmpeg.py", "tests/conftest.py"} <= set(
        texts()
    )


def test_no_path_of_one_machine_is_in_the_tree() -> None:
    places = [f"{path.as_posix()}/" for path in (ROOT, Path.home()) if path != Path(path.anchor)]
    found = [name for name, text in texts().items() if any(place in text for place in places)]
    assert not found + [name for name, text in texts().items() if MACHINE_PATHS.search(text)]


def test_no_package_registry_is_named() -> None:
    assert not [(name, host) for name, text in texts().items() for host in REGISTRIES if host in text]


def test_nothing_is_left_over() -> None:
    assert not [name for name, text in texts().items() if LEFT_OVERS.search(text)]


def test_nothing_sleeps_and_nothing_is_mocked() -> None:
    found = modules("storyboard", "tests", "scripts", "benchmarks")
    assert not [module.path for module in found if _calls_sleep(module)]
    assert not [module.path for module in found if _mocks(module)]


@pytest.mark.parametrize("code", ["import time\ntime.sleep(1)", "from time import sleep"])
def test_a_sleep_is_noticed(code: str) -> None:
    assert _calls_sleep(_module(code))


@pytest.mark.parametrize(
    "code", ["from unittest import mock", "import unittest.mock", "from unittest.mock import patch"]
)
def test_a_mock_is_noticed(code: str) -> None:
    assert _mocks(_module(code))


def test_a_machine_path_is_noticed_and_an_address_is_not() -> None:
    assert MACHINE_PATHS.search("see /" + "Users/ann/film.mp4")
    assert not MACHINE_PATHS.search("https://example.com/Users/ann/film.mp4")


def test_the_licence_is_apache_2() -> None:
    licence = texts()["LICENSE"]
    assert "Apache License" in licence
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
