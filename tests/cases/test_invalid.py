"""Broken storyboards beside what is said about them. `pytest --accept` rewrites the texts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from storyboard.compile import animatic, compile_episode, provider_for, provider_target, read_episode
from storyboard.diagnostics.codes import CODES
from storyboard.diagnostics.formats import write
from tests.cases.paper import paper

CASES = sorted((Path(__file__).parent / "invalid").glob("*.yaml"))
ELSEWHERE = {  # codes whose cases need real files, or hosts: tests/probe, tests/cli
    *(code for code in CODES if code.startswith("SB04")),
    "SB0001", "SB0002", "SB0101", "SB0103", "SB0614", "SB0701", "SB0702",
}  # fmt: skip


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_says_what_is_wrong(path: Path, accept: bool) -> None:
    """A name such as `SB0605-gccai-voice.yaml` is compiled for gccai; others for the animatic."""
    code, _, rest = path.stem.partition("-")
    dialect = rest.partition("-")[0]
    front = read_episode(path, path.parent / "nowhere", path.stem, paper)
    report = front.report
    if front.episode is not None:
        named = dialect in ("freepik", "gccai", "segmind", "powertokens", "dashscope")
        target = provider_target(provider_for(front.episode, dialect)) if named else animatic()
        report = compile_episode(front, target).report
    out = io.StringIO()
    write("full", report, out)
    golden = path.with_suffix(".txt")
    if accept:
        golden.write_text(out.getvalue(), "utf-8")
    assert golden.read_text("utf-8") == out.getvalue()
    assert code in {found.code for found in report.diagnostics}


def test_every_code_has_a_case() -> None:
    cased = {path.stem.partition("-")[0] for path in CASES}
    assert set(CODES) - cased - ELSEWHERE == set()
