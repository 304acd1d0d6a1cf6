"""The table of codes: a title each, and the page that `storyboard explain CODE` prints.

A code never changes its meaning. The first two digits are its block, and each block is a file of pages.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Code(NamedTuple):
    """A kind of problem by its one-line title; `explanation` has the rest."""

    title: str


BLOCKS: dict[str, str] = {
    "00": "YAML",
    "01": "Limits",
    "02": "Schema",
    "03": "Names",
    "04": "Media",
    "05": "Timing and packing",
    "06": "Providers",
    "07": "Cost",
    "08": "Templates",
}

CODES: dict[str, Code] = {
    "SB0001": Code("a file cannot be read"),
    "SB0002": Code("a file is not UTF-8 text"),
    "SB0003": Code("the YAML is broken"),
    "SB0004": Code("a key stands twice in one map"),
    "SB0005": Code("a YAML tag"),
    "SB0006": Code("a key that is not plain text"),
    "SB0007": Code("more than one YAML document in a file"),
    "SB0008": Code("a value that starts with `@` needs quotes"),
    "SB0009": Code("a value that starts with `{{` needs quotes"),
    "SB0010": Code("a line with `: ` in it needs quotes"),
    "SB0011": Code("a comment cuts a value short"),
    "SB0012": Code("an alias without its anchor, or inside itself"),
    "SB0013": Code("the file is empty, or is not a map"),
    "SB0101": Code("the file is too large"),
    "SB0102": Code("nested too deeply"),
    "SB0103": Code("too many values"),
    "SB0104": Code("aliases expand to too many values"),
    "SB0105": Code("a number is too long"),
    "SB0201": Code("an unknown key"),
    "SB0202": Code("a value of the wrong type"),
    "SB0203": Code("a value that is not one of the allowed ones"),
    "SB0204": Code("a key is missing"),
    "SB0205": Code("a value of the wrong form"),
    "SB0206": Code("a number or a list out of range"),
    "SB0207": Code("a subject needs either images or videos"),
    "SB0301": Code("a mention of nobody"),
    "SB0302": Code("an unknown voice"),
    "SB0303": Code("an unknown speaker"),
    "SB0304": Code("an unknown location, or not a location"),
    "SB0305": Code("one name for two things"),
    "SB0306": Code("a label typed by hand"),
    "SB0307": Code("a name without its `@`"),
    "SB0308": Code("declared and never used"),
    "SB0309": Code("a reserved name"),
    "SB0310": Code("an unknown provider"),
    "SB0311": Code("an unknown character"),
    "SB0401": Code("a file is missing"),
    "SB0402": Code("a path that leaves the project"),
    "SB0403": Code("a URL that may not be used"),
    "SB0404": Code("a format that no provider takes"),
    "SB0405": Code("too few or too many pixels"),
    "SB0406": Code("too narrow or too wide"),
    "SB0407": Code("too short or too long"),
    "SB0408": Code("too many bytes"),
    "SB0409": Code("a git-lfs pointer instead of the file"),
    "SB0410": Code("a file that does not decode"),
    "SB0411": Code("a file that is not what its name says"),
    "SB0412": Code("a picture with transparency"),
    "SB0413": Code("a file that cannot be checked"),
    "SB0501": Code("a scene key of the wrong form"),
    "SB0502": Code("a gap between scenes"),
    "SB0503": Code("scenes overlap"),
    "SB0504": Code("a scene of no length"),
    "SB0505": Code("two scenes of one label"),
    "SB0506": Code("a time that cannot be read"),
    "SB0507": Code("a scene longer than a shot can be"),
    "SB0508": Code("too many references in one scene"),
    "SB0509": Code("a shot without a reference"),
    "SB0510": Code("`shot: same` that cannot be kept"),
    "SB0511": Code("a transition that does not fit"),
    "SB0512": Code("`first_frame: previous` without a shot before"),
    "SB0513": Code("a line longer than its scene"),
    "SB0601": Code("a prompt too long for the provider"),
    "SB0602": Code("a long prompt"),
    "SB0603": Code("a length that the provider does not render"),
    "SB0604": Code("a value that the provider has no field for"),
    "SB0605": Code("a voice on a video reference"),
    "SB0606": Code("two voices for a provider that takes one"),
    "SB0607": Code("voices that the provider will not hear"),
    "SB0608": Code("a first frame for a provider that takes none"),
    "SB0609": Code("a provider without a base URL"),
    "SB0610": Code("labels that are not documented in this language"),
    "SB0611": Code("a negative prompt too long for the provider"),
    "SB0612": Code("a field that the provider does not document"),
    "SB0613": Code("too many references for the provider"),
    "SB0614": Code("the author's prompt template"),
    "SB0701": Code("no price is known"),
    "SB0702": Code("over the budget"),
    "SB0801": Code("a template in a value"),
}

_HEADING = re.compile(r"^## (SB[0-9]{4})\n", re.MULTILINE)


def explanation(code: str) -> str:
    """Give the page of a code in Markdown, without its heading; "" for an unknown code."""
    block = code[2:4]
    return _pages(block).get(code, "") if block in BLOCKS else ""


@cache
def _pages(block: str) -> dict[str, str]:
    name = f"{block}-{BLOCKS[block].split()[0].lower()}.md"
    text = (Path(__file__).parent / "pages" / name).read_text(encoding="utf-8")
    parts = _HEADING.split(text)
    return {code: page.strip() for code, page in zip(parts[1::2], parts[2::2], strict=True)}
