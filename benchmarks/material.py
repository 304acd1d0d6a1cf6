"""Storyboards of a given size, with media that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
storyboard: 1
title: A long story
pack: {pack}
characters:
  mira: {{name: Mira, image: assets/mira.png, look: a girl in a red raincoat}}
  keeper: {{image: assets/keeper.png}}
locations:
  lighthouse: {{image: assets/lighthouse.png, look: a white lighthouse at dusk}}
scenes:
"""
SCENE = """\
  Scene {number} [{start}-{end}s]:
    action: "@mira pushes open the door of @lighthouse, {number} times."
    dialogue:
      - keeper (quietly): You came back.
      - mira: "I never left."
    camera: slow push-in
    sound: wind outside
"""


def text(scenes: int, pack: str = "auto") -> str:
    """Give the text of a storyboard with that many scenes of 4 s."""
    body = (SCENE.format(number=index + 1, start=4 * index, end=4 * index + 4) for index in range(scenes))
    return HEAD.format(pack=pack) + "".join(body)


def project(folder: Path, scenes: int, pack: str = "auto") -> Path:
    """Write a project of one episode with its pictures; gives the episode's file."""
    (folder / "assets").mkdir(parents=True)
    for name in ("mira", "keeper", "lighthouse"):
        Image.effect_noise((640, 640), 40).convert("RGB").save(folder / "assets" / f"{name}.png")
    path = folder / "long.storyboard.yaml"
    path.write_text(text(scenes, pack), "utf-8")
    return path
