"""`STORYBOARD_CI=1` turns "skipped, because something is missing" into a failed run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.architecture.sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_SUITE = """
import pytest

def test_passes():
    pass

def test_skips():
    pytest.skip({reason!r})
"""


def _run(folder: Path, reason: str, *, on_ci: bool, workers: str = "0") -> subprocess.CompletedProcess[str]:
    """Run a suite of one passing and one skipped test beside the project's conftest.py."""
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "test_suite.py").write_text(_SUITE.format(reason=reason), "utf-8")
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST", "STORYBOARD", "COV"))
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", workers, str(folder)]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment | ({"STORYBOARD_CI": "1"} if on_ci else {}),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_missing_tool_fails_ci(tmp_path: Path, workers: str) -> None:
    done = _run(tmp_path, "needs a projector", on_ci=True, workers=workers)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    assert "skipped on CI, where nothing may be missing: needs a projector" in done.stdout


def test_a_missing_tool_is_forgiven_elsewhere(tmp_path: Path) -> None:
    assert _run(tmp_path, "needs a projector", on_ci=False).returncode == pytest.ExitCode.OK


def test_another_reason_to_skip_is_forgiven_on_ci(tmp_path: Path) -> None:
    assert _run(tmp_path, "only on macOS", on_ci=True).returncode == pytest.ExitCode.OK
