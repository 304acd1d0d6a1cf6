"""Mutated storyboards: never a traceback, never a hang, never a file touched."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyboard.compile import animatic, compile_episode, read_episode
from storyboard.config import Project
from storyboard.diagnostics.formats import FORMATS, write
from storyboard.dialects import DIALECTS
from storyboard.lower import lower_all
from storyboard.probe import Preflight

HERE = Path(__file__).parent
SEEDS = [
    path.read_text("utf-8") for path in sorted([*HERE.glob("valid/*.yaml"), *HERE.glob("invalid/*.yaml")])
]
WORDS = [
    "@mira", "@@", "@", "{{ x }}", "{% if %}", "[", "]", "{", "}", ": ", "- ", "#", " #", "&a", "*a", "<<: *a", "!!int", "|",
    ">", "'", '"', "\t", "\n", "\r\n", "\ufeff", "\x00", "\u2028", "💡", "灯", "Scene 1 [0-3s]", "Scene 2 [-1-5s]", "Scene [",
    "null", "~", "1e400", "0x", "9" * 30, "-0", "../../etc/passwd", "/dev/zero", "file:///etc/passwd", "http://127.0.0.1/x.png",
    "https://10.0.0.1/x.png", "https://example.com/a.png", "dissolve 99s", "previous", "same", "first_frame", "images", "none",
    "characters", "dialogue", "narrator", "seed", "provider", "dashscope", "prompt", "style", "defaults",
]  # fmt: skip
EXAMPLES = int(os.environ.get("STORYBOARD_FUZZ", "5000"))


@st.composite
def _broken(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.sampled_from([0, 0, 1, 3, 17, 80])))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            text = text[:at] + text[end:]
        elif kind == 1:
            text = text[:at] + draw(st.sampled_from(WORDS)) + text[end:]
        elif kind == 2:
            text = text[:at] + text[at:end] * draw(st.integers(2, 5)) + text[end:]
        else:
            lines = text.split("\n")
            one, two = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
            lines[one], lines[two] = lines[two], lines[one]
            text = "\n".join(lines)
    return text


@cache
def _folder(base: str) -> Path:
    root = Path(base) / "project"
    root.mkdir()
    (root / "mira.png").write_text("<html>not a picture</html>", "utf-8")
    return root


def _listing(root: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.stat().st_mtime_ns) for path in root.rglob("*"))


@pytest.mark.slow
@settings(
    max_examples=EXAMPLES,
    deadline=2000,
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
)
@given(text=_broken())
def test_whatever_is_written_is_answered_by_findings(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = _folder(str(tmp_path_factory.getbasetemp()))
    path = root / "e.storyboard.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    before = _listing(root)
    front = read_episode(path, root, "e", Preflight(Project(root)))
    reports = [front.report]
    if front.episode is not None:
        reports.append(compile_episode(front, animatic()).report)
        made, found = lower_all(front, tuple(DIALECTS))
        json.dumps(found)
        reports += [compilation.report for compilation in made.values()]
    with Path(os.devnull).open("w", encoding="utf-8", errors="surrogatepass") as out:
        for report in reports:
            for style in FORMATS:
                write(style, report, out)
    assert front.episode is not None or front.report.fatal
    assert _listing(root) == before


def test_the_seeds_are_many() -> None:
    assert len(SEEDS) > 60
