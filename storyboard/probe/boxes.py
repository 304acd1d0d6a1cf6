"""Walks the boxes of an MP4 or MOV file before libav may: finds missing ends and tables that fill memory.

ISO/IEC 14496-12: a file is a row of boxes, each a 32-bit size, a four-letter type and a body; size 1 means
that a 64-bit size follows, 0 that the box reaches to the end. Only `mdat` holds media; the rest is index.
"""

from __future__ import annotations

import re
from typing import BinaryIO, NamedTuple

from storyboard.probe.words import bytes_

MOST_BOXES = 100_000
MOST_INDEX_BYTES = 64_000_000
# libav keeps 24 bytes for each sample that an index promises; 30 s need some thousands.
MOST_SAMPLES = 8_000_000
MOST_EDITS = 1000
_COUNTED = re.compile(rb"(stsz|stz2|trun|elst)(?s:(.{12}))|cmov")
_TYPE = re.compile(rb"[\x20-\x7e\xa9]{4}")
_MEDIA = b"mdat"
_FILLER = (b"free", b"skip", b"wide")
_INDEX = (b"moov", b"moof")


class Box(NamedTuple):
    """One box at the top level: where it starts and ends in the file, as its header says."""

    kind: bytes
    start: int
    end: int


def fault(file: BinaryIO, size: int) -> str:
    """Say why libav should not read this file, or nothing. The file's position is left anywhere."""
    boxes = _boxes(file, size)
    cut = [box for box in boxes if box.end > size and box.kind not in _FILLER]
    if cut:
        return f"it is cut short: {bytes_(cut[0].end - size)} are missing"
    if len(boxes) >= MOST_BOXES:
        return "it has far too many parts"
    if not any(box.kind == b"moov" for box in boxes):
        return "its index is missing: it is cut short, or its recording was not finished"
    index = [box for box in boxes if box.kind != _MEDIA]
    if sum(min(box.end, size) - box.start for box in index) > MOST_INDEX_BYTES:
        return "its index is far too large"
    return _bloated(file, index)


def _boxes(file: BinaryIO, size: int) -> list[Box]:
    """List the boxes at the top level; what follows the last well-formed one is left out."""
    boxes: list[Box] = []
    at = 0
    while at + 8 <= size and len(boxes) < MOST_BOXES:
        file.seek(at)
        header = file.read(16)
        length, kind = int.from_bytes(header[:4], "big"), header[4:8]
        if not _TYPE.fullmatch(kind):
            break
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:
            length = size - at
        if length < 8:
            break
        boxes.append(Box(kind, at, at + length))
        at += length
    return boxes


def _bloated(file: BinaryIO, index: list[Box]) -> str:
    """Add up what the tables promise. They are found by name wherever they lie, as libav finds them."""
    samples = edits = 0
    for box in index:
        file.seek(box.start)
        for found in _COUNTED.finditer(file.read(box.end - box.start)):
            if found[1] is None:
                return "its index is compressed, an old habit of QuickTime"
            if found[1] == b"elst":
                edits = max(edits, int.from_bytes(found[2][4:8], "big"))
            elif found[1] == b"trun":
                samples += int.from_bytes(found[2][4:8], "big")
            else:
                samples += int.from_bytes(found[2][8:12], "big")
    if samples > MOST_SAMPLES or edits > MOST_EDITS or samples * max(edits, 1) > MOST_SAMPLES * 4:
        return "its index promises more pictures than a file of this size can hold"
    return ""
