"""What the code cites exists: `providers.md §1.4`, `providers.md C30`, `writing.md, "The prompt"`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import pytest

from tests.architecture.sources import ROOT, modules

# A citation is a page's name and what follows it, up to a bracket, semicolon, full stop or line's end.
_CITATION = re.compile(r"(?<![\w/-])(?:docs/)?([A-Za-z-]+)\.md\b((?:[^();\n.]|\.\d)*)")
_SECTION = re.compile(r"§\s?(\d+(?:\.\d+)?)(?:–§?(\d+(?:\.\d+)?))?")
_CONTRADICTION = re.compile(r"\bC(\d+)\b")
_HEADING = re.compile(r'^\s*, "([^"]+)"')


class _Citation(NamedTuple):
    where: str
    page: str
    targets: tuple[str, ...]


def _targets(tail: str) -> tuple[str, ...]:
    """Give what is cited of a page: section numbers, contradictions, a heading in quotes."""
    sections = [number for found in _SECTION.finditer(tail) for number in found.groups() if number]
    contradictions = [f"C{number}" for number in _CONTRADICTION.findall(tail)]
    headings = [f'"{found[1]}"' for found in [_HEADING.match(tail)] if found]
    return (*sections, *contradictions, *headings)


def _citations(text: str, path: str) -> list[_Citation]:
    return [
        _Citation(f"{path}:{number}", found[1], _targets(found[2]))
        for number, line in enumerate(text.splitlines(), 1)
        for found in _CITATION.finditer(line)
    ]


@cache
def _there(page: str) -> frozenset[str] | None:
    """Give everything of a page in docs/ that may be cited; None if there is no such page."""
    path = next(
        (path for path in (ROOT / "docs" / f"{page}.md", ROOT / f"{page}.md") if path.is_file()), None
    )
    if path is None:
        return None
    text = path.read_text("utf-8")
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    numbers = {
        found[1] for found in (re.match(r"(\d+(?:\.\d+)?)\.? ", heading) for heading in headings) if found
    }
    contradictions = set(re.findall(r"^\| (C\d+) \|", text, re.MULTILINE))
    return frozenset(numbers | contradictions | {f'"{heading}"' for heading in headings})


def _dangling(citation: _Citation) -> list[str]:
    there = _there(citation.page)
    if there is None:
        return [f"{citation.where}: there is no docs/{citation.page}.md"]
    return [
        f"{citation.where}: {citation.page}.md has no {target}"
        for target in citation.targets
        if target not in there
    ]


def test_every_citation_leads_somewhere() -> None:
    cited = [found for module in modules("storyboard") for found in _citations(module.text, module.path)]
    assert any(found.page == "providers" and found.targets for found in cited), "the scan sees no citations"
    assert not [problem for citation in cited for problem in _dangling(citation)]


def test_all_contradictions_are_on_the_page() -> None:
    there = _there("providers")
    assert there is not None
    assert {f"C{number}" for number in range(1, 32)} <= there
    assert {"1.1", "1.12", "2", "2.4", "3.3", "4.3", "5.3", "6.3", "8", "9.6", "10"} <= there


@pytest.mark.parametrize(
    "line",
    [
        "# providers.md §99.1",
        '"""Why (providers.md C99)."""',
        "# providers.md §1.2, C99: both",
        "# nowhere.md",
        '# (providers.md, "A heading")',
    ],
)
def test_a_dangling_citation_is_noticed(line: str) -> None:
    (citation,) = _citations(line, "a.py")
    assert _dangling(citation)
