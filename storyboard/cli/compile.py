"""`storyboard compile`: each shot's call in a provider's dialect, with the table of what its labels stand for."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from storyboard.cli import session
from storyboard.cli.targets import add_arguments as add_targets
from storyboard.cli.targets import one

if TYPE_CHECKING:
    import argparse

    from storyboard.compile import Compilation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_targets(parser, selection=False)
    parser.add_argument(
        "-d", "--dialect", default="dashscope", metavar="NAME", help="a dialect, or all (default: dashscope)"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: text)"
    )
    parser.add_argument(
        "--json", action="store_const", const="json", dest="format", help="the same as --format json"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the document; 1 if no dialect compiles."""
    from storyboard.lower import lower, lower_all

    names = session.dialect_names(arguments.dialect)
    target = one(arguments)
    front = session.read(target).front
    if front.episode is None:
        return _unread(arguments, front.report, target.id)
    front = front._replace(episode=session.with_hosts(front.episode))
    lock = session.committed_lock(target)
    if arguments.dialect == "all":
        made, found = lower_all(front, names, lock)
    else:
        compilation, found = lower(front, names[0], lock)
        made = {names[0]: compilation}
    if arguments.format == "json":
        _write(found)
    elif arguments.dialect == "all":
        _text_all(made, found)
    else:
        _text(made[names[0]], found)
    if arguments.dialect != "all":
        session.show(made[names[0]].report)
    return 0 if any(not compilation.report.fatal for compilation in made.values()) else 1


def _unread(arguments: argparse.Namespace, report: Any, episode: str) -> int:
    from storyboard.diagnostics.formats.json import record

    session.show(report)
    if arguments.format == "json":
        diagnostics = [record(found) for found in report.diagnostics]
        if arguments.dialect == "all":
            _write(
                {"version": 1, "episode": episode, "dialects": {}, "lowering": [], "diagnostics": diagnostics}
            )
        else:
            empty = {"dialect": arguments.dialect, "shots": [], "unsupported": [], "diagnostics": diagnostics}
            _write({"version": 1, "episode": episode, **empty})
    return 1


def _write(found: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


def _text(compilation: Compilation, found: dict[str, Any]) -> None:
    from storyboard.lower import shot_text

    for shot, row in zip(compilation.plan.shots, found["shots"], strict=False):
        sys.stdout.write(shot_text(shot, row) + "\n\n")


def _text_all(made: dict[str, Compilation], found: dict[str, Any]) -> None:
    for name, compilation in made.items():
        state = "does not compile" if compilation.report.fatal else f"{len(compilation.plan.shots)} shots"
        sys.stdout.write(f"== {name}: {state}\n\n")
        _text(compilation, found["dialects"][name])
    sys.stdout.write("== lowering report: what each dialect loses\n\n")
    for name, compilation in made.items():
        seen: dict[tuple[str, str], list[str]] = {}
        for item in compilation.unsaid:
            shots = seen.setdefault((item.diagnostic.code, item.field), [])
            shots.append(item.shot.partition("/")[2] or "all")
        rows = [
            f"{code} {field} (shot {', '.join(dict.fromkeys(shots))})"
            for (code, field), shots in seen.items()
        ]
        sys.stdout.write(f"{name:<12} {'; '.join(rows) if rows else 'nothing'}\n")
    for name, compilation in made.items():
        for found_ in compilation.report.diagnostics:
            if found_.severity == "error":
                place = f"{found_.place.file}:{found_.place.line}:{found_.place.column}"
                sys.stderr.write(f"{name}: {place}: error[{found_.code}] {found_.message}\n")
