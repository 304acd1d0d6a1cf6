"""Which file may import which package, so that each is replaceable in one place; what starting may load."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT, Module, modules

# Package -> the files and folders (with a closing slash) of storyboard/ that may import it. One that
# is missing here may not be imported at all, so a new dependency is a line in this table. Of the standard
# library only what starts processes is held to it.
ALLOWED: dict[str, set[str]] = {
    "av": {"probe/", "stitch/", "render/"},
    "espeakng_loader": {"render/animatic/"},
    "ffmpeg": {"ffmpeg.py"},
    "httpx": {"render/transport.py"},
    "imageio_ffmpeg": {"ffmpeg.py"},
    "jinja2": {"plan/template.py", "cli/new.py"},
    "jsonschema": {"validate/schema.py", "validate/explain.py"},
    "jsonschema_rs": {"validate/schema.py"},
    "numpy": {"render/animatic/", "stitch/"},
    "PIL": {"probe/", "render/animatic/", "render/frames.py", "stitch/", "cli/new.py"},
    "rich": {"cli/", "diagnostics/formats/"},
    "rich_argparse": {"cli/"},
    "shtab": {"cli/"},
    "subprocess": {"ffmpeg.py", "render/animatic/voice.py"},
    "yaml": {"load/", "cli/doctor.py"},
}
HEAVY = {
    "httpx",
    "asyncio",
    "rich",
    "jsonschema",
    "jinja2",
    "av",
    "PIL",
    "numpy",
    "ffmpeg",
    "imageio_ffmpeg",
    "shtab",
}


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _imported(module: Module) -> set[str]:
    """Give the top-level names that a file imports when it runs, anywhere in it."""
    names: set[str] = set()
    for_types = {id(child) for node in ast.walk(module.tree) if _for_types(node) for child in ast.walk(node)}
    for node in ast.walk(module.tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, (
                f"{module.path}:{node.lineno}: a relative import; write storyboard.… in full"
            )
            names.add((node.module or "").partition(".")[0])
    return names


def _may(package: str, path: str) -> bool:
    """Tell whether a file of storyboard/ may import an outside package."""
    inside = path.removeprefix("storyboard/")
    return any(
        inside == place or (place.endswith("/") and inside.startswith(place))
        for place in ALLOWED.get(package, ())
    )


def test_packages_are_imported_only_where_the_table_says() -> None:
    free = sys.stdlib_module_names - ALLOWED.keys() | {"storyboard"}
    outside = {
        (package, module.path) for module in modules("storyboard") for package in _imported(module) - free
    }
    assert {package for package, _ in outside} >= {"yaml", "imageio_ffmpeg", "subprocess"}, (
        "the scan sees no imports"
    )
    wrong = sorted(f"{path} imports {package}" for package, path in outside if not _may(package, path))
    assert not wrong


@pytest.mark.parametrize("entry", ["storyboard.compile", "storyboard.cli.main"])
def test_starting_loads_no_heavy_package(entry: str) -> None:
    code = f"import sys, {entry}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "storyboard" in loaded
    assert not loaded & HEAVY
