"""`storyboard dialects`: the providers' limits and prices, side by side."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from storyboard.dialects import DIALECTS, dialect

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Print the table."""
    rows = [_row(name) for name in DIALECTS]
    if arguments.json:
        sys.stdout.write(json.dumps({"version": 1, "dialects": rows}, ensure_ascii=False, indent=2) + "\n")
        return 0
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for row in rows:
        table.add_column(row["name"])
    for field in [key for key in rows[0] if key != "name"]:
        table.add_row(field.replace("_", " "), *[_cell(row[field]) for row in rows])
    wide = max(Console().width, 120) if not sys.stdout.isatty() else None
    Console(width=wide).print(table)
    return 0


def _row(name: str) -> dict[str, Any]:
    kind = dialect(name)
    limits = kind.LIMITS
    return {
        "name": name,
        "providers": [provider.name for provider in kind.PROVIDERS],
        "host": next((provider.base_url for provider in kind.PROVIDERS if provider.name == name), "") or None,
        "labels": [template.format(1) for template in kind.LABELS.values()],
        "seconds": f"{limits.min_seconds}–{limits.max_seconds}",
        "seconds_with_video": f"{limits.min_seconds}–{limits.max_seconds_with_video}",
        "references": limits.references,
        "first_frame": ("counted" if limits.first_frame_counts else "not counted")
        if limits.first_frame
        else None,
        "voices": limits.voices,
        "voice_on_video": limits.voice_on_video,
        "ratio": limits.ratio,
        "watermark": limits.watermark,
        "prompt_extend": limits.prompt_extend,
        "prompt_characters": limits.prompt_characters,
        "price_per_second": {
            f"{provider.name} {size}": f"{amount} {provider.currency}"
            for provider in kind.PROVIDERS
            for size, amount in sorted(provider.prices, reverse=True)
        }
        or None,
    }


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "\n".join(f"{key.split(' ')[-1]} {amount}" for key, amount in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "–" if value is None else str(value)
