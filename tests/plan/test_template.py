"""The author's own prompt template: what it may do, and what it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storyboard.compile import compile_episode, provider_for, provider_target, read_episode
from storyboard.lower import lower
from storyboard.plan.template import refused
from tests.cases.paper import paper

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = """\
{{ style }}. {% for panel in panels %}{{ panel.head }}{{ panel.action }}
{% for line in panel.lines %} {{ line.speaker }}: "{{ line.says | upper }}"{% endfor %} {% endfor %}
"""
TEXT = """\
storyboard: 1
prompt: my.j2
style: {look: ink}
characters: {mira: {image: m.png}, ben: {image: b.png}}
scenes:
  Scene 1 [3s]: {action: "@mira waves to @ben.", dialogue: [{ben: Hello.}]}
  Scene 2 [3s]: {action: "@ben waves.", shot: same}
"""


def test_labels_and_heads_are_filled_by_the_dialect(tmp_path: Path) -> None:
    (tmp_path / "my.j2").write_text(TEMPLATE, "utf-8")
    path = tmp_path / "e.storyboard.yaml"
    path.write_text(TEXT, "utf-8")
    _, found = lower(read_episode(path, tmp_path, "e", paper), "segmind")
    prompt = " ".join(found["shots"][0]["request"]["body"]["prompt"].split())
    assert (
        prompt
        == 'ink. Scene 1 [0-3s]: Image1 waves to Image2. Image2: "HELLO." Scene 2 [3-6s]: Image2 waves.'
    )


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 1000000000 }}",
        "{% for a in range(9) %}{% endfor %}",
        "{{ panels.__class__.__mro__ }}{{ x() }}",
        "{% for a in panels %}{% for b in panels %}{% for c in panels %}{% endfor %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{% include '/etc/passwd' %}",
        "{% set x = 1 %}",
        "{{ style | center(1000000000) }}",
        "{{ style | replace('a', style) }}",
        "{% for a in panels recursive %}{{ loop(a) }}{% endfor %}",
        "{{ unclosed",
        "x" * 30_000,
    ],
)
def test_what_could_run_away_is_refused(text: str, tmp_path: Path) -> None:
    assert refused(text)
    (tmp_path / "my.j2").write_text(text, "utf-8")
    path = tmp_path / "e.storyboard.yaml"
    path.write_text(TEXT, "utf-8")
    codes = [found.code for found in read_episode(path, tmp_path, "e", paper).report.diagnostics]
    assert codes == ["SB0614"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("../outside.j2", "SB0402"), ("/etc/passwd", "SB0402"), ("gone.j2", "SB0401"), ("link.j2", "SB0402")],
)
def test_a_template_outside_the_project_is_refused(name: str, code: str, tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "outside.j2").write_text("secret", "utf-8")
    (root / "link.j2").symlink_to(tmp_path / "outside.j2")
    path = root / "e.storyboard.yaml"
    path.write_text(TEXT.replace("my.j2", name), "utf-8")
    codes = [found.code for found in read_episode(path, root, "e", paper).report.diagnostics]
    assert codes == [code]


def test_a_changed_template_changes_the_key(tmp_path: Path) -> None:
    path = tmp_path / "e.storyboard.yaml"
    path.write_text(TEXT, "utf-8")
    keys = set()
    for template in ("{{ style }} one", "{{ style }} two"):
        (tmp_path / "my.j2").write_text(template, "utf-8")
        front = read_episode(path, tmp_path, "e", paper)
        assert front.episode is not None
        made = compile_episode(front, provider_target(provider_for(front.episode, "dashscope")))
        keys.add(made.plan.shots[0].request.key)
    assert len(keys) == 2
