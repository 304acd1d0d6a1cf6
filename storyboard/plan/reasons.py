"""Why a shot must be rendered again: the fields in which two keys differ, in the author's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storyboard.model.plan import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST = 160  # characters of a value


def differences(
    before: Mapping[str, Any] | None, after: Mapping[str, Any], before_key: str, after_key: str
) -> tuple[Reason, ...]:
    """Compare the components of two keys field by field; where the older ones are lost, only the keys can be told."""
    if before is None:
        return (Reason("key", before_key[:12], after_key[:12]),)
    old, new = dict(_flat(before)), dict(_flat(after))
    fields = [*new, *(field for field in old if field not in new)]
    found = [
        Reason(field, old.get(field, ""), new.get(field, ""))
        for field in fields
        if old.get(field) != new.get(field)
    ]
    return tuple(found)


def _flat(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    subjects = [str(name) for name in found.get("subjects", ())]
    for field in (
        "model",
        "style",
        "negative_prompt",
        "resolution",
        "ratio",
        "seconds",
        "seed",
        "prompt_extend",
    ):
        yield field, _text(found.get(field))
    yield "watermark", _text(found.get("watermark"))
    yield "language", _text(found.get("language"))
    yield "silence of music", _text(found.get("music"))
    yield "prompt template", _text(found.get("template"))
    yield "first_frame", _text(found.get("first_frame"))
    yield "drawn", _text(found.get("drawn"))
    for index, look in enumerate(found.get("looks", ())):
        yield f"look of {_name(subjects, index)}", _text(look)
    for slot, (owner, kind, sha256, voice) in enumerate(found.get("media", ()), 1):
        yield f"reference {slot} ({_name(subjects, owner)})", f"{kind} {str(sha256)[:12]}"
        yield f"voice of {_name(subjects, owner)}" if voice else f"voice at {slot}", str(voice)[:12]
    for number, panel in enumerate(found.get("panels", ()), 1):
        for field in ("times", "action", "camera", "sound", "lines", "silent", "present", "place"):
            yield f"panel {number} {field}", _panel_text(field, panel.get(field), subjects)


def _panel_text(field: str, value: Any, subjects: list[str]) -> str:
    if field == "times":
        return "–".join(f"{tenth / 10:g}" for tenth in value or ())
    if field == "lines":
        return " / ".join(
            f"{_name(subjects, who)}{f' ({how})' if how else ''}: {says}" for who, how, says in value or ()
        )
    if field == "present":
        return ", ".join(_name(subjects, name) for name in value or ())
    if field == "place":
        return _name(subjects, value) if value != "" else ""
    if field in ("action", "camera", "sound"):
        tokens = (
            "@" + _name(subjects, token[0]) if isinstance(token, list) else token for token in value or ()
        )
        return _text("".join(tokens))
    return _text(value)


def _name(subjects: list[str], index: Any) -> str:
    return subjects[index] if isinstance(index, int) and index < len(subjects) else str(index)


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
