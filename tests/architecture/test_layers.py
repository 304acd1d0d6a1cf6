"""The import contracts of pyproject.toml: stages never import one another, and the compiler is pure."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.architecture.sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_LINT = """
import sys
sys.path.insert(0, ".")
from importlinter.cli import lint_imports
sys.exit(lint_imports(no_cache=True, no_logo=True))
"""


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package `storyboard` below `root`."""
    return subprocess.run(
        [sys.executable, "-c", _LINT], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package and its contracts, to break."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    only_python = shutil.ignore_patterns("__pycache__", "_data")
    shutil.copytree(ROOT / "storyboard", tmp_path / "storyboard", ignore=only_python)
    return tmp_path


def test_the_contracts_are_kept() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "breach"),
    [
        ("model/story.py", "import storyboard.plan"),
        ("plan/__init__.py", "import storyboard.load"),
        ("resolve/__init__.py", "import subprocess"),
        ("stitch/__init__.py", "import storyboard.render"),
    ],
)
def test_a_breach_is_caught(house: Path, file: str, breach: str) -> None:
    module = house / "storyboard" / file
    module.write_text(f"{module.read_text('utf-8')}\n{breach}\n", "utf-8")
    done = _lint(house)
    assert done.returncode != 0
    assert "broken" in done.stdout, done.stdout + done.stderr
