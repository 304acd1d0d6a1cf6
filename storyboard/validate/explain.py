"""A schema's complaint as a diagnostic: the code, the author's words, the place, what to do, often the fix.

Only imported once a document is known to be wrong. Nothing here prints a map or a list of the author's back:
a key and a short text at most.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from storyboard.diagnostics import Diagnostic, Fix
from storyboard.diagnostics.place import key_place, value_place
from storyboard.diagnostics.suggest import nearest
from storyboard.validate import words
from storyboard.validate.words import noun, shown, spelled, where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jsonschema import ValidationError

    from storyboard.model.source import Document, Place

_LIMITS = {
    "minimum": "be at least {}",
    "maximum": "be at most {}",
    "exclusiveMinimum": "be more than {}",
    "exclusiveMaximum": "be less than {}",
    "minItems": "have at least {} entries",
    "maxItems": "have at most {} entries",
    "minProperties": "have at least {} entries",
    "maxProperties": "have at most {} entries",
}
_YES_AND_NO = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_NEARLY_SCENE = re.compile(r"\s*([A-Za-z]+)[\s:#.-]*(\S.*?)\s*[\[({]\s*(.*?)\s*[\])}]*\s*")
_SEVERAL_KEYS = 12  # more are not listed in a help


class Case(NamedTuple):
    """One complaint: where in the tree it is, and what the schema wanted there."""

    document: Document
    root: dict[str, Any]
    error: ValidationError
    path: words.Path
    container: Any  # that holds the value at `path`; None for the tree itself

    @property
    def schema(self) -> dict[str, Any]:
        """The part of the schema that complains."""
        return cast("dict[str, Any]", self.error.schema)

    @property
    def value(self) -> Any:
        """What the author wrote, decoded."""
        return self.error.instance

    @property
    def place(self) -> Place:
        """The value's place; the key's for a value of many lines."""
        if self.container is None:
            return key_place(self.document, None, None)
        if isinstance(self.value, dict | list) and self.value:
            return key_place(self.document, self.container, self.path[-1])
        return value_place(self.document, self.container, self.path[-1])

    @property
    def example(self) -> str:
        """A sentence with an example of what may stand here, or ""."""
        return words.for_example(self.schema, self.path)


def explain(document: Document, schema: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for everything that a schema (its JSON text) has against a document."""
    root, validator = _compiled(schema)
    errors = (
        best_match([error]) if error.context else error for error in validator.iter_errors(document.tree)
    )
    found = [error for error in errors if error is not None and not _templated(error.instance)]
    for error in _without_echoes(found):
        path = tuple(error.absolute_path)
        container = None
        node: Any = document.tree
        for step in path:
            container, node = node, node[step]
        case = Case(document, root, error, path, container)
        handler = _HANDLERS.get(str(error.validator), _malformed)
        if "propertyNames" in error.absolute_schema_path:
            handler = _name
        yield from handler(case)


@cache
def _compiled(schema: str) -> tuple[dict[str, Any], Draft202012Validator]:
    root = json.loads(schema)
    return root, Draft202012Validator(_in_python(root))


def _in_python(schema: Any) -> Any:
    """Give a schema whose patterns mean to `re` what they mean to everybody else: `$` is the very end."""
    if isinstance(schema, list):
        return [_in_python(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made: dict[str, Any] = {}
    for key, part in schema.items():
        if key == "pattern" and isinstance(part, str):
            made[key] = _ends(part)
        elif key == "patternProperties":
            made[key] = {_ends(pattern): _in_python(inner) for pattern, inner in part.items()}
        else:
            made[key] = _in_python(part)
    return made


def _ends(pattern: str) -> str:
    return pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern


def _templated(value: Any) -> bool:
    return isinstance(value, str) and ("{{" in value or "{%" in value)


def _without_echoes(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """Leave one complaint a value: a wrong type hides what follows from it, a missing key counts once."""
    by_path: dict[words.Path, list[ValidationError]] = {}
    for error in errors:
        by_path.setdefault(tuple(error.absolute_path), []).append(error)
    for group in by_path.values():
        kinds = {str(error.validator): error for error in group}
        kept = group
        if "type" in kinds:
            choice = kinds.get("enum") or kinds.get("const")
            kept = [choice] if choice is not None and _is_a_choice(choice) else [kinds["type"]]
        required: set[int] = set()
        for error in kept:
            if error.validator != "required" or id(error.schema) not in required:
                required.add(id(error.schema))
                yield error


def _is_a_choice(error: ValidationError) -> bool:
    """Whether a wrong type is better seen as a wrong choice: `720` for `720P`, but not "1" for 1."""
    return isinstance(error.instance, str | int | float) and spelled(error.instance) not in _allowed(error)


def _allowed(error: ValidationError) -> list[str]:
    values = error.validator_value if error.validator == "enum" else [error.validator_value]
    return [spelled(value) for value in cast("list[str | float]", values)]


# -- one function for each kind of complaint


def _unknown(case: Case) -> Iterator[Diagnostic]:
    """SB0201, and SB0501 for a key among the scenes."""
    known = tuple(case.schema.get("properties", ()))
    patterns = tuple(case.schema.get("patternProperties", ()))
    for key in case.value:
        if key in known or any(re.search(pattern, key) for pattern in patterns):
            continue
        place = key_place(case.document, case.value, key)
        if patterns:
            yield _scene_key(case, key, place, patterns)
            continue
        near = nearest(key, (name for name in known if name not in case.value))
        help_ = f"did you mean `{near}`?" if near else _belongs(case, key)
        if not help_ and len(known) <= _SEVERAL_KEYS:
            help_ = f"the keys here are {words.joined(known, 'and')}"
        fix = _replace(case.document, place, near) if near else None
        message = f"unknown key `{shown(key)}`{where(case.path)}"
        yield Diagnostic("SB0201", "error", message, place, "not a known key here", help_, fix=fix)


def _scene_key(case: Case, key: str, place: Place, patterns: tuple[str, ...]) -> Diagnostic:
    message = f"`{shown(key)}` is not the key of a scene"
    help_ = "write a label and a time, as in `Scene 1 [0-3s]`"
    fix = None
    found = _NEARLY_SCENE.fullmatch(key)
    if key in case.root.get("properties", ()):
        help_ = f"`{key}` belongs at the top of the file: check its indentation"
    elif found and nearest(found[1], ("Scene",)):
        right = f"Scene {found[2]} [{found[3]}]"
        if any(re.search(pattern, right) for pattern in patterns) and right not in case.value:
            help_ = f"write `{shown(right)}`"
            fix = _replace(case.document, place, right)
    elif "[" not in key:
        help_ = "write its time too, as in `Scene 1 [0-3s]`"
    return Diagnostic("SB0501", "error", message, place, "not a scene", help_, fix=fix)


def _belongs(case: Case, key: str) -> str:
    """Say where a key is known that is not known here, or ""."""
    shared = case.root.get("$defs", {})
    if case.path and key in case.root.get("properties", ()):
        return f"`{key}` belongs at the top of the file: check its indentation"
    if key in shared.get("scene", {}).get("properties", ()):
        return f"`{key}` belongs in a scene: check its indentation"
    if key in shared.get("defaults", {}).get("properties", ()):
        return f"`{key}` belongs under `defaults`"
    if "scene" not in shared and key in ("scenes", "storyboard"):
        return "an episode is a file of its own, with a name that ends in `.storyboard.yaml`"
    return ""


def _type(case: Case) -> Iterator[Diagnostic]:
    """SB0202."""
    wanted = words.expected(case.schema)
    what = noun(case.path)
    if case.value is None:
        help_ = f"give it {wanted}, or remove the key"
        yield Diagnostic("SB0202", "error", f"{what} has no value", case.place, "nothing here", help_)
        return
    fix = _retyped(case)
    help_ = f"write `{shown(fix.text)}`" if fix else case.example
    message = f"{what} must be {wanted}, not {words.actual(case.value)}"
    yield Diagnostic("SB0202", "error", message, case.place, f"must be {wanted}", help_, fix=fix)


def _choice(case: Case) -> Iterator[Diagnostic]:
    """SB0203."""
    allowed = _allowed(case.error)
    written = spelled(case.value)
    is_text = case.schema.get("type", "string") == "string"
    near = nearest(written, allowed) if is_text or isinstance(case.value, str) else ""
    fix = None
    if near:
        fix = (
            _replace(case.document, case.place, near) if is_text else Fix(case.place, near, f"write `{near}`")
        )
    help_ = f"did you mean `{near}`?" if near else f"it may be {words.joined(allowed)}"
    message = f"{noun(case.path)} cannot be `{shown(written)}`"
    yield Diagnostic("SB0203", "error", message, case.place, "not one of the allowed values", help_, fix=fix)


def _missing(case: Case) -> Iterator[Diagnostic]:
    """SB0204."""
    place = key_place(case.document, case.container, case.path[-1]) if case.path else case.place
    for name in cast("list[str]", case.error.validator_value):
        if name in case.value:
            continue
        example = words.example(_resolved(case.root, case.schema.get("properties", {}).get(name, {})))
        help_ = f"add `{name}: {example}`" if example else f"add `{name}:`"
        message = f"`{name}` is missing{where(case.path)}"
        yield Diagnostic("SB0204", "error", message, place, f"needs `{name}`", help_)


def _malformed(case: Case) -> Iterator[Diagnostic]:
    """SB0205."""
    if case.error.validator == "minLength":
        yield _empty("SB0205", case)
        return
    title = case.schema.get("title", "of another form")
    near = _respelled(case) if isinstance(case.value, str) else ""
    fix = _replace(case.document, case.place, near) if near else None
    help_ = f"did you mean `{near}`?" if near else case.example
    written = f"`{shown(case.value)}`" if isinstance(case.value, str) else words.actual(case.value)
    message = f"{noun(case.path)} cannot be {written}: it must be {title}"
    yield Diagnostic("SB0205", "error", message, case.place, f"not {title}", help_, fix=fix)


def _name(case: Case) -> Iterator[Diagnostic]:
    """SB0205 for a key of the author's own."""
    owner: Any = case.document.tree
    for step in case.path:
        owner = owner[step]
    key, title = str(case.value), case.schema.get("title", "a name")
    place = key_place(case.document, owner, key)
    slug = re.sub(r"[^a-z0-9_-]+", "-", key.lower()).strip("-")
    fits = re.search(_ends(case.schema.get("pattern", "$")), slug) and slug not in owner
    rule = case.schema.get("description", "").partition(".")[0]
    fix = _replace(case.document, place, slug) if fits and title == "an id" else None
    help_ = f"write `{shown(slug)}`: {rule[:1].lower()}{rule[1:]}" if fix else rule
    yield Diagnostic(
        "SB0205", "error", f"`{shown(key)}` is not {title}", place, f"not {title}", help_, fix=fix
    )


def _range(case: Case) -> Iterator[Diagnostic]:
    """SB0206."""
    keyword, limit = str(case.error.validator), case.error.validator_value
    if keyword == "maxProperties" and case.path[-2:-1] == ("dialogue",):
        message = "two lines in one entry of the dialogue"
        place = key_place(case.document, case.value, list(case.value)[1])
        help_ = "begin each line with `- `"
        yield Diagnostic("SB0206", "error", message, place, "this one needs its own `- `", help_)
        return
    if keyword in ("minItems", "minProperties") and limit == 1:
        yield _empty("SB0206", case)
        return
    wanted = _LIMITS[keyword].format(limit)
    message = f"{noun(case.path)} must {wanted}"
    yield Diagnostic("SB0206", "error", message, case.place, f"must {wanted}", case.example)


def _empty(code: str, case: Case) -> Diagnostic:
    help_ = case.example or "write something, or remove the key"
    return Diagnostic(code, "error", f"{noun(case.path)} is empty", case.place, "empty", help_)


_HANDLERS: dict[str, Callable[[Case], Iterator[Diagnostic]]] = {
    "additionalProperties": _unknown,
    "type": _type,
    "enum": _choice,
    "const": _choice,
    "required": _missing,
    "pattern": _malformed,
    "minLength": _malformed,
    **dict.fromkeys(_LIMITS, _range),
}


# -- fixes


def _resolved(root: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a `$ref` into `$defs`; what stands beside it wins."""
    name = str(schema.get("$ref", "")).removeprefix("#/$defs/")
    return {**root.get("$defs", {}).get(name, {}), **schema}


def _raw(document: Document, place: Place) -> str:
    """Give the author's text at a place of one line, else ""."""
    source = next((source for source in document.sources if source.path == place.file), None)
    if source is None or place.line != place.end_line:
        return ""
    start = source.offset(place.line, place.column)
    return source.text[start : start + place.end_column - place.column]


def _replace(document: Document, place: Place, text: str) -> Fix | None:
    """Put a text where another scalar stands, in its quotes; a plain `16:9` gets some for YAML 1.1's sake."""
    raw = _raw(document, place)
    title = f"write `{shown(text)}`"
    if raw[:1] == "'":
        return Fix(place, "'" + text.replace("'", "''") + "'", title)
    if raw[:1] == '"' or re.fullmatch(r"[0-9]+:[0-9]+", text):
        return Fix(place, json.dumps(text, ensure_ascii=False), title)
    return Fix(place, text, title) if raw and raw[0] not in "*&!|>[{" else None


def _retyped(case: Case) -> Fix | None:
    """Give the same value as the type that is wanted, where that is what the author must have meant."""
    types = case.schema["type"] if isinstance(case.schema["type"], list) else [case.schema["type"]]
    value, place = case.value, case.place
    raw = _raw(case.document, place)
    if "string" in types and isinstance(value, bool | int | float) and re.fullmatch(r"[\w.+~-]+", raw):
        return Fix(place, f'"{raw}"', "put quotes round it")
    if not isinstance(value, str) or not raw:
        return None
    if "boolean" in types and value.lower() in {*_YES_AND_NO, "true", "false"}:
        right = _YES_AND_NO.get(value.lower(), value.lower())
        return Fix(place, right, f"write `{right}`")
    if {"integer", "number"} & set(types) and re.fullmatch(r"[0-9]{1,18}", value):
        return Fix(place, value, "remove the quotes")
    if "array" in types and re.fullmatch(r"""[\w./-]+|"[^"\\]*"|'[^']*'""", raw):
        return Fix(place, f"[{raw}]", "make it a list")
    return None


def _respelled(case: Case) -> str:
    """Give a text that fits the pattern and is nearly the author's, or ""."""
    value, pattern = str(case.value), _ends(case.schema.get("pattern", ""))
    first, _, rest = value.strip().partition(" ")
    starts = [text.split(" ")[0] for text in case.schema.get("examples", ()) if isinstance(text, str)]
    near = nearest(first, starts)
    tries = (f"{near} {rest}".strip() if near else "", value.replace(" ", ""), value.lower(), value.upper())
    return next((text for text in tries if text and text != value and re.search(pattern, text)), "")
