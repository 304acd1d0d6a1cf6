"""`storyboard plan`: what would be rendered, why, and for how much."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from storyboard.cli import session
from storyboard.cli.targets import add_arguments as add_targets
from storyboard.cli.targets import targets
from storyboard.plan.price import total

if TYPE_CHECKING:
    import argparse

    from storyboard.compile import Compilation
    from storyboard.model.plan import Step
    from storyboard.model.take import Money

CHANGES = 10
_MARKS = {"new": "+", "changed": "~", "moved": ">", "kept": "=", "dropped": "-"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_targets(parser)
    session.add_provider(parser)
    style = parser.add_mutually_exclusive_group()
    style.add_argument(
        "--json", action="store_const", const="json", dest="format", help="print one JSON document"
    )
    style.add_argument(
        "--md", action="store_const", const="md", dest="format", help="print Markdown for a pull request"
    )
    parser.add_argument(
        "--detailed-exitcode", action="store_true", help="exit 10 where something would be rendered"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the plan; 1 if an episode has errors."""
    steps: list[tuple[Compilation, Step]] = []
    fatal = False
    compilations = []
    for target in targets(arguments):
        reading = session.read(target)
        compilation = session.compiled(reading, arguments)
        report = compilation.report if compilation else reading.front.report
        session.show(report, "full")
        fatal = fatal or report.fatal
        if compilation is not None and not report.fatal:
            compilations.append((reading, compilation))
            steps += [(compilation, step) for step in compilation.plan.steps if target.wants(step)]
    if fatal:
        return 1
    if arguments.format == "json":
        sys.stdout.write(
            json.dumps(document([step for _, step in steps]), ensure_ascii=False, indent=2) + "\n"
        )
    elif arguments.format == "md":
        _markdown(steps)
    else:
        _text(steps)
        for reading, compilation in compilations:
            _prices(reading.front, compilation.episode.id)
    changes = any(step.action == "render" for _, step in steps)
    return CHANGES if arguments.detailed_exitcode and changes else 0


def document(steps: list[Step]) -> dict[str, Any]:
    """Write the plan as data (schemas/plan.schema.json)."""
    distinct = {step.shot.request.key: step for step in steps if step.shot and step.action == "render"}
    prices = [step.price for step in distinct.values()]
    return {
        "version": 1,
        "steps": [
            {
                "shot": step.id,
                "action": step.action,
                "change": step.change,
                "scenes": list(step.shot.scenes if step.shot else step.take.scenes if step.take else ()),
                "reasons": [reason._asdict() for reason in step.reasons],
                "seconds": step.seconds,
                "price": _money(step.price),
            }
            for step in steps
        ],
        "total": {
            "seconds": sum(step.seconds for step in distinct.values()),
            "price": _sum(prices),
            "distinct": len(distinct),
            "kept": sum(step.action in ("keep", "moved") for step in steps),
        },
    }


def _money(price: Money | None) -> dict[str, str] | None:
    return {"amount": str(price.amount), "currency": price.currency, "basis": price.basis} if price else None


def _sum(prices: list[Money | None]) -> dict[str, str] | None:
    """Add up prices; None where one is unknown or they are in several currencies."""
    if any(price is None for price in prices):
        return None
    sums = total(prices) or {"USD": Decimal("0.000")}
    if len(sums) > 1:
        return None
    currency, amount = next(iter(sums.items()))
    return {"amount": str(amount), "currency": currency, "basis": "sum"}


def _text(steps: list[tuple[Compilation, Step]]) -> None:
    episode = None
    for compilation, step in steps:
        if compilation.episode.id != episode:
            episode = compilation.episode.id
            provider = compilation.target.provider
            who = (
                f"{provider.name}, {compilation.target.model}"
                if provider
                else "animatic, drawn on this machine"
            )
            sys.stdout.write(f"{episode}: {compilation.episode.title}  ({who})\n")
        cost = (
            f"{step.price.amount} {step.price.currency}"
            if step.price
            else ("" if step.take else "price unknown")
        )
        if step.action != "render" or compilation.target.provider is None:
            cost = ""
        scenes = ", ".join(step.shot.scenes if step.shot else step.take.scenes if step.take else ())
        span = f"{step.shot.start_ms / 1000:g}–{step.shot.end_ms / 1000:g} s" if step.shot else ""
        amount = f"{step.seconds} s" if step.action == "render" else ""
        row = f"  {_MARKS[step.change]} {step.id:<16} {step.change:<8} scene {scenes:<10} {span:<14} {amount:<5} {cost}"
        sys.stdout.write(row.rstrip() + "\n")
        for reason in step.reasons:
            sys.stdout.write(f"      {reason.field}: {reason.before or '–'} → {reason.after or '–'}\n")
    found = document([step for _, step in steps])["total"]
    price = f"{found['price']['amount']} {found['price']['currency']}" if found["price"] else "price unknown"
    paid = any(compilation.target.provider for compilation, _ in steps)
    shots = f"{found['distinct']} shot{'' if found['distinct'] == 1 else 's'}"
    sys.stdout.write(
        f"to render: {shots}, {found['seconds']} s, {price if paid else 'free'}; kept: {found['kept']}\n"
    )


def _markdown(steps: list[tuple[Compilation, Step]]) -> None:
    rows = ["| shot | | scenes | seconds | price | why |", "|---|---|---|---|---|---|"]
    for compilation, step in steps:
        price = (
            f"{step.price.amount} {step.price.currency}" if step.price and compilation.target.provider else ""
        )
        why = "; ".join(
            f"{reason.field}: {_cell(reason.before)} → {_cell(reason.after)}" for reason in step.reasons
        )
        scenes = ", ".join(step.shot.scenes if step.shot else step.take.scenes if step.take else ())
        seconds = step.seconds or ""
        rows.append(f"| {_cell(step.id)} | {step.change} | {_cell(scenes)} | {seconds} | {price} | {why} |")
    found = document([step for _, step in steps])["total"]
    price = f"{found['price']['amount']} {found['price']['currency']}" if found["price"] else "price unknown"
    rows += [
        "",
        f"**To render:** {found['distinct']} shots, {found['seconds']} s, {price}. **Kept:** {found['kept']}.",
    ]
    sys.stdout.write("\n".join(rows) + "\n")


def _cell(text: str) -> str:
    escaped = (
        text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("\n", " ")
        .replace("<", "&lt;")
        .replace("`", "\\`")
    )
    return escaped or "–"


def _prices(front: Any, episode: str) -> None:
    """Show what the whole episode costs, rendered anew, in every dialect."""
    sys.stdout.write(f"{episode} as a whole, rendered anew:\n")
    from storyboard.dialects import DIALECTS
    from storyboard.lower import lower

    for name in DIALECTS:
        compilation, _ = lower(front._replace(episode=session.with_hosts(front.episode)), name)
        found = document([step for step in compilation.plan.steps if step.shot])["total"]
        price = (
            f"{found['price']['amount']} {found['price']['currency']}" if found["price"] else "price unknown"
        )
        state = (
            "does not compile"
            if compilation.report.fatal
            else f"{found['distinct']} shots, {found['seconds']} s, {price}"
        )
        sys.stdout.write(f"  {name:<12} {state}\n")
