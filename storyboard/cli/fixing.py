"""Applies the fixes of a report to the authors' files, pass by pass, since one fix may uncover the next problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storyboard.cli import session
from storyboard.load import source_of
from storyboard.store.safe import write_whole

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from storyboard.cli.targets import Target
    from storyboard.diagnostics import Fix


def fix(target: Target, arguments: argparse.Namespace, most: int) -> int:
    """Mend one episode and its series; gives the number of fixes."""
    mended = 0
    for _ in range(most):
        reading = session.read(target)
        compilation = session.compiled(reading, arguments)
        report = compilation.report if compilation else reading.front.report
        fixes = [found.fix for found in report.diagnostics if found.fix is not None]
        files = {name: target.project.root / name for name in report.sources}
        files[next(iter(report.sources), "")] = target.path
        done = sum(
            _apply(files[name], name, [one for one in fixes if one.place.file == name])
            for name in report.sources
        )
        if not done:
            break
        mended += done
    return mended


def _apply(path: Path, name: str, fixes: list[Fix]) -> int:
    """Apply the fixes of one file from its end to its start; of overlapping ones only the first."""
    if not fixes:
        return 0
    raw = path.read_bytes()
    bom = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    text = raw[len(bom) :].decode("utf-8")
    source = source_of(name, text)
    spans = sorted(
        {
            (
                source.offset(one.place.line, one.place.column),
                source.offset(one.place.end_line, one.place.end_column),
                one.text,
            )
            for one in fixes
        }
    )
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    changed = text
    for start, end, new in reversed(kept):
        changed = changed[:start] + new + changed[end:]
    if changed == text:
        return 0
    write_whole(path, bom + changed.encode("utf-8"))
    return len(kept)
