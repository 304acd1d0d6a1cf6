"""What holds for a whole episode: how series, episode and defaults meet, and the parts that are not scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storyboard.compile import compile_episode, provider_for, provider_target, read_episode, target_of
from storyboard.resolve.settings import decibels, decimal_text
from tests.cases.paper import paper

if TYPE_CHECKING:
    from pathlib import Path

    from storyboard.compile import Front
    from storyboard.diagnostics import Report
    from storyboard.model.story import Episode

HEAD = "storyboard: 1\ncharacters: {mira: {image: m.png}}\nscenes:\n  Scene 1 [3s]: '@mira.'\n"


def _read(tmp_path: Path, episode: str, series: str = "") -> tuple[Episode, Report]:
    if series:
        (tmp_path / "series.yaml").write_text(series, "utf-8")
    path = tmp_path / "e.storyboard.yaml"
    path.write_text(HEAD + episode, "utf-8")
    front = read_episode(path, tmp_path, "e", paper)
    assert front.episode is not None
    return front.episode, front.report


def test_later_wins_and_maps_merge_deep(tmp_path: Path) -> None:
    series = "series: s\ndefaults: {ratio: '9:16', fps: 24, style: {look: ink, image: s.png}}\n"
    episode, report = _read(tmp_path, "defaults: {fps: 25, style: {look: chalk}}\nfps: 60\n", series)
    assert not report.diagnostics
    assert (episode.settings.ratio, episode.settings.fps, episode.style_look, episode.style) == (
        "9:16",
        60,
        "chalk",
        "style",
    )


def test_a_list_of_providers_packs_by_the_tightest_limits(tmp_path: Path) -> None:
    episode, _ = _read(tmp_path, "provider: [dashscope, segmind, freepik]\n")
    target = target_of(episode)
    assert target.provider is not None
    assert (target.provider.name, target.limits.max_seconds, target.limits.voices) == ("dashscope", 10, 1)
    assert not target.limits.first_frame


def test_providers_are_built_in_declared_or_changed(tmp_path: Path) -> None:
    text = "providers:\n  mine: {dialect: gccai, base_url: 'https://mine.example/', idempotent: true, price: {720P: '0.08'}}\n"
    episode, report = _read(tmp_path, text + "  segmind: {price: {720P: 0.1}}\nprovider: mine\n")
    assert not report.diagnostics
    known = {provider.name: provider for provider in episode.providers}
    assert known["mine"].base_url == "https://mine.example"
    assert known["mine"].idempotent
    assert dict(known["segmind"].prices) == {"720P": "0.1", "1080P": "0.1875"}
    assert provider_for(episode, "gccai").name == "mine"
    step = compile_episode(_front(tmp_path), provider_target(known["mine"])).plan.steps[0]
    assert step.price is not None
    assert str(step.price.amount) == "0.240"


def _front(tmp_path: Path) -> Front:
    return read_episode(tmp_path / "e.storyboard.yaml", tmp_path, "e", paper)


def test_a_provider_without_a_dialect_is_told(tmp_path: Path) -> None:
    _, report = _read(tmp_path, "providers: {mine: {base_url: 'https://mine.example'}}\n")
    assert {found.code for found in report.diagnostics} == {"SB0204"}


def test_a_budget_smaller_than_the_plan_is_told(tmp_path: Path) -> None:
    episode, _ = _read(tmp_path, "budget: {run: '0.2', month: 20, currency: USD}\nprovider: dashscope\n")
    assert dict(episode.budget) == {"run": "0.2", "month": "20", "currency": "USD"}
    found = compile_episode(_front(tmp_path), target_of(episode)).report.diagnostics
    assert [one.code for one in found] == ["SB0702"]


def test_music_sounds_card_and_outputs_are_read(tmp_path: Path) -> None:
    text = """\
music: [a.mp3, {file: b.mp3, gain: -12 dB, duck: false, fade_in: 1s, fade_out: 0.5, from: 2s, to: "1:00"}]
sounds: [{file: c.wav, at: 1.5, gain: 3}]
title_card: {subtitle: One, length: 4s}
outputs: [mp4, vtt]
title: A title
"""
    episode, report = _read(tmp_path, text)
    assert not report.diagnostics
    first, second = episode.music
    assert (first.duck, first.gain_db) == (True, 0.0)
    assert second[1:] == (2000, 60000, -12.0, 1000, 500, False)
    assert episode.sounds[0][1:] == (1500, 0, 3.0, 0, 0, False)
    assert episode.title_card == ("A title", "One", 4000)
    assert episode.outputs == ("mp4", "vtt")
    assert _read(tmp_path, "title_card: Hello\n")[0].title_card == ("Hello", "", 2500)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.10", "0.10"),
        (0.1, "0.1"),
        (20, "20"),
        (True, ""),
        ("free", ""),
        ("-1", ""),
        ("NaN", ""),
        (None, ""),
        ("1e99", ""),
    ],
)
def test_prices_are_decimal_text(value: object, text: str) -> None:
    assert decimal_text(value) == text


@pytest.mark.parametrize(
    ("value", "gain"), [("-12dB", -12.0), (-3, -3.0), ("6", 6.0), (None, 0.0), ("loud", 0.0), (1e9, 24.0)]
)
def test_gains_are_decibels_within_reason(value: object, gain: float) -> None:
    assert decibels(value) == gain
