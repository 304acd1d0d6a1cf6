"""Sidecar captions: SubRip and WebVTT, escaped and shifted."""

from __future__ import annotations

from pathlib import Path

from storyboard.model.story import Card
from storyboard.model.timeline import Caption
from storyboard.stitch.captions import srt, vtt
from tests.stitch.material import timeline

LINE = timeline([Path("a.mp4")], [5000])._replace(
    captions=(
        Caption(0, 1500, "Mira", "Hello\n\n2\n00:00 --> x"),
        Caption(3_601_001, 3_602_000, "", "a < b & c"),
    ),
)


def test_srt_counts_and_keeps_a_line_one_line() -> None:
    assert srt(LINE) == (
        "1\n00:00:00,000 --> 00:00:01,500\nMira: Hello 2 00:00 --› x\n\n"
        "2\n01:00:01,001 --> 01:00:02,000\na ‹ b & c\n"
    )  # fmt: skip


def test_vtt_is_escaped() -> None:
    assert vtt(LINE).startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nMira: Hello 2 00:00 --&gt; x\n")
    assert "a &lt; b &amp; c" in vtt(LINE)


def test_a_title_card_shifts_captions() -> None:
    assert "00:00:02,000 --> 00:00:03,500" in srt(LINE._replace(card=Card("x", "", 2000)))
