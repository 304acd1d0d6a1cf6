"""`storyboard VERB …`: the table of verbs, read before any of them is imported."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from storyboard import __version__
from storyboard.errors import StoryboardError

if TYPE_CHECKING:
    from collections.abc import Sequence

# verb -> (module, one line of help); a verb's module is imported only when it is called
VERBS: dict[str, tuple[str, str]] = {
    "new": ("storyboard.cli.new", "start a series or an episode from a template"),
    "check": ("storyboard.cli.check", "find every problem; spends nothing"),
    "config": ("storyboard.cli.config", "show the merged document, and where each value comes from"),
    "compile": ("storyboard.cli.compile", "show each shot's call in a provider's dialect"),
    "plan": ("storyboard.cli.plan", "show what would be rendered, why, and for how much"),
    "render": ("storyboard.cli.render", "render what is missing, then stitch"),
    "stitch": ("storyboard.cli.stitch", "stitch what is rendered; free"),
    "explain": ("storyboard.cli.explain", "explain a code such as SB0301"),
    "dialects": ("storyboard.cli.dialects", "show the providers' limits and prices"),
    "schema": ("storyboard.cli.schema", "print a JSON Schema"),
    "doctor": ("storyboard.cli.doctor", "look whether this machine has what is needed"),
    "completion": ("storyboard.cli.completion", "print a completion script for a shell"),
}

USAGE, INTERNAL, INTERRUPTED = 2, 70, 130


class Parser(argparse.ArgumentParser):
    """argparse whose help is coloured where people read it; rich is imported only to print help."""

    def format_help(self) -> str:
        """Format the help text."""
        if sys.stdout.isatty():
            from rich_argparse import RichHelpFormatter

            self.formatter_class = RichHelpFormatter
        return super().format_help()


def parser(verb: str | None = None) -> Parser:
    """Make the parser; only the arguments of `verb` are filled in (all verbs' where it is None)."""
    made = Parser(
        prog="storyboard",
        description="Compile storyboards into video.",
        epilog="Start with `storyboard new series NAME`. Exit codes: 0 done, 1 problems, 2 usage, 3 over the cost cap, "
        "4 a shot is held, 5 the machine lacks something, 10 plan found changes.",
    )
    made.add_argument("--version", action="version", version=f"storyboard {__version__}")
    made.add_argument("--debug", action="store_true", help="show tracebacks")
    verbs = made.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, (module, help_) in VERBS.items():
        wanted = verb is None or verb == name
        sub = verbs.add_parser(
            name, help=help_, description=f"{help_[0].upper()}{help_[1:]}.", add_help=wanted
        )
        if wanted:
            sub.add_argument(
                "--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS
            )
            import_module(module).add_arguments(sub)
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; gives the exit code and never a traceback, unless `--debug` asks for it."""
    words = list(sys.argv[1:] if argv is None else argv)
    verb = next((word for word in words if not word.startswith("-")), None)
    try:
        arguments = parser(verb if verb in VERBS else "").parse_args(words)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    try:
        return _run(arguments)
    except StoryboardError as error:
        if arguments.debug:
            raise
        tell(error.message, error.help)
        return error.exit_code
    except KeyboardInterrupt:
        tell("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if arguments.debug:
            raise
        tell(
            f"internal error: {type(error).__name__}: {error}",
            "run again with --debug and report what it prints",
        )
        return INTERNAL


def tell(message: str, help_: str = "") -> None:
    """Write an error for people to stderr."""
    sys.stderr.write(f"error: {message}\n")
    for line in help_.splitlines():
        sys.stderr.write(f"  = {line}\n")


def entry() -> None:
    """Be the console script."""
    sys.exit(main())


def _run(arguments: Any) -> int:
    module = import_module(VERBS[arguments.verb][0])
    code: int = module.run(arguments)
    sys.stdout.flush()
    return code
