"""The plan: what is kept, moved, changed and new, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from storyboard.compile import Compilation, compile_episode, provider_for, provider_target, read_episode
from storyboard.model.take import LockLine
from storyboard.plan.lock import EMPTY, Lock, dump, parse
from tests.cases.paper import paper

if TYPE_CHECKING:
    from pathlib import Path

    from storyboard.model.media import Inspected, Use

TEXT = """\
storyboard: 1
title: A test
pack: scene
characters:
  mira: {name: Mira, image: mira.png, look: a girl}
  ben: {image: ben.png}
scenes:
  Scene 1 [0-3s]: "@mira opens the door."
  Scene 2 [3-6s]: "@ben waits."
  Scene 3 [6-9s]:
    action: "@mira and @ben meet."
    dialogue: [{mira (softly): "Hello."}]
"""


def _compile(
    tmp_path: Path, text: str, lock: Lock = EMPTY, recall: Any = lambda _: None, probe: Any = paper
) -> Compilation:
    path = tmp_path / "e.storyboard.yaml"
    path.write_text(text, "utf-8")
    front = read_episode(path, tmp_path, "e", probe)
    assert front.episode is not None
    return compile_episode(front, provider_target(provider_for(front.episode, "dashscope")), lock, recall)


def _rendered(made: Compilation) -> Lock:
    return EMPTY.with_lines(
        LockLine(
            shot.request.key,
            1,
            0,
            "f" * 64,
            shot.request.seconds,
            "dashscope",
            "wan2.7-r2v",
            "",
            "e",
            shot.scenes,
        )
        for shot in made.plan.shots
    )


def _changes(made: Compilation) -> list[str]:
    return [step.change for step in made.plan.steps]


def test_what_is_rendered_is_kept(tmp_path: Path) -> None:
    made = _compile(tmp_path, TEXT)
    assert _changes(made) == ["new", "new", "new"]
    assert _changes(_compile(tmp_path, TEXT, _rendered(made))) == ["kept", "kept", "kept"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("mira", "maria").replace("maria.png", "mira.png"),
        lambda text: (
            "# a comment\n"
            + text.replace("{name: Mira, image: mira.png, look: a girl}", "{look: a girl, image: mira.png}")
        ),
        lambda text: text.replace('"@ben waits."', "'@ben waits.'"),
        lambda text: text.replace("title: A test", "title: Another title"),
        lambda text: text.replace("[0-3s]", "[3s]").replace("[3-6s]", "[3.0s]"),
        lambda text: text.replace(
            'Scene 2 [3-6s]: "@ben waits."', "Scene 2 [3-6s]: {action: '@ben waits.', notes: mine}"
        ),
    ],
    ids=["rename a character", "comment and reorder keys", "requote", "retitle", "other key form", "notes"],
)
def test_what_does_not_change_the_picture_costs_nothing(tmp_path: Path, edit: Any) -> None:
    lock = _rendered(_compile(tmp_path, TEXT))
    assert set(_changes(_compile(tmp_path, edit(TEXT), lock))) == {"kept"}


def test_a_renamed_scene_is_moved_and_costs_nothing(tmp_path: Path) -> None:
    lock = _rendered(_compile(tmp_path, TEXT))
    made = _compile(tmp_path, TEXT.replace("Scene 2 [", "Scene two ["), lock)
    assert _changes(made) == ["kept", "moved", "kept"]
    assert sum(step.seconds for step in made.plan.steps) == 0


def test_swapped_scenes_cost_nothing(tmp_path: Path) -> None:
    lock = _rendered(_compile(tmp_path, TEXT))
    swapped = TEXT.replace('Scene 1 [0-3s]: "@mira opens the door."\n  Scene 2 [3-6s]: "@ben waits."', "X")
    swapped = swapped.replace("X", 'Scene 2 [0-3s]: "@ben waits."\n  Scene 1 [3-6s]: "@mira opens the door."')
    assert set(_changes(_compile(tmp_path, swapped, lock))) == {"kept"}


def test_an_inserted_scene_is_the_only_one_to_pay(tmp_path: Path) -> None:
    lock = _rendered(_compile(tmp_path, TEXT))
    text = TEXT.replace("[0-3s]", "[3s]").replace("[3-6s]", "[3s]").replace("[6-9s]", "[3s]")
    text = text.replace("scenes:\n", 'scenes:\n  Scene 0 [2s]: "@ben sleeps."\n')
    assert _changes(_compile(tmp_path, text, lock)) == ["new", "kept", "kept", "kept"]


def test_one_changed_byte_of_a_picture_marks_exactly_the_shots_that_use_it(tmp_path: Path) -> None:
    def other(path: str, use: Use) -> Inspected:
        found = paper(path, use)
        assert found.file is not None
        return found._replace(file=found.file._replace(sha256="0" * 64)) if path == "ben.png" else found

    lock = _rendered(_compile(tmp_path, TEXT))
    assert _changes(_compile(tmp_path, TEXT, lock, probe=other)) == ["kept", "changed", "changed"]


def test_a_change_is_told_field_by_field(tmp_path: Path) -> None:
    before = _compile(tmp_path, TEXT)
    memory = {recipe.key: recipe.components for recipe in before.recipes}
    text = TEXT.replace("Hello.", "Good evening.").replace("look: a girl", "look: a girl in red")
    after = _compile(tmp_path, text, _rendered(before), memory.get)
    told = {reason.field: (reason.before, reason.after) for reason in after.plan.steps[2].reasons}
    assert told == {
        "look of mira": ("a girl", "a girl in red"),
        "panel 1 lines": ("mira (softly): Hello.", "mira (softly): Good evening."),
    }


def test_a_removed_scene_is_dropped(tmp_path: Path) -> None:
    lock = _rendered(_compile(tmp_path, TEXT))
    shorter = re.sub(r"  Scene 3.*", "", TEXT, flags=re.DOTALL)
    assert _changes(_compile(tmp_path, shorter, lock)) == ["kept", "kept", "dropped"]


def test_seeds_are_the_authors_or_stable(tmp_path: Path) -> None:
    first, again = _compile(tmp_path, TEXT), _compile(tmp_path, TEXT)
    seeds = [shot.request.seed for shot in first.plan.shots]
    assert seeds == [shot.request.seed for shot in again.plan.shots]
    assert all(1 <= seed < 2**31 for seed in seeds)
    assert {shot.request.seed for shot in _compile(tmp_path, TEXT + "seed: 5\n").plan.shots} == {5}


def test_a_lock_reads_in_any_order_and_takes_the_highest_pin() -> None:
    low = LockLine("k", 1, 0, "a" * 64, 3, "dashscope", "m", "0.3 USD", "e", ("1",))
    high = low._replace(take=2, pinned=1, sha256="b" * 64)
    newer = low._replace(take=9, sha256="c" * 64)
    other = low._replace(key="a")
    rows = [dump(EMPTY.with_lines([line])) for line in (newer, high, other, low)]
    text = "<<<<<<< ours\n" + "".join(rows) + ">>>>>>> theirs\n{broken\n"
    assert parse(text) == parse("".join(reversed(rows)))
    assert parse(text).find("k") == high
    assert dump(parse(text)).splitlines() == [row.strip() for row in (rows[2], rows[1])]


def test_the_packing_keeps_to_what_is_rendered(tmp_path: Path) -> None:
    """Inserting a scene into a packed episode re-bills nothing that the edit did not touch."""
    text = TEXT.replace("pack: scene\n", "")
    before = _compile(tmp_path, text)
    lock = _rendered(before)
    longer = text + '  Scene 4 [3s]: "@ben alone."\n'
    after = _compile(tmp_path, longer, lock)
    assert [step.change for step in after.plan.steps if step.shot and step.shot.start_ms < 9000] == [
        "kept"
    ] * len(before.plan.shots)


def test_a_shot_that_goes_on_from_another_is_kept_when_a_scene_is_added(tmp_path: Path) -> None:
    text = TEXT.replace("pack: scene\n", "").replace(
        'Scene 2 [3-6s]: "@ben waits."', 'Scene 2 [3-6s]: {action: "@ben waits.", first_frame: previous}'
    )
    before = _compile(tmp_path, text)
    after = _compile(tmp_path, text + '  Scene 4 [3s]: "@ben and @mira alone."\n', _rendered(before))
    assert _changes(after) == ["kept"] * len(before.plan.shots) + ["new"]
