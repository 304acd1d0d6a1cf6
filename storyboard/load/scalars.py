"""Plain YAML scalars by the 1.2 core rules: `16:9`, `no`, `2026-11-20` and `1_000` are text."""

from __future__ import annotations

import re

LONGEST_INTEGER = 18  # digits

UNUSUAL = frozenset("-+.0123456789~nNtTfF")  # first characters of what may be no text
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0(?:o[0-7]+|x[0-9a-fA-F]+)\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?\Z")


def scalar(text: str) -> str | int | float | bool | None:
    """Give the value of a plain scalar; raises OverflowError for an integer of more than 18 digits."""
    if text and text[0] not in UNUSUAL:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        if len(text) > LONGEST_INTEGER:
            raise OverflowError
        return int(text)
    if _BASED.match(text):
        if len(text) > LONGEST_INTEGER:
            raise OverflowError
        return int(text, 0)
    if _FLOAT.match(text):
        number = float(text)
        if number in (float("inf"), float("-inf")):
            raise OverflowError
        return number
    return text
