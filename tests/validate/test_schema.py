"""The published schemas: valid, portable, described, true to their examples, read alike by two validators."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from storyboard.config import data
from storyboard.load import source_of
from storyboard.model.source import Document
from storyboard.validate import shape
from storyboard.validate.explain import explain

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("series", "storyboard", "lock", "compiled", "diagnostic", "plan")
# Keywords that mean the same in draft-07 and 2020-12, so that every editor reads them.
_PORTABLE = {
    *("$schema", "$ref", "$defs", "title", "description", "examples", "default", "type", "enum", "const"),
    *("properties", "patternProperties", "additionalProperties", "propertyNames", "required"),
    *("minProperties", "maxProperties", "items", "minItems", "maxItems", "minLength", "maxLength", "pattern"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "anyOf", "if", "then", "else"),
}
_MAPS = ("properties", "patternProperties", "$defs")
_PARTS = ("additionalProperties", "propertyNames", "items", "if", "then", "else")
_WORDS_ONLY = {"$ref", "title", "description", "examples"}


def schema(name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(data(f"schemas/{name}.schema.json").read_text("utf-8")))


def parts(part: Any, path: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every subschema with its JSON pointer."""
    if not isinstance(part, dict):
        return
    yield path, part
    for key in _MAPS:
        for name, inner in part.get(key, {}).items():
            yield from parts(inner, f"{path}/{key}/{name}")
    for key in _PARTS:
        yield from parts(part.get(key), f"{path}/{key}")
    for index, inner in enumerate(part.get("anyOf", ())):
        yield from parts(inner, f"{path}/anyOf/{index}")


def _is_condition(path: str) -> bool:
    return bool(re.search(r"/(if|then|else)(/anyOf/\d+)?$|/anyOf/\d+$", path))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_in_both_drafts(name: str) -> None:
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema(name))
    Draft7Validator.check_schema(schema(name))
    assert jsonschema_rs.meta.is_valid(schema(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_uses_only_what_every_editor_knows(name: str) -> None:
    for path, part in parts(schema(name)):
        assert part.keys() <= _PORTABLE, path
        if "$ref" in part:
            assert part.keys() <= _WORDS_ONLY, f"{path}: draft-07 ignores what stands beside a $ref"


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_described_and_has_an_example(name: str) -> None:
    root = schema(name)
    for path, part in parts(root):
        if _is_condition(path):
            continue
        whole = {**_target(root, part), **part}
        assert whole.get("description", "").endswith("."), path
        assert whole.get("examples"), path


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_valid(name: str) -> None:
    root = schema(name)
    tried = 0
    for path, part in parts(root):
        here = {
            "$defs": root.get("$defs", {}),
            **{key: value for key, value in part.items() if key != "$defs"},
        }
        validator = Draft202012Validator(here)
        for example in (*part.get("examples", ()), *([part["default"]] if "default" in part else ())):
            assert not [error.message for error in validator.iter_errors(example)], f"{path}: {example}"
            tried += 1
    assert tried > 5


@pytest.mark.parametrize("name", NAMES)
def test_maps_are_closed(name: str) -> None:
    for path, part in parts(schema(name)):
        if "properties" in part and not path.endswith("/request/properties/body"):
            assert part.get("additionalProperties") is False, path


@pytest.mark.parametrize("name", NAMES)
def test_every_definition_is_used(name: str) -> None:
    root = schema(name)
    used = {part["$ref"] for _, part in parts(root) if "$ref" in part} | {
        inner["$ref"] for inner in root.get("anyOf", ()) if "$ref" in inner
    }
    assert used == {f"#/$defs/{key}" for key in root.get("$defs", ())}


def test_the_author_schemas_share_their_definitions() -> None:
    series, storyboard = schema("series"), schema("storyboard")
    assert series["$defs"].keys() <= storyboard["$defs"].keys()
    for name, part in series["$defs"].items():
        assert storyboard["$defs"][name] == part, name
    for name, part in series["properties"].items():
        assert storyboard["properties"][name]["$ref"] == part["$ref"], name


def test_an_episode_takes_every_setting_at_its_top() -> None:
    storyboard = schema("storyboard")
    for name, part in storyboard["$defs"]["defaults"]["properties"].items():
        assert storyboard["properties"][name] == part


def test_music_takes_what_a_bed_takes() -> None:
    storyboard = schema("storyboard")
    music, bed = storyboard["properties"]["music"], storyboard["$defs"]["bed"]
    assert music["properties"] == bed["properties"]
    assert music["required"] == bed["required"]


@pytest.mark.parametrize(("one", "other"), [("diagnostic", "compiled"), ("plan", "compiled")])
def test_documents_that_share_a_part_share_its_definition(one: str, other: str) -> None:
    first, second = schema(one)["$defs"], schema(other)["$defs"]
    both = first.keys() & second.keys()
    assert len(both) >= 3
    for name in both:
        assert first[name] == second[name], name


def _target(root: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    name = str(part.get("$ref", "")).removeprefix("#/$defs/")
    return cast("dict[str, Any]", root.get("$defs", {}).get(name, {}))


# -- two validators, one opinion

_EPISODE: dict[str, Any] = {
    "storyboard": 1,
    "title": "The Lamp",
    "language": "en",
    "provider": ["dashscope", "freepik"],
    "resolution": "720P",
    "fps": 30,
    "seed": 7,
    "watermark": False,
    "style": {"look": "soft"},
    "voices": {"mira": {"file": "a.wav"}},
    "characters": {"mira": {"images": ["a.png"], "voice": "mira"}},
    "providers": {"x": {"dialect": "gccai", "base_url": "https://x.example", "price": {"720P": "0.10"}}},
    "budget": {"run": 20, "currency": "USD"},
    "music": [{"file": "a.mp3", "gain": "-12dB", "from": "1:05"}, "b.mp3"],
    "sounds": [{"file": "a.wav", "at": 0, "duck": True}],
    "title_card": {"title": "x", "length": "2s"},
    "outputs": ["mp4", "srt"],
    "scenes": {
        "Scene 1 [0-3s]": "@mira waits.",
        "Scene 2 [4s]": {
            "dialogue": [{"mira (low)": "Hi."}, {"who": "mira", "how": "low", "says": "Yes."}],
            "transition": "dissolve 0.5s",
            "characters": ["mira"],
            "shot": "new",
            "when": True,
        },
    },
}
_SERIES: dict[str, Any] = {
    "series": "lighthouse",
    **{key: _EPISODE[key] for key in ("title", "language", "voices", "characters", "providers", "budget")},
    "defaults": {key: _EPISODE[key] for key in ("provider", "resolution", "fps", "seed", "style")},
}
_WORDS = [
    *(
        "",
        "none",
        "cut",
        "fade 1s",
        "fade  1:05",
        "720P",
        "16:9",
        "1:05",
        "1:60",
        "3s",
        "3 s",
        "-12dB",
        "USD",
    ),
    *("mira", "Mira", "mira\n", "mira (x", "é", "米拉", "https://x y", "https://a/b", "Scene 1 [0-3]"),
    *("Scene 1 [0-3]\n", "Scene\t1 [3]", "Scene  [3]", "scene 1 [3]", "Scene 1 [", "who", "file", "kind"),
    *("3\n", "0.5", "٣s", "\u2028", "Scene 1\u2028 [3]", "Scene 1\r [3]", "\x85", "720P ", "en-", "pt-BR"),
]
_SCALARS = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from([None, True, False, 0, 1, -1, 24, 30.0, 2.5, 2147483648, 10**17, -0.0, 1e300]),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_WORDS), inner, max_size=3)
    ),
    max_leaves=4,
)


_EXAMPLES = [
    json.dumps(example)
    for _, part in parts(schema("storyboard"))
    for example in part.get("examples", ())
    if "{{" not in str(example)
]
_CHANGES = _VALUES | st.sampled_from(_EXAMPLES).map(json.loads)


def _containers(node: Any) -> list[Any]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    found = [part for child in inner for part in _containers(child)]
    return [node, *found] if isinstance(node, dict | list) else found


@st.composite
def _mutated(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """Change a right document in one place or two."""
    tree: dict[str, Any] = json.loads(json.dumps(whole))
    for _ in range(draw(st.integers(1, 2))):
        container = draw(st.sampled_from(_containers(tree)))
        if isinstance(container, list):
            container[draw(st.integers(0, 1)) :] = [draw(_CHANGES)]
        else:
            key = draw(st.sampled_from([*container] * 9 + _WORDS))
            if key in container and draw(st.integers(0, 3)) == 0:
                del container[key]
            else:
                container[key] = draw(_CHANGES)
    return tree


@cache
def _fast(name: str) -> Any:
    return jsonschema_rs.validator_for(json.dumps(schema(name)))


def _agree(tree: dict[str, Any], name: Literal["series", "storyboard"]) -> None:
    document = Document(tree, (source_of("e.yaml", ""),), {})
    found = list(explain(document, data(f"schemas/{name}.schema.json").read_text("utf-8")))
    assert (not found) == _fast(name).is_valid(tree)
    assert found == list(shape(document, name))
    for one in found:
        assert "\n" not in one.message + one.label + one.help
        assert len(one.message) < 400
        assert one.message[-1] != "."


def test_the_examples_of_the_fuzzing_are_right() -> None:
    for tree, name in ((_EPISODE, "storyboard"), (_SERIES, "series")):
        assert _fast(name).is_valid(tree)


@settings(max_examples=400, deadline=None)
@given(_mutated(_EPISODE))
def test_both_validators_agree_on_episodes(tree: dict[str, Any]) -> None:
    _agree(tree, "storyboard")


@settings(max_examples=150, deadline=None)
@given(_mutated(_SERIES))
def test_both_validators_agree_on_series(tree: dict[str, Any]) -> None:
    _agree(tree, "series")
