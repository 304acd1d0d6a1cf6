"""The loader: values, places and limits, with the C parser and with the pure one."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import given, settings
from hypothesis import strategies as st

from storyboard.diagnostics import Report
from storyboard.load import source_of
from storyboard.load.pure import Parser
from storyboard.load.yaml import Limits, read


def _read(text: str, **kwargs: Any) -> tuple[Any, Report]:
    report = Report()
    tree, _ = read(source_of("x.yaml", text), 0, report, **kwargs)
    return tree, report


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16:9", "16:9"),
        ("1:30", "1:30"),
        ("no", "no"),
        ("on", "on"),
        ("2026-11-20", "2026-11-20"),
        ("1_000", "1_000"),
        ("0x10", 16),
        ("0o17", 15),
        ("010", 10),
        ("1e3", 1000.0),
        ("-2.5", -2.5),
        (".5", 0.5),
        ("true", True),
        ("~", None),
        ("", None),
        ("'3'", "3"),
        ("1e999", "SB0105"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("=", "="),
    ],
)
def test_scalars_follow_the_core_rules(text: str, value: object) -> None:
    tree, report = _read(f"a: {text}\n")
    if value == "SB0105":
        assert [found.code for found in report.diagnostics] == ["SB0105"]
    else:
        assert tree == {"a": value}
        assert type(tree["a"]) is type(value)


def test_places_count_code_points_behind_a_byte_order_mark_and_in_dos_files() -> None:
    text = 'a: "😀 灯"\r\nbb:\r\n  - 𝔵: y\r\n'
    source = source_of("x.yaml", text)
    tree, marks = read(source, 0, Report())
    mark = marks[id(tree["bb"][0])]["𝔵"]
    assert source.place(mark.value, mark.value + 1)[1:3] == (3, 8)
    assert source.place(mark.key, mark.key + 1)[1:3] == (3, 5)


def test_merge_keys_and_anchors_work() -> None:
    tree, report = _read("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc: {<<: [*a, {z: 4}], x: 0}\n")
    assert tree == {"a": {"x": 1, "y": 2}, "b": {"y": 3, "x": 1}, "c": {"x": 0, "y": 2, "z": 4}}
    assert not report.diagnostics


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "SB0102"),
        ("? " * 100_000, "SB0006"),
        ("- " * 100_000, "SB0102"),
        ("a: " + "1" * 1_000_000, "SB0105"),
        ("x0: &x0 [a]\n" + "".join(f"x{i}: &x{i} [*x{i - 1}]\n" for i in range(1, 400)), "SB0102"),
        ("m0: &m0 {a0: 1, b0: 1}\n" + "".join(
            f"m{i}: &m{i} {{a{i}: *m{i - 1}, b{i}: *m{i - 1}}}\n" for i in range(1, 40)), "SB0104"),
        ("a: \x07\n", "SB0003"),
        ("a: 'b\n", "SB0003"),
    ],
    ids=["brackets", "complex keys", "lists", "a million digits", "nested aliases", "merge bomb", "control", "quote"],
)  # fmt: skip
def test_bombs_are_one_clear_error(text: str, code: str) -> None:
    tree, report = _read(text)
    assert tree is None
    assert [found.code for found in report.diagnostics] == [code]


def test_too_many_values_are_refused() -> None:
    _, report = _read("a: [1, 2, 3, 4, 5]\n", limits=Limits(nodes=5))
    assert [found.code for found in report.diagnostics] == ["SB0103"]


def test_every_trap_of_a_file_is_told_at_once() -> None:
    text = "a: @mira # why\nb:\n  - c: d: e\nf: {{ g }}\nh: @ben\n"
    tree, report = _read(text)
    assert [found.code for found in report.diagnostics] == ["SB0008", "SB0010", "SB0009", "SB0008"]
    assert tree == {"a": "@mira", "b": [{"c": "d: e"}], "f": "{{ g }}", "h": "@ben"}
    assert [found.fix.text for found in report.diagnostics if found.fix] == [
        '"@mira"',
        '"d: e"',
        '"{{ g }}"',
        '"@ben"',
    ]


_TEXT = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=12)
_SCALARS = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | _TEXT
_TREES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(_TREES)
def test_json_reads_as_json_with_both_parsers(tree: Any) -> None:
    """JSON is YAML, but for a lone surrogate and what YAML's scanner calls special characters."""
    text = json.dumps({"a": tree})
    for parser in ({}, {"parser": Parser}):
        found, report = _read(text, **parser)
        assert not report.diagnostics
        assert found == {"a": tree}


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab:-#'\"[]{}&*!|>@ \n?,%", max_size=40))
def test_the_pure_parser_agrees_with_the_fast_one(text: str) -> None:
    fast, report = _read(text)
    pure, other = _read(text, parser=Parser)
    if not report.diagnostics and not other.diagnostics:
        assert fast == pure


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.text("xyz ", max_size=6), max_size=5))
def test_plain_texts_read_as_pyyaml_reads_them(tree: dict[str, str]) -> None:
    text = pyyaml.safe_dump(tree, default_flow_style=False)
    found, _ = _read(text)
    assert (found or {}) == tree
