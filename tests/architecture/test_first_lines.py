"""Every file begins with a sentence that says its duty."""

from __future__ import annotations

import ast

from tests.architecture.sources import Module, modules

SHORTEST = 3  # words of a sentence


def _begins_with_its_duty(module: Module) -> bool:
    """Tell whether line 1 opens a docstring whose first paragraph is a sentence."""
    docstring = ast.get_docstring(module.tree)
    if docstring is None or not module.text.startswith('"""'):
        return False
    paragraph = docstring.partition("\n\n")[0]
    return paragraph.endswith((".", ":", "?")) and len(paragraph.split()) >= SHORTEST


def test_every_file_says_its_duty_in_its_first_line() -> None:
    found = modules("storyboard", "tests", "scripts", "benchmarks")
    assert any(module.path == "storyboard/ffmpeg.py" for module in found)
    assert not [module.path for module in found if not _begins_with_its_duty(module)]


def test_a_file_that_begins_with_code_is_noticed() -> None:
    for text in ("import os\n", '# a comment\n"""A duty."""\n', '"""no sentence"""\n', '"""Things."""\n'):
        assert not _begins_with_its_duty(Module("a.py", text, ast.parse(text)))
