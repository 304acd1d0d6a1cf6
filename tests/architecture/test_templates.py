"""What `storyboard new` copies compiles as it stands, once there is a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from storyboard.compile import compile_episode, read_episode, target_of
from storyboard.config import episode_id, project_of
from storyboard.model.media import Inspected
from storyboard.model.story import File
from tests.architecture.sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from storyboard.model.media import Use


def _picture(path: str, use: Use) -> Inspected:
    """Be a probe to which every file is a fitting picture."""
    return Inspected(File(path, "0" * 64, ".png", 640, 640), ())


def _write(template: str, out: Path, title: str) -> list[Path]:
    """Render every file of a template; gives the episodes."""
    folder = ROOT / "templates" / template
    environment = Environment(  # noqa: S701 - what is rendered is no HTML
        loader=FileSystemLoader(folder), undefined=StrictUndefined, keep_trailing_newline=True
    )
    for name in environment.list_templates():
        path = out / name.removesuffix(".j2")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(environment.get_template(name).render(name="lamp", title=title), "utf-8")
    return sorted(out.rglob("*.storyboard.yaml"))


@pytest.mark.parametrize("template", ["episode", "series"])
@pytest.mark.parametrize("title", ["The Lamp", 'He said: "no" # 7', "@home", "Été — 灯"])
def test_a_template_compiles_without_a_word(tmp_path: Path, template: str, title: str) -> None:
    (path,) = _write(template, tmp_path, title)
    front = read_episode(path, project_of(path).root, episode_id(path), _picture)
    assert front.episode is not None
    compilation = compile_episode(front, target_of(front.episode))
    assert not compilation.report.diagnostics
    assert len(compilation.plan.shots) == 2


def test_a_title_arrives_as_it_was_given(tmp_path: Path) -> None:
    title = 'He said: "no" # 7'
    (path,) = _write("episode", tmp_path, title)
    front = read_episode(path, tmp_path, episode_id(path), _picture)
    assert front.episode is not None
    assert front.episode.title == title


def test_a_new_series_keeps_renderings_out_of_git(tmp_path: Path) -> None:
    _write("series", tmp_path, "The Lamp")
    assert (tmp_path / ".gitignore").read_text("utf-8").split() == [".storyboard/", "build/"]
    assert "storyboard.lock merge=union" in (tmp_path / ".gitattributes").read_text("utf-8")
