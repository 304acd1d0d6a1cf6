"""`storyboard completion SHELL`: a completion script, written by shtab."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="the shell to complete for")


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from storyboard.cli.main import parser

    sys.stdout.write(shtab.complete(parser(), shell=arguments.shell) + "\n")
    return 0
