"""The verbs that render nothing: exit codes, documents, what is written and what is not."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from storyboard.cli.main import VERBS
from storyboard.config import data
from tests.cli.runner import picture, run

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
storyboard: 1
title: A test
characters:
  mira: {name: Mira, image: assets/mira.png}
scenes:
  Scene 1 [0-3s]: "@mira waves."
  Scene 2 [3-6s]: "@mira sleeps."
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    picture(tmp_path / "assets" / "mira.png")
    (tmp_path / "e1.storyboard.yaml").write_text(TEXT, "utf-8")
    return tmp_path


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _valid(name: str, text: str) -> None:
    schema = json.loads(data(f"schemas/{name}.schema.json").read_text("utf-8"))
    errors = jsonschema_rs.validator_for(schema).iter_errors(json.loads(text))
    assert [error.message for error in errors] == []


def test_a_good_episode_has_no_problems(project: Path) -> None:
    ran = run(project, "check", "e1.storyboard.yaml")
    assert (ran.code, ran.out) == (0, "")
    assert "no problems" in ran.err


def test_check_writes_nothing_but_the_memo(project: Path) -> None:
    before = _files(project)
    run(project, "check")
    assert _files(project) - before == {".storyboard/probe.json", ".storyboard/.gitignore"}


def test_check_prints_json_that_keeps_to_its_schema(project: Path) -> None:
    (project / "e1.storyboard.yaml").write_text(TEXT.replace("@mira sleeps", "@mria sleeps"), "utf-8")
    ran = run(project, "check", "--json")
    assert ran.code == 1
    _valid("diagnostic", ran.out)
    found = json.loads(ran.out)["diagnostics"][0]
    assert (found["code"], found["line"], found["column"], found["file"]) == (
        "SB0301",
        7,
        20,
        "e1.storyboard.yaml",
    )


def test_github_is_spoken_on_github(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (project / "e1.storyboard.yaml").write_text(TEXT.replace("@mira sleeps", "@mria sleeps"), "utf-8")
    assert run(project, "check").out.startswith("::error ")


def test_fix_mends_quotes_times_and_names_in_one_go(project: Path) -> None:
    broken = (
        TEXT.replace('"@mira waves."', "@mira waves # to us")
        .replace("[3-6s]", "[4-7s]")
        .replace("@mira sl", "@mria sl")
    )
    broken += '  Scene 2 [7-9s]: "@mira, gone."\n'
    path = project / "e1.storyboard.yaml"
    path.write_text(broken, "utf-8")
    ran = run(project, "check", "--fix")
    assert ran.code == 0, ran.err
    fixed = path.read_text("utf-8")
    assert '"@mira waves" # to us' in fixed
    assert 'Scene 2 [3-6s]: "@mira sleeps."' in fixed
    assert 'Scene 3 [6-8s]: "@mira, gone."' in fixed


def test_fix_never_eats_what_it_cannot_place(project: Path) -> None:
    text = TEXT.replace("@mira waves.", "@miraa waits near @mirra and @mirr, \\x40mirra too.")
    path = project / "e1.storyboard.yaml"
    path.write_text(text, "utf-8")
    run(project, "check", "--fix")
    assert "@mira waits near @mira and @mira, \\x40mirra too." in path.read_text("utf-8")


def test_compile_prints_one_document_for_all_dialects(project: Path) -> None:
    ran = run(project, "compile", "e1.storyboard.yaml", "--dialect", "all", "--format", "json")
    assert ran.code == 0
    _valid("compiled", ran.out)
    assert set(json.loads(ran.out)["dialects"]) == {"freepik", "gccai", "segmind", "powertokens", "dashscope"}
    assert run(project, "compile", "e1", "--dialect", "all", "--json").out == ran.out


def test_compile_ends_with_what_each_dialect_loses(project: Path) -> None:
    (project / "e1.storyboard.yaml").write_text(TEXT + "watermark: true\n", "utf-8")
    ran = run(project, "compile", "e1", "--dialect", "all")
    report = ran.out.partition("lowering report")[2]
    assert ran.code == 0
    assert "SB0604 watermark" in next(line for line in report.splitlines() if line.startswith("freepik"))
    assert "nothing" in next(line for line in report.splitlines() if line.startswith("dashscope"))


def test_compile_of_a_broken_episode_exits_with_1(project: Path) -> None:
    (project / "e1.storyboard.yaml").write_text("storyboard: 1\nscenes: [", "utf-8")
    for words in (("--dialect", "all"), ("--dialect", "segmind")):
        ran = run(project, "compile", "e1", "--json", *words)
        assert ran.code == 1
        assert json.loads(ran.out)["version"] == 1


def test_plan_tells_the_price_and_exits_with_10_where_asked(project: Path) -> None:
    ran = run(project, "plan", "e1", "--provider", "dashscope", "--json", "--detailed-exitcode")
    assert ran.code == 10
    _valid("plan", ran.out)
    total = json.loads(ran.out)["total"]
    assert (total["seconds"], total["price"]["amount"], total["kept"]) == (6, "0.600", 0)
    assert "| e1/1 | new |" in run(project, "plan", "e1", "--md").out


def test_plan_shows_the_price_in_every_dialect(project: Path) -> None:
    out = run(project, "plan", "e1").out
    assert "0.600 USD" in next(line for line in out.splitlines() if line.split()[:1] == ["dashscope"])
    assert "0.750 USD" in next(line for line in out.splitlines() if line.split()[:1] == ["segmind"])


def test_plan_selects_and_excludes_shots(project: Path) -> None:
    (project / "e1.storyboard.yaml").write_text(TEXT + "pack: scene\n", "utf-8")

    def steps(*words: str) -> list[str]:
        return [step["shot"] for step in json.loads(run(project, "plan", *words, "--json").out)["steps"]]

    assert steps("e1/2") == ["e1/2"]
    assert steps("e1", "-x", "e1/2") == ["e1/1"]
    assert steps("-s", "char:mi*", "-s", "state:kept") == ["e1/1", "e1/2"]
    assert steps("state:kept") == []


def test_config_shows_where_each_value_comes_from(project: Path) -> None:
    (project / "series.yaml").write_text(
        'series: s\nlanguage: en\ndefaults: {ratio: "9:16", resolution: 1080P}\n', "utf-8"
    )
    (project / "e1.storyboard.yaml").write_text(TEXT + "resolution: 720P\n", "utf-8")
    found = json.loads(run(project, "config", "e1", "--origin", "--json").out)
    assert found["defaults.ratio"] == {"value": "9:16", "origin": "series.yaml:3"}
    assert found["defaults.resolution"] == {"value": "720P", "origin": "e1.storyboard.yaml:8"}
    assert found["defaults.pack"] == {"value": "auto", "origin": "default"}


def test_config_prints_a_storyboard_that_means_the_same(project: Path) -> None:
    def keys() -> list[str]:
        return [shot["key"] for shot in json.loads(run(project, "compile", "e1", "--json").out)["shots"]]

    before = keys()
    (project / "e1.storyboard.yaml").write_text(run(project, "config", "e1").out, "utf-8")
    assert keys() == before


@pytest.mark.parametrize("words", [(), ("no-such-verb",), ("plan", "no-such-episode"), ("compile", "e1", "-d", "nobody"),
                                   ("explain", "SB9999"), ("plan", "e1", "--provider", "nobody")])  # fmt: skip
def test_a_wrong_command_line_exits_with_2_and_no_traceback(project: Path, words: tuple[str, ...]) -> None:
    ran = run(project, *words)
    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_a_missing_file_is_a_finding(project: Path) -> None:
    ran = run(project, "check", "gone.storyboard.yaml", "--json")
    assert ran.code == 1
    assert [found["code"] for found in json.loads(ran.out)["diagnostics"]] == ["SB0001"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe\x00\x00", "SB0002"), (b"a" * (9 * 2**20), "SB0101"), (b"", "SB0013")],
    ids=["binary", "huge", "empty"],
)
def test_unreadable_files_are_findings(project: Path, content: bytes, code: str) -> None:
    (project / "e1.storyboard.yaml").write_bytes(content)
    ran = run(project, "check", "--json")
    assert [found["code"] for found in json.loads(ran.out)["diagnostics"]] == [code]
    assert ran.code == 1


def test_rendering_at_a_provider_says_what_is_missing(project: Path) -> None:
    ran = run(project, "render", "e1", "--provider", "dashscope")
    assert ran.code == 5
    assert "--animatic" in ran.err


def test_new_makes_a_series_that_checks_clean(tmp_path: Path) -> None:
    assert run(tmp_path, "new", "series", "my-show").code == 0
    ran = run(tmp_path / "my-show", "check")
    assert ran.code == 0
    assert "no problems" in ran.err
    assert run(tmp_path, "new", "series", "my-show").code == 2
    assert run(tmp_path, "new", "series", "../evil").code == 2


def test_explain_and_the_tables_print(tmp_path: Path) -> None:
    assert "did" not in run(tmp_path, "explain", "SB0301").err
    assert run(tmp_path, "explain", "sb0301").out.startswith("SB0301: ")
    assert "Image1" in run(tmp_path, "dialects").out
    assert json.loads(run(tmp_path, "dialects", "--json").out)["dialects"][0]["name"] == "freepik"
    assert json.loads(run(tmp_path, "schema", "series").out)["title"]
    assert "storyboard" in run(tmp_path, "completion", "bash").out


def test_doctor_never_shows_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHSCOPE_API_KEY", "sk-very-secret")
    ran = run(tmp_path, "doctor")
    assert "DASHSCOPE_API_KEY is set" in ran.out
    assert "sk-very-secret" not in ran.out


def test_no_ffmpeg_exits_with_5(tmp_path: Path) -> None:
    """In a process of its own: which ffmpeg serves is found once."""
    script = "import sys; from storyboard.cli.main import main; sys.exit(main(['doctor']))"
    environment = {"PATH": "", "STORYBOARD_FFMPEG": "/nowhere/ffmpeg"}
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 5
    assert "STORYBOARD_FFMPEG" in ran.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str, tmp_path: Path) -> None:
    ran = run(tmp_path, verb, "--help")
    assert ran.code == 0
    assert ran.out.startswith("usage: storyboard")


def test_checking_imports_nothing_heavy(project: Path) -> None:
    run(project, "check")
    script = (
        "import sys; from storyboard.cli.main import main; main(['check']); "
        "print(sorted({'av', 'PIL', 'numpy', 'httpx', 'asyncio', 'rich', 'jinja2', 'jsonschema', 'jsonschema_rs', 'ffmpeg'} "
        "& set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=project, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_compile_and_plan_choose_the_same_shots_around_what_is_rendered(project: Path) -> None:
    """The lock holds scene 1 as a shot of its own, though without it both scenes would share one."""
    path = project / "e1.storyboard.yaml"
    path.write_text(TEXT + "pack: scene\n", "utf-8")
    apart = json.loads(run(project, "compile", "e1", "--json").out)["shots"]
    path.write_text(TEXT, "utf-8")
    assert len(json.loads(run(project, "compile", "e1", "--json").out)["shots"]) == 1
    lines = [
        {"key": shot["key"], "take": 1, "pinned": 0, "sha256": "f" * 64, "seconds": 3, "dialect": "dashscope"}
        | {"model": "wan2.7-r2v", "cost": "0.300 USD", "episode": "e1", "scenes": shot["scenes"]}
        for shot in apart
    ]
    (project / "storyboard.lock").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    compiled = json.loads(run(project, "compile", "e1", "--json").out)["shots"]
    planned = json.loads(run(project, "plan", "e1", "--provider", "dashscope", "--json").out)["steps"]
    assert [shot["key"] for shot in compiled] == [shot["key"] for shot in apart]
    assert [step["action"] for step in planned] == ["keep", "keep"]
    assert compiled[0]["price"]["amount"] == "0.300"  # what the call would cost, were it made
