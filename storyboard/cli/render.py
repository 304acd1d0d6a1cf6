"""`storyboard render`: render what is missing, then stitch."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from storyboard.cli import session
from storyboard.cli.output import Teller
from storyboard.cli.targets import add_arguments as add_targets
from storyboard.cli.targets import targets

if TYPE_CHECKING:
    import argparse

    from storyboard.cli.targets import Target
    from storyboard.compile import Compilation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_targets(parser)
    session.add_provider(parser)
    parser.add_argument("--no-stitch", action="store_true", help="render only")
    parser.add_argument("--json", action="store_true", help="print one JSON event a line")


def run(arguments: argparse.Namespace) -> int:
    """Check every episode first, then render and stitch one after the other; 1 if one has errors."""
    compiled: list[tuple[Target, Compilation]] = []
    fatal = False
    for target in targets(arguments):
        reading = session.read(target)
        compilation = session.compiled(reading, arguments)
        report = compilation.report if compilation else reading.front.report
        session.show(report)
        fatal = fatal or report.fatal
        if compilation is not None:
            compiled.append((target, compilation))
    if fatal:
        return 1
    for target, compilation in compiled:
        _render(target, compilation, arguments)
    return 0


def _render(target: Target, compilation: Compilation, arguments: argparse.Namespace) -> None:
    from storyboard import produce

    steps = [step for step in compilation.plan.steps if target.wants(step)]
    wanted = [step.id for step in steps if step.action == "render"]
    whole = all(target.wants(step) for step in compilation.plan.steps)
    if not arguments.json:
        sys.stderr.write(
            f"{compilation.episode.id}: {len(wanted)} of {len(compilation.plan.shots)} shots to render\n"
        )
    with Teller(as_json=arguments.json, shots=len(wanted)) as tell:
        lock = produce.render(compilation, target.project, wanted, tell)
        produce.refresh(compilation, target.project)
        if arguments.no_stitch or not whole:
            return
        produced = produce.stitch(compilation, target.project, lock, tell)
    finished(produced, target, as_json=arguments.json)


def finished(produced: object, target: Target, *, as_json: bool) -> None:
    """Say where an episode lies."""
    import json
    import os

    from storyboard.produce import Produced

    assert isinstance(produced, Produced)  # noqa: S101 - the type is imported late, for the start-up time
    if as_json:
        facts = {
            "path": target.project.relative(produced.path),
            "length_ms": produced.length_ms,
            "frames": produced.frames,
        }
        sys.stdout.write(
            json.dumps({"event": "episode", **facts, "copied": produced.copied, "encoded": produced.encoded})
            + "\n"
        )
        return
    shown = os.path.relpath(produced.path)
    sys.stderr.write(
        f"{produced.length_ms / 1000:g} s, {produced.copied} frames copied, {produced.encoded} encoded\n"
    )
    sys.stdout.write(f"{shown}\n")
