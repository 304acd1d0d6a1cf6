"""What holds for a whole episode: settings, providers, budget, music, sounds, title card, outputs."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast

from storyboard.diagnostics import Fix
from storyboard.diagnostics.suggest import nearest
from storyboard.model.story import Card, Provider, Settings, Sound
from storyboard.resolve.reading import Node, inspected
from storyboard.resolve.timing import milliseconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storyboard.model.source import Place
    from storyboard.model.story import File

_GAIN = re.compile(r"([-+]?\d{1,3}(?:\.\d+)?)\s*(?:dB)?\Z", re.IGNORECASE)
_CARD_MS = 2500
_LONGEST_CARD_MS = 30_000


def settings(top: Node, known: Mapping[str, Provider], prompt: str) -> Settings:
    """Read the merged `defaults`; what the schema refused falls back to the program's default."""
    node = top.node("defaults")
    return Settings(
        providers=_provider_names(node, known),
        resolution=_one_of(node, "resolution", ("720P", "1080P")),
        ratio=_one_of(node, "ratio", ("16:9", "9:16", "1:1", "4:3", "3:4")),
        fps=node.whole("fps") if node.whole("fps") in (24, 25, 30, 50, 60) else 30,  # type: ignore[arg-type]
        pack=cast("Any", _one_of(node, "pack", ("auto", "scene", "explicit"))),
        prompt_extend=node.flag("prompt_extend"),
        watermark=node.flag("watermark"),
        seed=node.whole("seed"),
        negative_prompt=node.text("negative_prompt"),
        prompt=prompt,
        captions=cast("Any", _one_of(node, "captions", ("soft", "burned", "off"))),
    )


def written_places(top: Node) -> tuple[tuple[str, Place], ...]:
    """Give the places of the settings and top-level values that somebody wrote."""
    found = {}
    defaults = top.node("defaults")
    for node in (top, defaults):
        for key in node.tree:
            mark = node.context.document.marks.get(id(node.tree), {}).get(key)
            if mark is not None and node.context.document.sources[mark.source].text:
                found[key] = node.place(key)
    return tuple(found.items())


def providers(top: Node, built_in: Mapping[str, Provider]) -> dict[str, Provider]:
    """Give the built-in providers with what `providers:` says differently, and the author's own."""
    found = dict(built_in)
    for name, node in top.nodes("providers"):
        base = found.get(name)
        dialect = node.text("dialect") or (base.dialect if base else "")
        if not dialect:
            place = top.node("providers").key_place(name)
            top.context.say(
                "SB0204", f"provider `{name}` needs a `dialect`", place, help="for example `dialect: gccai`"
            )
            continue
        prices = dict(base.prices if base else ())
        for resolution, value in node.node("price").tree.items():
            amount = decimal_text(value)
            if amount:
                prices[resolution] = amount
        currency = node.text("currency") or (base.currency if base else "USD")
        base_url = node.text("base_url").rstrip("/") or (base.base_url if base else "")
        idempotent = node.flag("idempotent") if "idempotent" in node.tree else bool(base and base.idempotent)
        found[name] = Provider(name, dialect, base_url, idempotent, tuple(sorted(prices.items())), currency)
    return found


def budget(top: Node) -> tuple[tuple[str, str], ...]:
    """Read the spending limits as decimal text."""
    node = top.node("budget")
    found = [(key, decimal_text(node.tree[key])) for key in ("run", "month") if key in node.tree]
    return (*[(key, amount) for key, amount in found if amount], ("currency", node.text("currency") or "USD"))


def sounds(top: Node, key: str, *, duck: bool) -> tuple[Sound, ...]:
    """Read `music` (from the start, ducked under speech) or `sounds` (each at its own time)."""
    found = []
    for item in top.items(key):
        if isinstance(item, str):
            file = inspected(top.context, item, "sound", top.place(key))
            if file and not _remote(top, file, top.place(key)):
                found.append(Sound(file, 0, 0, 0.0, 0, 0, duck))
        elif isinstance(item, dict):
            sound = _sound(Node(top.context, item), duck=duck)
            if sound:
                found.append(sound)
    return tuple(found)


def card(top: Node) -> Card | None:
    """Read the title card; its title is the episode's unless it has its own."""
    value = top.tree.get("title_card")
    if isinstance(value, str):
        return Card(value, "", _CARD_MS)
    if not isinstance(value, dict):
        return None
    node = Node(top.context, value)
    length = milliseconds(value.get("length", _CARD_MS / 1000)) or _CARD_MS
    if length > _LONGEST_CARD_MS:
        message = f"a title card of {length / 1000:g} s"
        top.context.say("SB0206", message, node.place("length"), help=f"at most {_LONGEST_CARD_MS // 1000} s")
        length = _LONGEST_CARD_MS
    return Card(node.text("title") or top.text("title"), node.text("subtitle"), length)


def decimal_text(value: Any) -> str:
    """Give a price as decimal text, "" where it is none: `"0.10"`, 0.1, 20."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        return ""
    return str(amount) if amount.is_finite() and 0 <= amount < 10**9 else ""


def decibels(value: Any) -> float:
    """Give a gain in dB: `-12`, `"-12dB"`; 0 where there is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return max(-60.0, min(24.0, float(value)))
    found = _GAIN.match(value.strip()) if isinstance(value, str) else None
    return max(-60.0, min(24.0, float(found[1]))) if found else 0.0


def _remote(node: Node, file: File, place: Place) -> bool:
    """Refuse a URL where the file is mixed on this machine: nothing is fetched for a storyboard."""
    if file.is_url:
        message = "music and sounds must be files of the project, not URLs"
        node.context.say("SB0403", message, place, help="download it into the project")
    return file.is_url


def _sound(node: Node, *, duck: bool) -> Sound | None:
    file = node.file("file", "sound")
    if file is None or _remote(node, file, node.place("file")):
        return None
    start = milliseconds(node.tree.get("at", node.tree.get("from", 0))) or 0
    end = milliseconds(node.tree.get("to", 0)) or 0
    fade_in = milliseconds(node.tree.get("fade_in", 0)) or 0
    fade_out = milliseconds(node.tree.get("fade_out", 0)) or 0
    ducked = node.flag("duck") if "duck" in node.tree else duck
    return Sound(file, start, end, decibels(node.tree.get("gain")), fade_in, fade_out, ducked)


def _provider_names(node: Node, known: Mapping[str, Provider]) -> tuple[str, ...]:
    found = []
    for name in node.items("provider"):
        if not isinstance(name, str) or "{{" in name:
            continue
        if name in known:
            found.append(name)
            continue
        place = node.place("provider")
        meant = nearest(name, known)
        help_ = (
            f"did you mean `{meant}`?"
            if meant
            else f"known are {', '.join(known)}; others go under `providers:`"
        )
        fix = Fix(place, meant, f"write `{meant}`") if meant and node.text("provider") else None
        node.context.say("SB0310", f"there is no provider `{name}`", place, help=help_, fix=fix)
    return tuple(found)


def _one_of(node: Node, key: str, values: tuple[str, ...]) -> str:
    value = node.tree.get(key)
    return value if isinstance(value, str) and value in values else values[0]
