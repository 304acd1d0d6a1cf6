"""`storyboard new`: a series or an episode from templates/, with a placeholder picture so that it renders at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.config import EPISODE_SUFFIX, data
from storyboard.errors import UsageError

if TYPE_CHECKING:
    import argparse

_WORD = "abcdefghijklmnopqrstuvwxyz0123456789-_"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("kind", choices=("series", "episode"), help="what to start")
    parser.add_argument(
        "name", metavar="NAME", help="for example lighthouse, or s01e02; letters, digits, - and _"
    )
    parser.add_argument("--title", default="", help="its title for people")


def run(arguments: argparse.Namespace) -> int:
    """Write the files; nothing that exists is touched."""
    name = arguments.name
    if not name or any(letter not in _WORD for letter in name.lower()) or name.startswith(("-", "_")):
        message = f"`{name}` is no name for files"
        raise UsageError(message, help="use letters, digits, - and _")
    title = arguments.title or name.replace("-", " ").replace("_", " ").title()
    folder = data(f"templates/{arguments.kind}")
    made: list[Path] = []
    if arguments.kind == "series":
        root = Path(name)
        if root.exists():
            message = f"`{name}` exists already"
            raise UsageError(
                message, help="choose another name, or add an episode: `storyboard new episode NAME`"
            )
        templates = {
            root / str(path.relative_to(folder)).removesuffix(".j2"): path
            for path in sorted(folder.rglob("*.j2"))
        }
        made += [_write(template, path, name, title) for path, template in templates.items()]
        made.append(_picture(root / "assets" / "hero.png"))
    else:
        path = Path(f"{name}{EPISODE_SUFFIX}")
        if path.exists():
            message = f"`{path}` exists already"
            raise UsageError(message, help="choose another name")
        made.append(_write(folder / "episode.storyboard.yaml.j2", path, name, title))
        if not Path("assets/hero.png").exists():
            made.append(_picture(Path("assets/hero.png")))
    sys.stdout.writelines(f"{path}\n" for path in made)
    sys.stderr.write(f"next: storyboard render {made[0].parent if arguments.kind == 'episode' else name}\n")
    return 0


def _write(template: Path, path: Path, name: str, title: str) -> Path:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701 - YAML
    return _write_text(
        path, environment.from_string(template.read_text("utf-8")).render(name=name, title=title)
    )


def _write_text(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    return path


def _picture(path: Path) -> Path:
    """Draw a traveller on a hill, to be replaced by a picture of the author's own."""
    from PIL import Image, ImageDraw

    picture = Image.linear_gradient("L").resize((960, 1200)).convert("RGB")
    picture = Image.blend(picture, Image.new("RGB", picture.size, (236, 214, 176)), 0.7)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((-300, 900, 1260, 1700), fill=(112, 128, 92))
    draw.polygon([(480, 480), (660, 1010), (300, 1010)], fill=(58, 106, 74))
    draw.ellipse((400, 330, 560, 500), fill=(226, 182, 148))
    draw.pieslice((386, 306, 574, 500), 180, 360, fill=(70, 52, 40))
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)
    return path
