"""URLs: https on a public host, judged by their text, never fetched."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from storyboard.probe import Preflight
from tests.probe.material import codes, project

if TYPE_CHECKING:
    from pathlib import Path

    from storyboard.model.media import Inspected


def ask(tmp_path: Path, url: str) -> Inspected:
    return Preflight(project(tmp_path))(url, "image")


@pytest.mark.parametrize(
    ("url", "suffix"),
    [
        ("https://cdn.example.com/a/mira.png", ".png"),
        ("https://cdn.example.com/a/mira.PNG?signature=x.y", ".png"),
        ("https://cdn.example.com:443/mira.jpeg#top", ".jpeg"),
        ("https://cdn.example.com", ""),
        ("https://cdn.example.com/mira.unusually-long", ""),
        ("https://xn--bcher-kva.example.com./%E5%9B%BE.webp", ".webp"),
        ("https://8.8.8.8/mira.png", ".png"),
        ("https://[2001:4860:4860::8888]/mira.png", ".png"),
        ("https://my_bucket.s3.example.com/mira.png", ".png"),
    ],
)
def test_a_public_url_is_taken_with_a_note(tmp_path: Path, url: str, suffix: str) -> None:
    found = ask(tmp_path, url)
    assert found.file is not None
    assert found.file.is_url
    assert (found.file.path, found.file.suffix) == (url, suffix)
    assert found.file.sha256 == hashlib.sha256(f"url:{url}".encode()).hexdigest()
    assert codes(found) == ["SB0413n"]


def test_a_scheme_in_capitals_is_the_same_url(tmp_path: Path) -> None:
    assert (
        ask(tmp_path, "HTTPS://cdn.example.com/a.png").file
        == ask(tmp_path, "https://cdn.example.com/a.png").file
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.example.com/a.png",
        "ftp://cdn.example.com/a.png",
        "file:///etc/passwd",
        "file:a.png",
        "data:image/png;base64,AAAA",
        "oss://bucket/a.png",
        "concat:a.mp4|b.mp4",
        "mira:front.png",
        "https:a.png",
        "https:/cdn.example.com/a.png",
        "https://",
        "https:///a.png",
        "https://cdn.example.com:8443/a.png",
        "https://cdn.example.com:0/a.png",
        "https://cdn.example.com:port/a.png",
        "https://user@cdn.example.com/a.png",
        "https://user:secret@cdn.example.com/a.png",
        "https://cdn.example.com@127.0.0.1/a.png",
        "https://cdn.example.com/a b.png",
        "https://cdn.example.com/a\n.png",
        "https://cdn.example.com/a\ud800.png",
        "https://cdn.example.com\\@127.0.0.1/a.png",
        "https://cdn.example.com/图.png",
        "https://１２７.0.0.1/a.png",
        "https://bücher.example.com/a.png",
        "https://-cdn.example.com/a.png",
        "https://cdn..example.com/a.png",
        "https://%31%32%37.0.0.1/a.png",
        f"https://{'a' * 64}.example.com/a.png",
        f"https://{'a.' * 130}com/a.png",
        "https://[::1/a.png",
        "https://[v1.x]/a.png",
    ],
)
def test_a_url_of_another_form_is_refused(tmp_path: Path, url: str) -> None:
    found = ask(tmp_path, url)
    assert codes(found) == ["SB0403e"]
    assert found.file is None
    assert found.problems[0].message.isprintable()


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "app.localhost",
        "intranet",
        "nas.local",
        "db.internal",
        "nas.lan",
        "nas.home.arpa",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "134744072",
        "1.2.3.4.5",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fe80::1%25eth0]",
        "[fc00::1]",
        "[ff02::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:db8::1]",
    ],
)
def test_a_host_that_no_provider_can_reach_is_refused(tmp_path: Path, host: str) -> None:
    found = ask(tmp_path, f"https://{host}/a.png")
    assert codes(found) == ["SB0403e"]
    assert found.file is None


def test_no_secret_of_a_url_is_repeated(tmp_path: Path) -> None:
    messages = [
        ask(tmp_path, url).problems[0].message
        for url in (
            "https://user:secret@cdn.example.com/a.png",
            "https://cdn.example.com/a.png?key=secret",
            "http://cdn.example.com/a.png?key=secret",
        )
    ]
    assert [("secret" in message, "cdn.example.com/a.png" in message) for message in messages] == [
        (False, True)
    ] * 3


def test_letters_that_need_it_are_shown_encoded(tmp_path: Path) -> None:
    assert (
        ask(tmp_path, "https://cdn.example.com/图 1.png").problems[0].help
        == "write its path as `/%E5%9B%BE%201.png`"
    )
