"""Camera words become moves, and moves are smooth."""

from __future__ import annotations

from itertools import pairwise

import pytest

from storyboard.render.animatic.motion import Move, move_of, view_at


@pytest.mark.parametrize(
    ("words", "zoom", "across", "upward"),
    [
        ("wide shot, slow push-in", 1, 0, 0),
        ("Zoom in on the lamp", 1, 0, 0),
        ("very slow zoom out", -1, 0, 0),
        ("slow pull-back", -1, 0, 0),
        ("dolly out through the door", -1, 0, 0),
        ("pan left across the room", 0, -1, 0),
        ("the camera pans slowly to the right", 0, 1, 0),
        ("tilt up", 0, 0, 1),
        ("spiral crane up", 0, 0, 1),
        ("tilts slowly down the tower", 0, 0, -1),
        ("low angle, following", 0, 1, 0),
        ("tracking shot", 0, 1, 0),
        ("close-up, still", 0, 0, 0),
        ("static, locked off", 0, 0, 0),
        ("镜头缓缓推进", 1, 0, 0),
        ("push in while panning left", 1, -1, 0),
    ],
)
def test_words_are_read_loosely(words: str, zoom: int, across: int, upward: int) -> None:
    move = move_of(words, 0)
    assert (move.zoom, move.across, move.upward) == (zoom, across, upward)


def test_words_without_a_move_alternate_between_a_push_and_a_pan() -> None:
    assert move_of("close-up", 0).zoom == 1
    assert move_of("", 1).across == 1
    assert move_of("left of the window, a lamp", 1) == move_of("", 1)


def test_a_hand_shakes_and_slow_is_slower() -> None:
    assert move_of("gentle handheld", 0).shake
    assert move_of("slow zoom in", 0).pace < move_of("zoom in", 0).pace < move_of("crash zoom in", 0).pace


@pytest.mark.parametrize("zoom", [-1, 0, 1])
@pytest.mark.parametrize("across", [-1, 0, 1])
@pytest.mark.parametrize("shake", [False, True])
def test_views_stay_in_the_picture_and_never_jump(zoom: int, across: int, *, shake: bool) -> None:
    move = Move(zoom, across, 1, shake, 1.6)
    views = [view_at(move, index / 30, 4.0) for index in range(121)]
    assert all(0 <= value <= 1 for view in views for value in view)
    steps = [abs(a - b) for one, two in pairwise(views) for a, b in zip(one, two, strict=True)]
    assert max(steps) < 0.03


def test_a_push_comes_nearer_and_a_still_camera_does_not_move() -> None:
    push = move_of("push in", 0)
    assert view_at(push, 0, 4).zoom < view_at(push, 2, 4).zoom < view_at(push, 4, 4).zoom
    still = move_of("static", 0)
    assert view_at(still, 0, 4) == view_at(still, 3, 4)
    assert view_at(push, 0, 0) == view_at(push, 5, 0)
