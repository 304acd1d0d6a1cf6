"""The project's own files, as the architecture tests read them."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
_CACHES = {
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".import_linter_cache",
    ".hypothesis",
    "__pycache__",
}
_NOT_OURS = {".git", ".venv", "venv", "build", "dist", "htmlcov", ".storyboard"} | _CACHES


class Module(NamedTuple):
    """One Python file: `path` from the root with `/`, e.g. `storyboard/plan/key.py`."""

    path: str
    text: str
    tree: ast.Module

    @property
    def folder(self) -> str:
        """The folder that it lies in, e.g. `storyboard/plan`."""
        return self.path.rpartition("/")[0]


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Read every Python file below some folders of the root."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    texts = [(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths]
    return tuple(Module(path, text, ast.parse(text)) for path, text in texts)


@cache
def texts() -> dict[str, str]:
    """Read every text file that is, or would be, in the repository; keys are paths from the root with `/`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:  # an unpacked source distribution is no repository
        paths = [path for path in ROOT.rglob("*") if not _NOT_OURS & set(path.relative_to(ROOT).parts)]
    read = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths if path.is_file()}
    return {name: held.decode("utf-8") for name, held in sorted(read.items()) if b"\0" not in held[:8000]}
