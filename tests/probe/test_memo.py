"""The memo: what was looked at once is not opened again, and what changed is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyboard.probe import Preflight
from tests.probe.material import LATER_NS, codes, picture, plain, project, sound, video, wav

if TYPE_CHECKING:
    from storyboard.config import Project
    from storyboard.model.media import Use

HERE = Path(__file__).resolve().parents[2]
FILES: dict[str, tuple[Use, bytes]] = {
    "a.png": ("image", picture()),
    "alpha.png": ("image", plain("RGBA", (300, 300), (1, 2, 3, 4))),
    "half.jpg": ("image", picture("JPEG")[:9000]),
    "a.mp4": ("video", video()),
    "a.wav": ("voice", wav(2)),
    "a.mp3": ("sound", sound("mp3", "libmp3lame", 2)),
    "page.png": ("image", b"<html>"),
}

# Says what a run opened below the project, and what it found.
SCRIPT = """
import json, os, sys
from pathlib import Path
opened = []
def hook(event, arguments):
    if event == "open" and str(arguments[0]).startswith(sys.argv[1]):
        opened.append(os.path.relpath(arguments[0], sys.argv[1]))
from storyboard.config import Project
from storyboard.probe import Preflight
sys.addaudithook(hook)
probe = Preflight(Project(Path(sys.argv[1])))
found = [repr(probe(name, use)) for name, use in json.loads(sys.argv[2])]
probe.save()
heavy = sorted({"PIL", "av", "numpy"} & set(sys.modules))
print(json.dumps({"opened": sorted(set(opened)), "heavy": heavy, "found": found}))
"""


def full(tmp_path: Path) -> Project:
    return project(tmp_path, {name: data for name, (_, data) in FILES.items()})


def run(here: Project, names: list[str]) -> dict[str, Any]:
    """Inspect some files in a process of its own."""
    wanted = json.dumps([(name, FILES[name][0]) for name in names])
    arguments = [sys.executable, "-c", SCRIPT, str(here.root.resolve()), wanted]
    done = subprocess.run(arguments, cwd=HERE, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def memo(here: Project) -> Path:
    return here.state / "probe.json"


def remembered(here: Project, clock_ns: int = LATER_NS) -> dict[str, str]:
    """Inspect all files and save."""
    probe = Preflight(here, lambda: clock_ns)
    found = {name: repr(probe(name, use)) for name, (use, _) in FILES.items()}
    probe.save()
    return found


def test_a_second_run_opens_nothing_and_finds_the_same(tmp_path: Path) -> None:
    here = full(tmp_path)
    before = remembered(here)
    said = run(here, list(FILES))
    assert said == {"opened": [".storyboard/probe.json"], "heavy": [], "found": list(before.values())}


def test_the_first_run_opens_what_it_is_asked_for(tmp_path: Path) -> None:
    said = run(full(tmp_path), ["a.png"])
    assert "a.png" in said["opened"]
    assert "PIL" in said["heavy"]
    assert "av" not in said["heavy"]


def test_nothing_is_written_before_save_nor_without_need(tmp_path: Path) -> None:
    here = full(tmp_path)
    probe = Preflight(here, lambda: LATER_NS)
    probe("a.png", "image")
    assert not here.state.exists()
    probe.save()
    written = memo(here).stat()
    again = Preflight(here, lambda: LATER_NS)
    again("a.png", "image")
    again.save()
    assert memo(here).stat() == written
    assert sorted(path.name for path in here.state.iterdir()) == [".gitignore", "probe.json"]
    assert (here.state / ".gitignore").read_text() == "*\n"


def test_a_run_that_opened_nothing_makes_no_folder(tmp_path: Path) -> None:
    here = project(tmp_path)
    probe = Preflight(here)
    probe("gone.png", "image")
    probe("https://cdn.example.com/a.png", "image")
    probe.save()
    assert not here.state.exists()


def test_the_memo_names_no_folder_of_the_machine(tmp_path: Path) -> None:
    here = full(tmp_path)
    remembered(here)
    assert str(tmp_path) not in memo(here).read_text()


def test_one_file_has_a_look_for_each_use(tmp_path: Path) -> None:
    here = project(tmp_path, {"a.mp4": video(sound=True)})
    probe = Preflight(here, lambda: LATER_NS)
    assert codes(probe("a.mp4", "video")) == []
    assert codes(probe("a.mp4", "voice")) == ["SB0404e"]
    assert codes(probe("a.mp4", "video")) == []


def test_changed_bytes_are_seen(tmp_path: Path) -> None:
    here = full(tmp_path)
    remembered(here)
    (here.root / "a.png").write_bytes(picture("JPEG"))
    assert codes(Preflight(here)("a.png", "image")) == ["SB0411w"]


def test_bytes_changed_behind_an_old_time_are_seen(tmp_path: Path) -> None:
    here = full(tmp_path)
    remembered(here)
    path = here.root / "a.png"
    before = path.stat()
    path.write_bytes(picture("JPEG").ljust(before.st_size, b"\0"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert codes(Preflight(here)("a.png", "image")) == ["SB0411w"]


def test_another_file_moved_to_the_name_is_seen(tmp_path: Path) -> None:
    here = full(tmp_path)
    remembered(here)
    (here.root / "half.jpg").replace(here.root / "a.png")
    assert codes(Preflight(here)("a.png", "image")) == ["SB0411w", "SB0410e"]


def test_a_link_turned_to_another_file_is_seen(tmp_path: Path) -> None:
    here = full(tmp_path)
    link = here.root / "link.png"
    link.symlink_to("a.png")
    probe = Preflight(here, lambda: LATER_NS)
    assert codes(probe("link.png", "image")) == []
    link.unlink()
    link.symlink_to("alpha.png")
    assert codes(probe("link.png", "image")) == ["SB0412w"]


def forge(here: Project, digest: str) -> None:
    """Put another digest into the memo, as if the bytes had changed under an equal stat."""
    document = json.loads(memo(here).read_text())
    document["files"]["image:a.png"]["file"]["sha256"] = digest
    memo(here).write_text(json.dumps(document))


def test_a_file_at_rest_is_known_by_its_stat(tmp_path: Path) -> None:
    here = full(tmp_path)
    remembered(here)
    forge(here, "0" * 64)
    found = Preflight(here)("a.png", "image")
    assert found.file is not None
    assert found.file.sha256 == "0" * 64


def test_a_file_stamped_while_it_was_written_is_known_by_its_digest(tmp_path: Path) -> None:
    here = full(tmp_path)
    before = remembered(here, clock_ns=0)
    forge(here, "0" * 64)
    probe = Preflight(here, lambda: LATER_NS)
    assert repr(probe("a.png", "image")) == before["a.png"]
    probe.save()
    assert json.loads(memo(here).read_text())["files"]["image:a.png"]["settled"] is True


def test_comparing_a_digest_needs_no_decoder(tmp_path: Path) -> None:
    here = full(tmp_path)
    before = remembered(here, clock_ns=0)
    said = run(here, ["a.png", "a.mp4"])
    assert (said["heavy"], said["found"]) == ([], [before["a.png"], before["a.mp4"]])
    assert {"a.png", "a.mp4"} <= set(said["opened"])


def test_the_rules_about_paths_hold_for_what_is_remembered(tmp_path: Path) -> None:
    here = full(tmp_path)
    remembered(here)
    outside = tmp_path / "a.png"
    (here.root / "a.png").rename(outside)
    (here.root / "a.png").symlink_to("../a.png")
    assert codes(Preflight(here)("a.png", "image")) == ["SB0402e"]


def test_a_folder_that_takes_no_writes_is_no_error(tmp_path: Path) -> None:
    here = full(tmp_path)
    here.state.write_text("in the way")
    remembered(here)
    assert here.state.read_text() == "in the way"
