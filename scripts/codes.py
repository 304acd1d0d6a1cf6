"""Writes docs/codes.md from the table of codes and their pages: `python -m scripts.codes`."""

from __future__ import annotations

from pathlib import Path

from storyboard.diagnostics.codes import BLOCKS, CODES, explanation

TARGET = Path(__file__).parent.parent / "docs" / "codes.md"
_HEAD = """\
# Codes

Every problem that the program reports has one of these codes; `storyboard explain CODE` prints its page.
This file is written by `scripts/codes.py` from `storyboard/diagnostics/`: change it there.

"""


def page() -> str:
    """Give the whole page: a table of contents, then every code under its block."""
    text = _HEAD
    for block, name in BLOCKS.items():
        codes = [code for code in CODES if code[2:4] == block]
        text += f"- {name}: {', '.join(f'[{code}](#{code.lower()})' for code in codes)}\n"
    for block, name in BLOCKS.items():
        text += f"\n## {name}\n"
        for code, known in CODES.items():
            if code[2:4] == block:
                text += f'\n<a id="{code.lower()}"></a>\n### {code}: {known.title}\n\n{explanation(code)}\n'
    return text


def main() -> None:
    TARGET.write_text(page(), encoding="utf-8")
    print(f"wrote {TARGET.name}: {len(CODES)} codes")


if __name__ == "__main__":
    main()
