"""`storyboard stitch`: put what is rendered together; free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storyboard.cli import session
from storyboard.cli.output import Teller
from storyboard.cli.render import finished
from storyboard.cli.targets import add_arguments as add_targets
from storyboard.cli.targets import targets

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_targets(parser, selection=False)
    session.add_provider(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON event a line")


def run(arguments: argparse.Namespace) -> int:
    """Stitch each episode; 1 if one has errors or lacks a take."""
    from storyboard import produce

    fatal = False
    for target in targets(arguments):
        reading = session.read(target)
        compilation = session.compiled(reading, arguments)
        report = compilation.report if compilation else reading.front.report
        if compilation is None or report.fatal:
            session.show(report)
            fatal = True
            continue
        lock = session.lock_for(target, compilation.target)
        with Teller(as_json=arguments.json) as tell:
            produced = produce.stitch(compilation, target.project, lock, tell)
        finished(produced, target, as_json=arguments.json)
    return 1 if fatal else 0
