"""Links between the project's pages lead somewhere."""

from __future__ import annotations

import re

from tests.architecture.sources import ROOT, texts

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def _anchors(text: str) -> set[str]:
    """Give the anchors of a page: those of its headings, as GitHub makes them, and those written out."""
    headings = re.findall(r"^#{1,6} (.+)$", _FENCE.sub("", text), re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return made | set(re.findall(r'<a id="([^"]+)"', text))


def _broken(name: str, text: str, pages: dict[str, str]) -> list[str]:
    found = []
    for link in _LINK.findall(_FENCE.sub("", text)):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        page = pages.get(target.resolve().relative_to(ROOT.resolve()).as_posix(), "") if anchor else ""
        if not target.exists() or (anchor and anchor not in _anchors(page)):
            found.append(f"{name}: {link}")
    return found


def test_links_between_pages_lead_somewhere() -> None:
    pages = {name: text for name, text in texts().items() if name.endswith(".md")}
    assert {"CONTRIBUTING.md", "docs/writing.md", "docs/providers.md"} <= pages.keys()
    assert sum(len(_LINK.findall(text)) for text in pages.values()) > len(pages)
    assert not [problem for name, text in pages.items() for problem in _broken(name, text, pages)]


def test_a_broken_link_is_noticed() -> None:
    text = "[a](no-such-page.md) [b](#no-such-heading) [c](#here)\n# Here\n"
    pages = {"README.md": text}
    assert _broken("README.md", text, pages) == ["README.md: no-such-page.md", "README.md: #no-such-heading"]
