"""What an author is told about a document that is not what the schema says: words, place, help and fix."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Literal

import pytest

from storyboard.diagnostics import Diagnostic, Report
from storyboard.load import source_of
from storyboard.load.yaml import read
from storyboard.model.source import Document
from storyboard.validate import shape
from storyboard.validate.explain import explain
from tests.architecture.sources import ROOT

if TYPE_CHECKING:
    from storyboard.model.source import Place

_HEAD = "storyboard: 1\n"
_SCENES = "scenes:\n  Scene 1 [0-3s]: a door\n"


def document(text: str) -> Document:
    report = Report()
    source = source_of("e.yaml", text)
    tree, marks = read(source, 0, report)
    assert not report.diagnostics
    return Document(tree, (source,), marks)


def told(text: str, schema: Literal["series", "storyboard"] = "storyboard") -> list[Diagnostic]:
    report = Report()
    report.extend(shape(document(text), schema))
    return list(report.diagnostics)


def one(text: str, schema: Literal["series", "storyboard"] = "storyboard") -> Diagnostic:
    (found,) = told(text, schema)
    assert found.severity == "error"
    return found


def _cut(text: str, place: Place) -> str:
    lines = text.split("\n")
    assert place.line == place.end_line
    return lines[place.line - 1][place.column - 1 : place.end_column - 1]


def _fixed(text: str, found: Diagnostic) -> str:
    assert found.fix is not None
    place = found.fix.place
    lines = text.split("\n")
    line = lines[place.line - 1]
    lines[place.line - 1] = line[: place.column - 1] + found.fix.text + line[place.end_column - 1 :]
    return "\n".join(lines)


def test_a_right_document_is_not_spoken_of() -> None:
    assert told(_HEAD + _SCENES) == []
    assert told("series: lighthouse\n", "series") == []


@pytest.mark.parametrize(
    ("line", "code", "message", "at", "fixed"),
    [
        ("captons: soft", "SB0201", "unknown key `captons`", "captons", "captions: soft"),
        ("'captons': soft", "SB0201", "unknown key `captons`", "'captons'", "'captions': soft"),
        ("title: 1984", "SB0202", "`title` must be text, not a number", "1984", 'title: "1984"'),
        ("title: true  # x", "SB0202", "`title` must be text, not `true`", "true", 'title: "true"  # x'),
        ('seed: "42"', "SB0202", "`seed` must be a whole number, not text", '"42"', "seed: 42"),
        ("watermark: yes", "SB0202", "`watermark` must be true or false, not text", "yes", "watermark: true"),
        (
            "watermark: Off",
            "SB0202",
            "`watermark` must be true or false, not text",
            "Off",
            "watermark: false",
        ),
        ("outputs: mp4", "SB0202", "`outputs` must be a list, not text", "mp4", "outputs: [mp4]"),
        ("resolution: 720p", "SB0203", "`resolution` cannot be `720p`", "720p", "resolution: 720P"),
        ("resolution: 720", "SB0203", "`resolution` cannot be `720`", "720", "resolution: 720P"),
        ('resolution: "720p"', "SB0203", "`resolution` cannot be `720p`", '"720p"', 'resolution: "720P"'),
        ("resolution: '720p'", "SB0203", "`resolution` cannot be `720p`", "'720p'", "resolution: '720P'"),
        ("ratio: 16x9", "SB0203", "`ratio` cannot be `16x9`", "16x9", 'ratio: "16:9"'),
        ("fps: thirty", "SB0203", "`fps` cannot be `thirty`", "thirty", None),
        ('fps: "30"', "SB0202", "`fps` must be a whole number, not text", '"30"', "fps: 30"),
        (
            "language: EN",
            "SB0205",
            "`language` cannot be `EN`: it must be a language tag",
            "EN",
            "language: en",
        ),
    ],
)
def test_a_near_miss_is_named_and_mended(
    line: str, code: str, message: str, at: str, fixed: str | None
) -> None:
    text = f"{_HEAD}{line}\n{_SCENES}"
    found = one(text)
    assert (found.code, found.message) == (code, message)
    assert _cut(text, found.place) == at
    assert found.help
    if fixed is None:
        assert found.fix is None
    else:
        mended = _fixed(text, found)
        assert mended.split("\n")[1] == fixed
        assert told(mended) == []


@pytest.mark.parametrize(
    ("line", "code", "message", "help_"),
    [
        (
            "ratio: 16:10",
            "SB0203",
            "`ratio` cannot be `16:10`",
            "it may be `16:9`, `9:16`, `1:1`, `4:3` or `3:4`",
        ),
        ("fps: 29", "SB0203", "`fps` cannot be `29`", "it may be `24`, `25`, `30`, `50` or `60`"),
        ("seed: -1", "SB0206", "`seed` must be at least 0", "for example `seed: 42`"),
        ("seed: 2147483648", "SB0206", "`seed` must be at most 2147483647", "for example `seed: 42`"),
        (
            "seed: 1.5",
            "SB0202",
            "`seed` must be a whole number, not a number with a fraction",
            "for example `seed: 42`",
        ),
        ("seed:", "SB0202", "`seed` has no value", "give it a whole number, or remove the key"),
        ("outputs: []", "SB0206", "`outputs` is empty", 'for example `outputs: ["mp4", "srt"]`'),
        ('title: ""', "SB0205", "`title` is empty", "for example `title: The Lamp`"),
        ("camera: x", "SB0201", "unknown key `camera`", "`camera` belongs in a scene: check its indentation"),
        (
            "budget: {total: 5}",
            "SB0201",
            "unknown key `total` in `budget`",
            "the keys here are `run`, `month` and `currency`",
        ),
        (
            "sounds: [{at: 0}]",
            "SB0204",
            "`file` is missing in an entry of `sounds`",
            "add `file: assets/thunder.wav`",
        ),
        (
            "title_card: {length: 0}",
            "SB0206",
            "`length` must be more than 0",
            "for example `length: 3`",
        ),
        (
            "music: {file: a.mp3, gain: loud}",
            "SB0205",
            "`gain` cannot be `loud`: it must be a gain in decibels",
            "for example `gain: -12`",
        ),
        ("style: [x]", "SB0202", "`style` must be text, or a map with `look` and `image`, not a list", None),
        ("voices: {m: {file: 5}}", "SB0202", "`file` must be text, not a number", 'write `"5"`'),
        ("props: {a b: {image: x}}", "SB0205", "`a b` is not an id", None),
        ("props: {x: 5}", "SB0202", "prop `x` must be a map, not a number", None),
    ],
)
def test_what_is_wrong_is_said_in_the_authors_words(
    line: str, code: str, message: str, help_: str | None
) -> None:
    found = one(f"{_HEAD}{line}\n{_SCENES}")
    assert (found.code, found.message) == (code, message)
    assert help_ is None or found.help == help_


@pytest.mark.parametrize(
    ("key", "help_", "fixed"),
    [
        ("scene 1 [0-3s]", "write `Scene 1 [0-3s]`", "Scene 1 [0-3s]"),
        ("Scene1 [0-3s]", "write `Scene 1 [0-3s]`", "Scene 1 [0-3s]"),
        ("Scene 1 (0-3s)", "write `Scene 1 [0-3s]`", "Scene 1 [0-3s]"),
        ("Scne 2a [1:05]", "write `Scene 2a [1:05]`", "Scene 2a [1:05]"),
        ('"SCENE 1 [3s]"', "write `Scene 1 [3s]`", '"Scene 1 [3s]"'),
        ("Scene 1", "write its time too, as in `Scene 1 [0-3s]`", None),
        ("[0-3s]", None, None),
        ("Take 1 [0-3s]", "write a label and a time, as in `Scene 1 [0-3s]`", None),
        ("music", "`music` belongs at the top of the file: check its indentation", None),
    ],
)
def test_a_scene_key_of_the_wrong_form(key: str, help_: str | None, fixed: str | None) -> None:
    if help_ is None:
        key = f'"{key}"'
    text = f"{_HEAD}scenes:\n  {key}: a door\n"
    found = one(text)
    assert found.code == "SB0501"
    assert found.message.endswith("is not the key of a scene")
    assert _cut(text, found.place) == key
    assert help_ is None or found.help == help_
    if fixed is not None:
        assert _fixed(text, found) == f"{_HEAD}scenes:\n  {fixed}: a door\n"
        assert told(_fixed(text, found)) == []
    else:
        assert found.fix is None


def test_a_scene_key_is_not_mended_into_one_that_is_there() -> None:
    found = one(f"{_HEAD}scenes:\n  Scene 1 [3s]: a\n  scene 1 [3s]: b\n")
    assert found.fix is None


@pytest.mark.parametrize(
    ("inner", "code", "message"),
    [
        ("{charcters: [mira]}", "SB0201", "unknown key `charcters` in scene `1`"),
        (
            "{transition: disolve 0.5s}",
            "SB0205",
            "`transition` cannot be `disolve 0.5s`: it must be a transition",
        ),
        ("{transition: {kind: disolve}}", "SB0203", "`kind` cannot be `disolve`"),
        ("{transition: {length: 1}}", "SB0204", "`kind` is missing in `transition` of scene `1`"),
        ("{dialogue: None}", "SB0205", "`dialogue` cannot be `None`: it must be a list of lines, or `none`"),
        ("{dialogue: [hello]}", "SB0202", "a line of the dialogue must be a map, not text"),
        ("{dialogue: [{}]}", "SB0206", "a line of the dialogue is empty"),
        ("{dialogue: [{a: x, b: y}]}", "SB0206", "two lines in one entry of the dialogue"),
        ("{dialogue: [{who: a}]}", "SB0204", "`says` is missing in a line of the dialogue of scene `1`"),
        (
            "{dialogue: [{who: a, says: b, mood: c}]}",
            "SB0201",
            "unknown key `mood` in a line of the dialogue of scene `1`",
        ),
        ('{dialogue: [{"a (b": x}]}', "SB0205", "`a (b` is not a speaker"),
        ("{dialogue: [{a: 5}]}", "SB0202", "`a` must be text, not a number"),
        ("{shot: sam}", "SB0203", "`shot` cannot be `sam`"),
        ("{characters: mira}", "SB0202", "`characters` must be a list, not text"),
        ("{for: {each: x}}", "SB0204", "`as` is missing in `for` of scene `1`"),
        ("5", "SB0202", "scene `1` must be text, or a map of a scene's keys, not a number"),
        ('""', "SB0205", "scene `1` is empty"),
    ],
)
def test_a_scene_is_spoken_of_by_its_label(inner: str, code: str, message: str) -> None:
    found = one(f"{_HEAD}scenes:\n  Scene 1 [0-3s]: {inner}\n")
    assert (found.code, found.message) == (code, message)


def test_all_problems_are_told_at_once_each_at_its_place() -> None:
    text = f"{_HEAD}seed: x\nratio: 2:1\ntitel: x\nscenes:\n  Scene 1 [3s]: {{shot: x, sound: 1}}\n"
    found = told(text)
    assert [(one.code, _cut(text, one.place)) for one in found] == [
        ("SB0202", "x"),
        ("SB0203", "2:1"),
        ("SB0201", "titel"),
        ("SB0203", "x"),
        ("SB0202", "1"),
    ]


def test_a_missing_key_is_told_once_at_its_owner() -> None:
    assert [(one.code, one.message) for one in told("title: x\n")] == [
        ("SB0204", "`scenes` is missing"),
        ("SB0204", "`storyboard` is missing"),
    ]
    text = "series: s\nvoices:\n  mira: {language: en}\n"
    found = one(text, "series")
    assert (found.message, _cut(text, found.place)) == ("`file` is missing in voice `mira`", "mira")


def test_a_value_of_many_lines_is_shown_by_its_key() -> None:
    text = f"{_HEAD}title:\n  - a\n  - b\n{_SCENES}"
    assert _cut(text, one(text).place) == "title"


@pytest.mark.parametrize(
    ("line", "help_"),
    [
        ("ratio: '16:9'", "`ratio` belongs under `defaults`"),
        ("scenes: {}", "an episode is a file of its own, with a name that ends in `.storyboard.yaml`"),
    ],
)
def test_what_belongs_elsewhere_than_in_a_series(line: str, help_: str) -> None:
    found = one(f"series: s\n{line}\n", "series")
    assert (found.code, found.help) == ("SB0201", help_)


def test_no_map_or_list_of_the_author_is_printed_back() -> None:
    found = one(f"{_HEAD}title: {{secret: value, other: [1, 2]}}\n{_SCENES}")
    assert "secret" not in found.message + found.label + found.help


def test_a_long_text_is_cut() -> None:
    found = one(f"{_HEAD}ratio: {'x' * 5000}\n{_SCENES}")
    assert len(found.message) < 100


@pytest.mark.parametrize(
    "line",
    ['seed: "{{ seed }}"', "ratio: '{{ r }}'", 'captions: "{% if x %}off{% endif %}"', 'sounds: "{{ all }}"'],
)
def test_a_value_that_holds_a_template_has_no_shape_yet(line: str) -> None:
    assert told(f"{_HEAD}{line}\n{_SCENES}") == []


def test_a_template_hides_nothing_but_itself() -> None:
    text = f'{_HEAD}seed: "{{{{ x }}}}"\nfps: 1\n{_SCENES}'
    assert one(text).message == "`fps` cannot be `1`"


def test_an_alias_is_not_replaced_by_a_fix() -> None:
    found = told(f"{_HEAD}title: &t 5\nseries: *t\n{_SCENES}")
    assert [one.fix.text if one.fix else None for one in found] == ['"5"', None]


def test_a_text_that_rust_cannot_hold_is_still_looked_at() -> None:
    tree = {"storyboard": 1, "title": "\ud800", "scenes": {"Scene 1 [3s]": "x"}, "fps": 1}
    broken = Document(tree, (source_of("e.yaml", ""),), {})
    assert [one.message for one in shape(broken, "storyboard")] == ["`fps` cannot be `1`"]


def test_a_choice_between_schemas_is_explained_by_its_nearest_branch() -> None:
    schema = json.dumps(
        {"properties": {"a": {"anyOf": [{"type": "integer"}, {"type": "object", "required": ["x"]}]}}}
    )
    (found,) = explain(document("a: {b: 1}\n"), schema)
    assert (found.code, found.message) == ("SB0204", "`x` is missing in `a`")


def test_a_keyword_without_words_of_its_own_is_still_told() -> None:
    (found,) = explain(document("a: [1, 1]\n"), json.dumps({"properties": {"a": {"uniqueItems": True}}}))
    assert (found.code, found.message) == ("SB0205", "`a` cannot be a list: it must be of another form")


def test_a_right_document_does_not_load_the_slow_validator() -> None:
    code = (
        "import sys\n"
        "from storyboard.model.source import Document, Source\n"
        "from storyboard.validate import shape\n"
        "tree = {'series': 'x'}\n"
        "assert list(shape(Document(tree, (Source('s', '', (0,)),), {}), 'series')) == []\n"
        "assert 'jsonschema' not in sys.modules\n"
        "tree = {'series': 5}\n"
        "assert list(shape(Document(tree, (Source('s', '', (0,)),), {}), 'series'))\n"
        "assert 'jsonschema' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
