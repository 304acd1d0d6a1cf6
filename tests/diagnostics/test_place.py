"""Spans of keys, values and words, found in texts that the project's own reader has read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyboard.diagnostics import Report
from storyboard.diagnostics.place import found_place, key_place, text_place, value_place
from storyboard.load import source_of
from storyboard.load.yaml import read
from storyboard.model.source import Document, Mark, Place, Source

if TYPE_CHECKING:
    from collections.abc import Callable


def document(text: str) -> Document:
    source = source_of("e.yaml", text)
    tree, marks = read(source, 0, Report())
    return Document(tree, (source,), marks)


def cut(read_document: Document, place: Place) -> str:
    """Give the text at a place."""
    source = read_document.sources[0]
    start = source.offset(place.line, place.column)
    return source.text[start : source.offset(place.end_line, place.end_column)]


def at(find: Callable[..., Place], text: str, *path: Any, **more: Any) -> str:
    """Give the text at the place that a function finds for a path of keys."""
    found = document(text)
    container: Any = found.tree
    for step in path[:-1]:
        container = container[step]
    return cut(found, find(found, container, path[-1], **more))


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("title: The Lamp\n", ["title"], "title"),
        ("title : The Lamp\n", ["title"], "title"),
        ('"title": The Lamp\n', ["title"], '"title"'),
        ("'it''s': x\n", ["it's"], "'it''s'"),
        ('"a\\"b": x\n', ['a"b'], '"a\\"b"'),
        ("Scene 1 [0-3s]: x\n", ["Scene 1 [0-3s]"], "Scene 1 [0-3s]"),
        ("a:b: x\n", ["a:b"], "a:b"),
        ("m: {a: 1, b: 2}\n", ["m", "b"], "b"),
        ("m: {a: 1, b}\n", ["m", "b"], "b"),
        ("m: {\n  a: 1,\n  b c: 2}\n", ["m", "b c"], "b c"),
        ("k: [x, y]\n", ["k", 1], "y"),
        ("k:\n  - x\n  - y z\n", ["k", 1], "y z"),
        ("? title\n: x\n", ["title"], "title"),
        ("&n title: x\n", ["title"], "title"),
    ],
)
def test_a_key_is_found_whole(text: str, path: list[Any], expected: str) -> None:
    assert at(key_place, text, *path) == expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("title: The Lamp\n", ["title"], "The Lamp"),
        ("title: The Lamp", ["title"], "The Lamp"),
        ("title: The Lamp  # a comment\n", ["title"], "The Lamp"),
        ("title: room #4 is a comment\n", ["title"], "room"),
        ("title: C#4\n", ["title"], "C#4"),
        ("title: The Lamp\r\nratio: x\r\n", ["title"], "The Lamp"),
        ('title: "The: Lamp" # x\n', ["title"], '"The: Lamp"'),
        ("title: 'it''s # late' # x\n", ["title"], "'it''s # late'"),
        ('title: "a \\" b"\n', ["title"], '"a \\" b"'),
        ('title: "two\n  lines"\n', ["title"], '"two\n  lines"'),
        ("title: one,\n  two\n", ["title"], "one,"),
        ("a: x, y [z]\n", ["a"], "x, y [z]"),
        ("m: {a: x y, b: 2}\n", ["m", "a"], "x y"),
        ("m: {a: 1, b: x}\n", ["m", "b"], "x"),
        ("m: {\n  a: 1,\n  b: x,\n  c: 3}\n", ["m", "b"], "x"),
        ("m: {  # why\n  a: x, b: y\n  }\n", ["m", "a"], "x"),
        ("m: [a b, c]\n", ["m", 0], "a b"),
        ("m: [\n  # why\n\n  a b, c]\n", ["m", 0], "a b"),
        ("m: [a, b: c, d]\n", ["m", 1, "b"], "c"),
        ("m: [x, [y, z]] # w\n", ["m"], "[x, [y, z]]"),
        ("m: {a: ']', b: \"}\"} # w\n", ["m"], "{a: ']', b: \"}\"}"),
        ("m: [x,\n  y]\n", ["m"], "[x,"),
        ("m: [x,  # w\n  y]\n", ["m"], "[x,"),
        ("a: |\n  one\n  two\n", ["a"], "one"),
        ("a: >- # folded\n\n    one  \n    two\n", ["a"], "one"),
        ("a: |2\nb: x\n", ["a"], "|"),
        ("k:\n  - |\n    one\n", ["k", 0], "one"),
        ("k:\n- |\n one\n", ["k", 0], "one"),
        ("k:\n  - a: >\n      one\n", ["k", 0, "a"], "one"),
        ("title: &t The Lamp\n", ["title"], "The Lamp"),
        ("a: &t x\nb: *t\n", ["b"], "*t"),
        ("m:\n  a: 1\n  b: 2\n", ["m"], "a: 1"),
        ("title:\nratio: x\n", ["title"], "title"),
        ("title: # nothing\nratio: x\n", ["title"], "title"),
        ("m: {a: , b: 1}\n", ["m", "a"], "a"),
        ("title: 米拉と灯台 # x\n", ["title"], "米拉と灯台"),
        ("title: 😀, b\n", ["title"], "😀, b"),
    ],
)
def test_a_value_is_found_to_its_end(text: str, path: list[Any], expected: str) -> None:
    assert at(value_place, text, *path) == expected


def test_a_place_counts_lines_and_columns_from_one_in_code_points() -> None:
    found = document("a: 1\n😀: '米拉'\n")
    assert value_place(found, found.tree, "😀") == Place("e.yaml", 2, 4, 2, 8)


@pytest.mark.parametrize(
    ("text", "needle", "nth", "column"),
    [
        ('a: "@mira and @mira"\n', "@mira", 1, (1, 15)),
        ('a: "@mirabel, @mira-2, @@mira, x@mira, @mira."\n', "@mira", 0, (1, 40)),
        ("a: Miranda and Mira\n", "Mira", 0, (1, 16)),
        ("a: 米拉走\n", "米拉", 0, (1, 4)),
        ("a: Image 12, Image 1\n", "Image 1", 0, (1, 14)),
        ("a: >\n  one\n  two @mira\nb: '@mira'\n", "@mira", 0, (3, 7)),
        ("a: |\n  one\n\n  @mira\n", "@mira", 0, (4, 3)),
        ("a: one\n  two Mira\n", "Mira", 0, (2, 7)),
        ('a: "one\n  {{ x }}"\n', "{{", 0, (2, 3)),
    ],
)
def test_a_word_is_found_inside_a_value(text: str, needle: str, nth: int, column: tuple[int, int]) -> None:
    found = document(text)
    place = text_place(found, found.tree, "a", needle, nth)
    assert (place.line, place.column) == column
    assert cut(found, place) == needle
    assert place == found_place(found, found.tree, "a", needle, nth)


@pytest.mark.parametrize(
    ("text", "needle", "nth"),
    [
        ("a: one\nb: Mira\n", "Mira", 0),
        ("a: |\n  one\nb: Mira\n", "Mira", 0),
        ("m: x\na: Mira\n", "Mira", 1),
        ('a: "Mi\\x72a"\n', "Mira", 0),
        ("a: Mira\n", "", 0),
    ],
)
def test_a_word_that_is_not_there_gives_the_whole_value(text: str, needle: str, nth: int) -> None:
    found = document(text)
    assert found_place(found, found.tree, "a", needle, nth) is None
    assert text_place(found, found.tree, "a", needle, nth) == value_place(found, found.tree, "a")


def test_a_merged_document_points_into_the_right_source() -> None:
    one, two = source_of("one.yaml", "a: first, x\n"), source_of("two.yaml", "\nb: second, y\n")
    tree = {"a": "first", "b": "second"}
    found = Document(tree, (one, two), {id(tree): {"a": Mark(0, 0, 3), "b": Mark(1, 1, 4)}})
    assert value_place(found, tree, "a") == Place("one.yaml", 1, 4, 1, 12)
    assert value_place(found, tree, "b") == Place("two.yaml", 2, 4, 2, 13)
    assert key_place(found, tree, "b") == Place("two.yaml", 2, 1, 2, 2)


def test_what_has_no_mark_is_at_the_start_of_the_document() -> None:
    found = document("a: 1\n")
    start = Place("e.yaml", 1, 1, 1, 1)
    assert key_place(found, found.tree, "b") == start
    assert value_place(found, {}, "a") == start
    assert text_place(found, None, ["unhashable"], "x") == start
    assert key_place(Document({}, (), {}), None, "a") == Place("", 1, 1, 1, 1)


def test_marks_of_the_programs_own_defaults_are_in_no_file() -> None:
    tree = {"fps": 30}
    found = Document(tree, (Source("", "", (0,)),), {id(tree): {"fps": Mark(0, 0, 0)}})
    assert value_place(found, tree, "fps") == Place("", 1, 1, 1, 1)


_TEXTS = st.text(alphabet="ab:,[]{}\"'|>#&*! -?\\\n\r\té米", max_size=40)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.integers(-5, 50), st.integers(-5, 50), st.integers(-1, 2), st.text("a@b{", max_size=3))
def test_any_text_and_any_mark_give_a_place(
    text: str, key: int, value: int, number: int, needle: str
) -> None:
    tree = {"k": "v"}
    source = source_of("e.yaml", text)
    found = Document(tree, (source,), {id(tree): {"k": Mark(number, key, value)}})
    for place in (
        key_place(found, tree, "k"),
        value_place(found, tree, "k"),
        text_place(found, tree, "k", needle),
    ):
        start = source.offset(place.line, place.column)
        end = source.offset(place.end_line, place.end_column)
        assert 0 <= start <= end <= len(text)
