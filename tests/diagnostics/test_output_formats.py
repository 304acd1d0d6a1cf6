"""What each output format prints for one small report."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from storyboard import __version__
from storyboard.config import data
from storyboard.diagnostics import Diagnostic, Fix, Related, Report
from storyboard.diagnostics.formats import FORMATS, printable, write
from storyboard.load import source_of
from storyboard.model.source import Place

_TEXT = 'storyboard: 1\ntitle: Lamp\nscenes:\n  Scene 1 [0-3s]:\n    charcters: [mira]\n\ttitle: "米拉x"\n'
_FILE = "episodes/e 1.storyboard.yaml"


def _report() -> Report:
    report = Report()
    report.read(source_of(_FILE, _TEXT))
    key = Place(_FILE, 5, 5, 5, 14)
    report.add(
        Diagnostic(
            "SB0201",
            "error",
            "unknown key `charcters` in scene `1`",
            key,
            "not a known key here",
            "did you mean `characters`?",
            fix=Fix(key, "characters", "write `characters`"),
        )
    )
    report.add(
        Diagnostic(
            "SB0004",
            "error",
            "`title` stands twice",
            Place(_FILE, 6, 9, 6, 14),
            help="100%, really:\nremove one",
            related=(Related(Place(_FILE, 2, 1, 2, 6), "first here"),),
        )
    )
    report.add(Diagnostic("SB0701", "warning", "no price is known", Place("", 1, 1, 1, 1), "for dashscope"))
    return report


def _written(name: str, report: Report, *, color: bool = False) -> str:
    out = io.StringIO()
    write(name, report, out, color=color)
    return out.getvalue()


def test_full_shows_the_line_the_caret_and_the_help() -> None:
    expected = """\
error[SB0201]: unknown key `charcters` in scene `1`
 --> episodes/e 1.storyboard.yaml:5:5
  |
5 |     charcters: [mira]
  |     ^^^^^^^^^ not a known key here
  = help: did you mean `characters`?

error[SB0004]: `title` stands twice
 --> episodes/e 1.storyboard.yaml:6:9
  |
6 |     title: "米拉x"
  |            ^^^^^^^
 ::: episodes/e 1.storyboard.yaml:2:1
  |
2 | title: Lamp
  | ----- first here
  = help: 100%, really:
  = help: remove one

warning[SB0701]: no price is known
 --> built-in defaults:1:1
  = for dashscope

2 errors, 1 warning; 1 can be fixed with `storyboard check --fix`
"""
    assert _written("full", _report()) == expected


def test_full_in_colour_says_the_same() -> None:
    colored = _written("full", _report(), color=True)
    assert "\x1b[1;31merror[SB0201]\x1b[0m" in colored
    plain = colored
    for codes in ("1;31", "1;33", "1", "31", "34", "0"):
        plain = plain.replace(f"\x1b[{codes}m", "")
    assert [line.rstrip() for line in plain.splitlines()] == _written("full", _report()).splitlines()


def test_full_shows_fifty_and_errors_first() -> None:
    report = Report()
    report.read(source_of("e.yaml", "x\n" * 70))
    for line in range(1, 61):
        report.add(Diagnostic("SB0602", "warning", f"w{line}", Place("e.yaml", line, 1, line, 2)))
    report.add(Diagnostic("SB0201", "error", "the one that counts", Place("e.yaml", 69, 1, 69, 2)))
    lines = _written("full", report).splitlines()
    assert sum(line.startswith(("warning", "error")) for line in lines) == 50
    assert "error[SB0201]: the one that counts" in lines
    assert "warning[SB0602]: w49" in lines
    assert "warning[SB0602]: w50" not in lines
    assert lines[-2:] == ["… and 11 more", "1 error, 60 warnings"]


def test_full_shows_the_part_of_a_long_line_round_the_caret() -> None:
    report = Report()
    report.read(source_of("e.yaml", "a: " + "米" * 200 + " shot " + "y" * 200 + "\n"))
    report.add(Diagnostic("SB0203", "error", "m", Place("e.yaml", 1, 205, 1, 209), "here"))
    drawn = _written("full", report).splitlines()
    row, marks = drawn[3], drawn[4]
    assert row.startswith("1 | …米")
    assert row.endswith("y…")
    assert "shot" in row
    wide = row.index("shot") + row[: row.index("shot")].count("米")
    assert marks.index("^") == wide
    assert marks.endswith("^^^^ here")
    assert len(row) < 130


def test_full_underlines_a_value_of_many_lines_to_the_end_of_its_first() -> None:
    report = Report()
    report.read(source_of("e.yaml", 'a: "one\n  two"\n'))
    report.add(Diagnostic("SB0205", "error", "m", Place("e.yaml", 1, 4, 2, 7)))
    assert "\n  |    ^^^^\n" in _written("full", report)


@pytest.mark.parametrize("place", [Place("e.yaml", 1, 1, 1, 1), Place("e.yaml", 9, 7, 9, 9)])
def test_full_survives_a_place_outside_the_text(place: Place) -> None:
    report = Report()
    report.read(source_of("e.yaml", ""))
    report.add(Diagnostic("SB0013", "error", "the file is empty", place))
    assert f"--> e.yaml:{place.line}:{place.column}" in _written("full", report)


def test_an_empty_report_prints_nothing_for_people() -> None:
    for name in ("full", "concise", "github"):
        assert _written(name, Report()) == ""


def test_concise_is_one_line_each() -> None:
    assert _written("concise", _report()).splitlines() == [
        "episodes/e 1.storyboard.yaml:5:5: error[SB0201] unknown key `charcters` in scene `1`",
        "episodes/e 1.storyboard.yaml:6:9: error[SB0004] `title` stands twice",
        "built-in defaults:1:1: warning[SB0701] no price is known",
    ]


def test_json_keeps_its_contract() -> None:
    document = json.loads(_written("json", _report()))
    schema = json.loads(data("schemas/diagnostic.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(document)
    first, second, third = document["diagnostics"]
    assert first == {
        "code": "SB0201",
        "severity": "error",
        "message": "unknown key `charcters` in scene `1`",
        "file": _FILE,
        "line": 5,
        "column": 5,
        "end_line": 5,
        "end_column": 14,
        "help": "did you mean `characters`?",
        "related": [],
        "fix": {
            "line": 5,
            "column": 5,
            "end_line": 5,
            "end_column": 14,
            "text": "characters",
            "title": "write `characters`",
        },
    }
    assert second["related"][0]["message"] == "first here"
    assert third["fix"] is None


def test_json_of_an_empty_report() -> None:
    assert json.loads(_written("json", Report())) == {"version": 1, "diagnostics": []}


def test_github_commands_are_escaped() -> None:
    first = f"file={_FILE},line=5,endLine=5,col=5,endColumn=14"
    second = f"file={_FILE},line=6,endLine=6,col=9,endColumn=14"
    help_ = "did you mean `characters`?"
    assert _written("github", _report()).splitlines() == [
        f"::error title=storyboard (SB0201),{first}::unknown key `charcters` in scene `1`%0A{help_}",
        f"::error title=storyboard (SB0004),{second}::`title` stands twice%0A100%25, really:�remove one",
        "::warning title=storyboard (SB0701)::no price is known",
    ]


def test_github_properties_are_escaped() -> None:
    report = Report()
    report.add(Diagnostic("SB0401", "note", "m", Place("a,b:c%.yaml", 1, 1, 2, 1)))
    assert _written("github", report) == (
        "::notice title=storyboard (SB0401),file=a%2Cb%3Ac%25.yaml,line=1,endLine=2::m\n"
    )


def _sarif(report: Report) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(_written("sarif", report))
    return log


def test_sarif_has_one_run_with_the_rules_that_were_broken() -> None:
    log = _sarif(_report())
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("storyboard", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["SB0004", "SB0201", "SB0701"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    first, second, third = run["results"]
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "episodes/e%201.storyboard.yaml"
    assert location["region"] == {"startLine": 5, "startColumn": 5, "endLine": 5, "endColumn": 14}
    change = first["fixes"][0]["artifactChanges"][0]
    assert change["replacements"][0]["insertedContent"] == {"text": "characters"}
    assert second["relatedLocations"][0]["message"] == {"text": "first here"}
    assert (third["level"], "locations" in third) == ("warning", False)


def test_sarif_of_an_empty_report_is_a_run_without_results() -> None:
    assert _sarif(Report())["runs"][0]["results"] == []


def test_fingerprints_stay_when_lines_move_and_differ_between_findings() -> None:
    def prints(offset: int) -> list[str]:
        report = Report()
        for line in (3, 8):
            place = Place("e.yaml", line + offset, 1, line + offset, 2)
            report.add(Diagnostic("SB0201", "error", "unknown key `x`", place))
        report.add(
            Diagnostic("SB0201", "error", "unknown key `y`", Place("e.yaml", 9 + offset, 1, 9 + offset, 2))
        )
        return [
            result["partialFingerprints"]["storyboard/v1"] for result in _sarif(report)["runs"][0]["results"]
        ]

    assert prints(0) == prints(40)
    assert len(set(prints(0))) == 3


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_reaches_no_terminal_and_is_always_utf8(name: str) -> None:
    text = "\x1b[2Jtitle: \u202eevil \ud800\n"
    report = Report()
    report.read(source_of("a\x1b.yaml", text))
    report.add(
        Diagnostic(
            "SB0201", "error", f"unknown {text}", Place("a\x1b.yaml", 1, 1, 1, 4), text, text, fix=None
        )
    )
    written = _written(name, report)
    written.encode("utf-8")
    assert "\x1b" not in written
    if name not in ("json", "sarif"):
        assert "\u202e" not in written


def test_printable_keeps_what_people_write() -> None:
    assert printable("米拉 é 👩‍👩‍👧 a\u200cb") == "米拉 é 👩‍👩‍👧 a\u200cb"
    assert printable("a\nb\x07") == "a�b�"
