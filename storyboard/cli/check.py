"""`storyboard check`: every problem of every episode, at once. Spends nothing, writes nothing but the memo of probed media."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from storyboard.cli import session
from storyboard.cli.targets import add_arguments as add_targets
from storyboard.cli.targets import targets
from storyboard.diagnostics import Report
from storyboard.diagnostics.formats import FORMATS, write

if TYPE_CHECKING:
    import argparse

MOST_PASSES = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_targets(parser, selection=False)
    session.add_provider(parser)
    parser.add_argument(
        "--format", choices=sorted(FORMATS), help="how to print (default: full; github on GitHub Actions)"
    )
    parser.add_argument(
        "--json", action="store_const", const="json", dest="format", help="the same as --format json"
    )
    parser.add_argument(
        "--fix", action="store_true", help="mend what can be mended: quotes, scene times, misspelt names"
    )


def run(arguments: argparse.Namespace) -> int:
    """Check; 1 if there is an error."""
    chosen = targets(arguments)
    if arguments.fix:
        from storyboard.cli.fixing import fix

        mended = sum(fix(target, arguments, MOST_PASSES) for target in chosen)
        sys.stderr.write(f"mended {mended} problem{'' if mended == 1 else 's'}\n")
    whole = Report()
    for target in chosen:
        reading = session.read(target)
        compilation = session.compiled(reading, arguments)
        report = compilation.report if compilation else reading.front.report
        whole.sources.update(report.sources)
        whole.extend(report.diagnostics)
    style = arguments.format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full")
    if style == "full":
        write("full", whole, sys.stderr, color=sys.stderr.isatty())
        if not whole.diagnostics:
            names = ", ".join(target.id for target in chosen)
            sys.stderr.write(f"{names}: no problems\n")
    else:
        write(style, whole, sys.stdout)
    return 1 if whole.fatal else 0
