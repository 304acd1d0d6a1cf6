"""The shell scripts can be read by the shells that run them, the Makefile by the make of macOS (3.81)."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tests.architecture.sources import ROOT, texts

_SHELLS = {
    name: text.split("\n")[0] for name, text in texts().items() if re.match(r"#!.*\b(?:ba)?sh\n", text)
}
_NEWER_THAN_3_81 = re.compile(r"^\.ONESHELL|!=|::=|\$\(file |\$\(guile |&:", re.MULTILINE)


def test_the_scripts_are_found() -> None:
    assert {"scripts/setup", "scripts/check", "scripts/test", "scripts/bench", ".ci/run"} <= _SHELLS.keys()


@pytest.mark.parametrize("name", _SHELLS)
def test_a_script_is_sound(name: str) -> None:
    shell = "bash" if "bash" in _SHELLS[name] else "sh"
    done = subprocess.run([shell, "-n", str(ROOT / name)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert os.access(ROOT / name, os.X_OK)
    assert re.search(r"^set -eu", texts()[name], re.MULTILINE), "it goes on after a failure"


def test_the_makefile_needs_no_newer_make() -> None:
    makefile = texts()["Makefile"]
    assert not _NEWER_THAN_3_81.search(makefile)
    assert {f"{target}:" for target in ("demo", "test", "check", "bench", "clean")} <= set(makefile.split())
