"""A compilation as a document: each shot's call in one dialect, or in all of them (schemas/compiled.schema.json)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storyboard.compile import Compilation, Front, compile_episode, provider_for, provider_target
from storyboard.diagnostics.formats.json import record
from storyboard.dialects import dialect
from storyboard.plan.lock import EMPTY, Lock
from storyboard.plan.price import estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storyboard.dialects.base import Binding
    from storyboard.model.plan import Step
    from storyboard.model.shot import First, Shot


def lower(front: Front, name: str, lock: Lock = EMPTY) -> tuple[Compilation, dict[str, Any]]:
    """Compile an episode in one dialect, packed around what the lock says is rendered; the front must have an episode."""
    assert front.episode is not None  # noqa: S101 - the caller asked
    compilation = compile_episode(front, provider_target(provider_for(front.episode, name)), lock)
    return compilation, document(compilation, name)


def lower_all(
    front: Front, names: Sequence[str], lock: Lock = EMPTY
) -> tuple[dict[str, Compilation], dict[str, Any]]:
    """Compile an episode in several dialects, with a report of what each of them loses."""
    assert front.episode is not None  # noqa: S101 - the caller asked
    made = {name: lower(front, name, lock) for name in names}
    lost: dict[tuple[str, str], list[str]] = {}
    for name, (compilation, _) in made.items():
        for item in compilation.unsaid:
            dialects = lost.setdefault((item.shot, item.field), [])
            if name not in dialects:
                dialects.append(name)
    whole = {
        "version": 1,
        "episode": front.episode.id,
        "dialects": {name: found for name, (_, found) in made.items()},
        "lowering": [
            {"shot": shot, "field": field, "dialects": names_of}
            for (shot, field), names_of in sorted(lost.items())
        ],
    }
    return {name: compilation for name, (compilation, _) in made.items()}, whole


def document(compilation: Compilation, name: str) -> dict[str, Any]:
    """Write the document of one dialect; the same input gives the same bytes on every machine."""
    usable = not compilation.report.fatal
    return {
        "version": 1,
        "episode": compilation.episode.id,
        "dialect": name,
        "shots": [_shot(compilation, step, name) for step in compilation.plan.steps if step.shot]
        if usable
        else [],
        "unsupported": [
            {"code": item.diagnostic.code, "shot": item.shot, "field": item.field}
            for item in compilation.unsaid
        ],
        "diagnostics": [record(found) for found in compilation.report.diagnostics],
    }


def _shot(compilation: Compilation, step: Step, name: str) -> dict[str, Any]:
    shot, provider = step.shot, compilation.target.provider
    assert shot is not None  # noqa: S101 - drops are left out
    assert provider is not None  # noqa: S101 - a dialect is spoken to a provider
    call, bindings = dialect(name).submit(shot.request, provider.base_url)
    price = estimate(shot.request, provider, bills_input=compilation.target.bills_input)
    return {
        "id": shot.id,
        "key": shot.request.key,
        "scenes": list(shot.scenes),
        "start_ms": shot.start_ms,
        "end_ms": shot.end_ms,
        "seconds": shot.request.seconds,
        "bindings": [_binding(binding) for binding in bindings],
        "first_frame": _first(shot.request.first_frame),
        "price": {"amount": str(price.amount), "currency": price.currency, "basis": price.basis}
        if price
        else None,
        "request": {"method": call.method, "url": call.url, "headers": dict(call.headers), "body": call.body},
    }


def _binding(binding: Binding) -> dict[str, Any]:
    file = binding.file
    return {
        "label": binding.label,
        "subject": binding.subject,
        "type": binding.kind,
        "file": file.path,
        "sha256": None if file.is_url else file.sha256,
        "voice": binding.voice.path if binding.voice else None,
    }


def _first(first: First | None) -> dict[str, Any] | None:
    if first is None:
        return None
    if first.file is None:
        return {"previous": first.shot, "sha256": None}
    return {"file": first.file.path, "sha256": None if first.file.is_url else first.file.sha256}


def shot_text(shot: Shot, found: dict[str, Any]) -> str:
    """Write one compiled shot for people: head, prompt and binding table."""
    body = found["request"]["body"]
    prompt = body.get("prompt") or body.get("input", {}).get("prompt", "")
    price = found["price"]
    cost = f"{price['amount']} {price['currency']}" if price else "price unknown"
    scenes = ", ".join(shot.scenes)
    lines = [
        f"{shot.id}  scene {scenes}  {shot.start_ms / 1000:g}–{shot.end_ms / 1000:g} s  {found['seconds']} s  {cost}"
    ]
    lines.append(f"  {found['request']['method']} {found['request']['url']}")
    lines.append(f"  {prompt}")
    for row in found["bindings"]:
        digest = f" = sha256 {row['sha256'][:12]}…" if row["sha256"] else ""
        voice = f"  voice {row['voice']}" if row["voice"] else ""
        lines.append(f"    {row['label']} = {row['subject']} = {row['file']}{digest}{voice}")
    return "\n".join(lines)
