"""Every code has a title and a page, the pages' examples are true, and docs/codes.md is what they say."""

from __future__ import annotations

import re

import pytest

from scripts.codes import TARGET, page
from storyboard.diagnostics import Report
from storyboard.diagnostics.codes import BLOCKS, CODES, explanation
from storyboard.load import source_of
from storyboard.load.yaml import read
from storyboard.model.source import Document
from storyboard.validate import shape

_SNIPPET = re.compile(r"^```yaml\n# (bad|good)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_a_title_and_a_page(code: str) -> None:
    title, text = CODES[code].title, explanation(code)
    assert re.fullmatch(r"SB[0-9]{4}", code)
    assert code[2:4] in BLOCKS
    assert title[0] == title[0].lower() or title.startswith("YAML")
    assert not title.endswith(".")
    assert len(text.splitlines()) >= 3
    assert "**What to do:**" in text or "# good" in text or code == "SB0607"


def test_no_page_is_without_its_code() -> None:
    pages = {code for block in BLOCKS for code in _headings(block)}
    assert pages == set(CODES)


def _headings(block: str) -> list[str]:
    return [code for code in (f"SB{block}{number:02}" for number in range(100)) if explanation(code)]


def test_an_unknown_code_has_no_page() -> None:
    assert explanation("SB9999") == ""
    assert explanation("nonsense") == ""
    assert explanation("SB0299") == ""


def test_the_page_of_all_codes_is_up_to_date() -> None:
    assert TARGET.read_text("utf-8") == page(), "run `python -m scripts.codes`"


def _whole(snippet: str) -> str:
    """Complete a snippet to an episode."""
    if snippet.startswith(("Scene", "dialogue", "sound:", "action", "notes")):
        indent = "  " if snippet.startswith("Scene") else "    "
        inner = "".join(indent + line for line in snippet.splitlines(keepends=True))
        head = "scenes:\n" if indent == "  " else "scenes:\n  Scene 1 [0-3s]:\n"
        return "storyboard: 1\n" + head + inner
    head = "" if snippet.startswith("storyboard") else "storyboard: 1\n"
    return head + snippet + ("" if "scenes:" in snippet else "scenes:\n  Scene 1 [0-3s]: a door\n")


def _found(text: str) -> list[str]:
    report = Report()
    source = source_of("e.storyboard.yaml", text)
    tree, marks = read(source, 0, report)
    if isinstance(tree, dict) and not report.fatal:
        report.extend(shape(Document(tree, (source,), marks), "storyboard"))
    return [found.code for found in report.diagnostics]


_BY_READER = ("SB0003", "SB0004", "SB0005", "SB0006", "SB0008", "SB0009", "SB0012", "SB0105")
_BY_SCHEMA = ("SB0201", "SB0202", "SB0203", "SB0204", "SB0205", "SB0206", "SB0501")


@pytest.mark.parametrize("code", [*_BY_READER, *_BY_SCHEMA])
def test_the_bad_example_has_the_problem_and_only_that(code: str) -> None:
    bad = [text for kind, text in _SNIPPET.findall(explanation(code)) if kind == "bad"]
    assert bad
    for snippet in bad:
        assert set(_found(_whole(snippet))) == {code}


@pytest.mark.parametrize("code", CODES)
def test_the_good_example_is_of_the_language(code: str) -> None:
    for kind, snippet in _SNIPPET.findall(explanation(code)):
        if kind == "good" and not snippet.startswith("-"):
            assert _found(_whole(snippet)) == []
