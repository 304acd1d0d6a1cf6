"""The scratch voice: in its time, the same each time, another for each speaker, and never in the way."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pytest

from storyboard.encoding import SAMPLE_RATE
from storyboard.render.animatic.track import fitted, track
from storyboard.render.animatic.voice import RATE, Speech, Utterance, spoken, variants, voices_of
from tests.render.orders import draw, panel, shot

if TYPE_CHECKING:
    from pathlib import Path

needs_voice = pytest.mark.skipif(find_spec("espeakng_loader") is None, reason="needs espeakng-loader")


def _say(text: str, voices: tuple[str, ...], rate: int = RATE) -> Speech:
    return spoken([Utterance(text, voices, 50, rate)])[0]


@needs_voice
def test_lines_are_heard_in_their_own_time_and_nowhere_else(tmp_path: Path) -> None:
    lines = [("mira", "", "You came back."), ("tom", "", "I never left.")]
    panels = [panel((0, 1000), "Silence."), panel((1000, 5000), "", lines=lines)]
    sound = track(shot(panels, [draw(tmp_path, "mira", (9, 9, 9))], 6))
    assert len(sound) == 6 * SAMPLE_RATE
    loud = [float(np.abs(sound[second * SAMPLE_RATE :][:SAMPLE_RATE]).max()) for second in range(6)]
    assert loud[0] == 0
    assert loud[1] == pytest.approx(0.5, abs=0.01)
    assert loud[3] == pytest.approx(0.5, abs=0.01)
    assert loud[5] == 0


@needs_voice
def test_a_line_too_long_for_its_time_is_cut_at_the_end_of_it(tmp_path: Path) -> None:
    lines = [("mira", "", "Far too many words for so short a time, and still more of them.")]
    sound = track(shot([panel((0, 1000), "", lines=lines)], [draw(tmp_path, "mira", (9, 9, 9))], 3))
    assert 0.3 < np.abs(sound[:SAMPLE_RATE]).max() <= 0.5
    assert not sound[SAMPLE_RATE:].any()


@needs_voice
def test_a_higher_rate_is_faster_and_the_same_words_sound_the_same_each_time() -> None:
    slow, again = (_say("Somebody has to be home.", ("en+f2",)) for _ in range(2))
    fast = _say("Somebody has to be home.", ("en+f2",), 240)
    assert np.array_equal(slow.samples, again.samples)
    assert 0.6 < len(fast.samples) / len(slow.samples) < 0.85


@needs_voice
@pytest.mark.parametrize("language", ["en", "en-US", "pt_BR", "zh", "tlh", "", "a b;c"])
def test_every_language_says_something(language: str) -> None:
    assert len(_say("Hello", voices_of("m3", language)).samples) > 1000


@needs_voice
@pytest.mark.parametrize("text", ["", "…", "\0", "\ud800", "<speak>&amp;", "🦊", "x" * 3000])
def test_no_text_can_break_the_voice(text: str) -> None:
    assert _say(text, ("en",)).rate > 0


def test_speakers_differ_and_one_keeps_its_voice_from_shot_to_shot() -> None:
    crowd = [f"speaker{number}" for number in range(12)]
    chosen = variants(crowd)
    assert len({variant for variant, _ in chosen.values()}) == 12
    assert variants(["mira"])["mira"] == variants(["mira", "tom"])["mira"]
    assert variants(reversed(crowd)) == chosen
    assert len(variants(f"extra{number}" for number in range(40))) == 40


def test_speech_is_brought_to_our_rate_and_level_without_the_silence_around_it() -> None:
    wave = np.sin(np.arange(24_000) * 2 * np.pi * 440 / 24_000).astype(np.float32) * 0.1
    pad = np.zeros(5000, np.float32)
    said = fitted(Speech(np.concatenate([pad, wave, pad]), 24_000), 10 * SAMPLE_RATE)
    assert len(said) == pytest.approx(SAMPLE_RATE, abs=20)
    assert float(np.abs(said).max()) == pytest.approx(0.5, abs=0.001)
    tone = int(np.argmax(np.abs(np.fft.rfft(said)))) * SAMPLE_RATE / len(said)
    assert tone == pytest.approx(440, abs=2)


def test_what_is_cut_fades_and_silence_stays_silence() -> None:
    loud = Speech(np.full(24_000, 0.3, np.float32), 24_000)
    cut = fitted(loud, 4800)
    assert len(cut) == 4800
    assert abs(float(cut[-1])) < 0.001
    assert len(fitted(Speech(np.zeros(500, np.float32), 24_000), 4800)) == 0
    assert spoken([]) == []
