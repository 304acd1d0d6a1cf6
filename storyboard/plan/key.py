"""The key of a shot: SHA-256 over canonical JSON of what decides the picture (writing.md, "The key of a shot").

Panels enter as symbols: a mention is the number of its subject in the order of the request, so that renaming a character costs
nothing; media enter by the digest of their bytes. Integers, strings and ASCII keys only, so that the standard library's
output is RFC 8785's byte for byte (decisions.md, "Canonical JSON").
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from storyboard.model.story import Mention
from storyboard.plan.prompt import tenths, wording_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storyboard.model.shot import Panel, Request

VERSION = 1
_SEEDS = 2**31 - 1


def components(
    request: Request, looks: Mapping[str, str], style: str, *, music: bool, drawn: Sequence[Any] = ()
) -> dict[str, Any]:
    """Give what decides the picture, as data. `drawn` is what else an animatic draws: names and frame rate."""
    order: dict[str, int] = {}
    for item in request.media:
        order.setdefault(item.subject, len(order))
    found: dict[str, Any] = {
        "v": VERSION,
        "model": request.model,
        "panels": [_panel(panel, order, len(request.panels), request.seconds) for panel in _last_to(request)],
        "looks": [looks.get(subject, "") for subject in order],
        "style": style,
        "music": music,
        "negative_prompt": request.negative_prompt,
        "media": [
            [order[item.subject], item.kind, item.file.sha256, item.voice.sha256 if item.voice else ""]
            for item in request.media
        ],
        "first_frame": _first(request),
        "resolution": request.resolution,
        "ratio": request.ratio,
        "seconds": request.seconds,
        "seed": request.author_seed,
        "prompt_extend": request.prompt_extend,
        "watermark": request.watermark,
        "language": wording_language(request.language),
        "template": request.template,
    }
    if drawn:
        found["drawn"] = list(drawn)
    return found


def digest(found: Mapping[str, Any]) -> str:
    """Give the key of a shot's components: 64 hex characters."""
    text = json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seed(key: str, take: int, author_seed: int | None) -> int:
    """Give the seed of a take: the author's, counted up, or one derived from the key; 0 … 2³¹ − 1."""
    if author_seed is not None:
        return (author_seed + take - 1) % (_SEEDS + 1)
    return 1 + int.from_bytes(hashlib.sha256(f"{key}:{take}".encode()).digest(), "big") % _SEEDS


def _last_to(request: Request) -> tuple[Panel, ...]:
    """The last panel ends at the requested seconds, as the prompt prints it."""
    last = request.panels[-1]._replace(end_ms=request.seconds * 1000)
    return (*request.panels[:-1], last)


def _panel(panel: Panel, order: Mapping[str, int], count: int, seconds: int) -> dict[str, Any]:
    times = [tenths(panel.start_ms), min(tenths(panel.end_ms), seconds * 10)] if count > 1 else []
    return {
        "times": times,
        "action": _tokens(panel.action, order),
        "camera": _tokens(panel.camera, order),
        "sound": _tokens(panel.sound, order),
        "lines": [[order.get(line.speaker, line.speaker), line.how, line.says] for line in panel.lines],
        "silent": panel.silent,
        "present": [order.get(name, name) for name in panel.present],
        "place": order.get(panel.location, panel.location),
    }


def _tokens(tokens: Sequence[str | Mention], order: Mapping[str, int]) -> list[Any]:
    return [
        [order.get(token.subject, token.subject)] if isinstance(token, Mention) else token for token in tokens
    ]


def _first(request: Request) -> list[Any] | None:
    first = request.first_frame
    if first is None:
        return None
    return ["file", first.file.sha256] if first.file else ["last frame of", first.key, first.take]
