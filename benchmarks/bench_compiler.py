"""The compiler's figures: start-up, loader, a thousand shots; each beside its peer in the same run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from benchmarks.material import project, text
from storyboard.compile import compile_episode, provider_for, provider_target, read_episode
from storyboard.config import project_of
from storyboard.diagnostics import Report
from storyboard.load import source_of
from storyboard.load.yaml import read
from storyboard.lower import document
from storyboard.probe import Preflight

if TYPE_CHECKING:
    from collections.abc import Callable


def _wall(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def check() -> None:
    """`check` of a 10 KB episode, media probed already, against bare Python."""
    with tempfile.TemporaryDirectory() as folder:
        path = project(Path(folder), 42)
        ours = [sys.executable, "-m", "storyboard", "check", str(path)]
        bare = [sys.executable, "-c", "pass"]
        _wall(ours)
        pairs = [(_wall(ours), _wall(bare)) for _ in range(15)]
        one, other = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
        size = path.stat().st_size
    print(f"check of {size / 1000:.0f} KB: {one * 1000:.0f} ms; bare Python {other * 1000:.0f} ms; "
          f"over it {(one - other) * 1000:.0f} ms (aim 80), {one / other:.1f}x")  # fmt: skip


def loader() -> None:
    """The loader, which keeps every place, against PyYAML's C loader, which keeps none."""
    for scenes, rounds in ((42, 40), (4300, 4)):
        whole = text(scenes)
        source = source_of("x.yaml", whole)

        def ours(source: object = source) -> None:
            read(source, 0, Report())  # type: ignore[arg-type]

        def theirs(whole: str = whole) -> None:
            yaml.load(whole, Loader=yaml.CSafeLoader)

        pairs = [(_cpu(ours), _cpu(theirs)) for _ in range(rounds)]
        ratio = statistics.median(other / one for one, other in pairs)
        best = min(one for one, _ in pairs)
        print(
            f"loader at {len(whole) / 1000:.0f} KB: {best * 1000:.2f} ms; {ratio:.1f}x faster than CSafeLoader (aim 2)"
        )


def compile_thousand() -> None:
    """A thousand shots: read, resolve, plan, lower."""
    with tempfile.TemporaryDirectory() as folder:
        path = project(Path(folder), 1000, "scene")
        where = project_of(path)
        Preflight(where)("assets/mira.png", "image")

        def ours() -> int:
            front = read_episode(path, where.root, "long", Preflight(where))
            assert front.episode is not None
            made = compile_episode(front, provider_target(provider_for(front.episode, "dashscope")))
            return len(document(made, "dashscope")["shots"])

        assert ours() == 1000
        seconds = min(_cpu(ours) for _ in range(3))
        whole = path.read_text("utf-8")
        peer = min(_cpu(lambda: yaml.load(whole, Loader=yaml.CSafeLoader)) for _ in range(3))
    print(
        f"compile of 1,000 shots: {seconds:.2f} s CPU (aim 1); {seconds / peer:.1f}x of reading the YAML with CSafeLoader"
    )


if __name__ == "__main__":
    check()
    loader()
    compile_thousand()
