"""`storyboard explain CODE`: a code at length."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from storyboard.diagnostics.codes import CODES
from storyboard.diagnostics.suggest import nearest
from storyboard.errors import UsageError

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "code", metavar="CODE", nargs="?", help="for example SB0301; without one, all are listed"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Print the page of a code, or the list of codes."""
    from storyboard.diagnostics.codes import explanation

    if arguments.code is None:
        if arguments.json:
            sys.stdout.write(
                json.dumps({code: found.title for code, found in CODES.items()}, indent=2) + "\n"
            )
        else:
            sys.stdout.writelines(f"{code}  {found.title}\n" for code, found in CODES.items())
        return 0
    code = arguments.code.upper()
    if code not in CODES:
        meant = nearest(code, CODES)
        message = f"there is no code `{arguments.code}`"
        raise UsageError(
            message, help=f"did you mean {meant}?" if meant else "`storyboard explain` lists them all"
        )
    text = explanation(code)
    if arguments.json:
        found = {"code": code, "title": CODES[code].title, "text": text}
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(f"{code}: {CODES[code].title}\n\n{text.strip()}\n")
    return 0
