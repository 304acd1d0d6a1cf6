"""`storyboard schema NAME`: the published JSON Schemas."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from storyboard.config import data

if TYPE_CHECKING:
    import argparse

SCHEMAS = ("storyboard", "series", "lock", "compiled", "plan", "diagnostic")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "name", metavar="NAME", nargs="?", choices=SCHEMAS, default="storyboard", help=", ".join(SCHEMAS)
    )


def run(arguments: argparse.Namespace) -> int:
    """Print a schema."""
    sys.stdout.write(data(f"schemas/{arguments.name}.schema.json").read_text("utf-8"))
    return 0
