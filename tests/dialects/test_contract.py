"""What holds for every dialect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from storyboard.compile import compile_episode as compile_
from storyboard.compile import provider_for, provider_target, read_episode
from storyboard.dialects import DIALECTS, built_in_providers, dialect
from storyboard.lower import lower
from tests.cases.paper import paper

if TYPE_CHECKING:
    from storyboard.dialects.base import Binding, Dialect

LAMP = Path(__file__).parent.parent / "cases" / "valid" / "lamp.storyboard.yaml"


def _requests(name: str, path: Path = LAMP) -> list[Any]:
    front = read_episode(path, path.parent, "lamp", paper)
    assert front.episode is not None
    return [
        shot.request
        for shot in compile_(front, provider_target(provider_for(front.episode, name))).plan.shots
    ]


@pytest.mark.parametrize("name", DIALECTS)
def test_every_label_in_a_prompt_is_in_its_table_and_every_reference_is_labelled(name: str) -> None:
    kind = dialect(name)
    for request in _requests(name):
        call, bindings = kind.submit(request, "https://host.example")
        prompt = kind.spell(request.prompt, bindings, request.language)
        assert all(binding.label in prompt for binding in bindings)
        assert prompt in str(call.body).replace("\\'", "'") or prompt in (
            call.body.get("prompt"),
            call.body["input"]["prompt"],
        )
        assert len(list(kind.sent(call.body))) == len(request.media)


@pytest.mark.parametrize("name", DIALECTS)
def test_a_body_whose_array_drifts_from_its_labels_is_never_sent(name: str) -> None:
    kind = dialect(name)
    request = _requests(name)[0]

    class Drifting(type(kind)):  # type: ignore[misc]
        def body(self, request: Any, bindings: tuple[Binding, ...], prompt: str) -> dict[str, Any]:
            images = [binding for binding in bindings if binding.kind == "reference_image"]
            found: dict[str, Any] = super().body(request, [images[1], images[0], *images[2:]], prompt)
            return found

    broken: Dialect = Drifting()
    with pytest.raises(AssertionError, match="binding table"):
        broken.submit(request, "")


@pytest.mark.parametrize("name", DIALECTS)
def test_no_key_and_no_path_stands_in_a_call(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{name.upper()}_API_KEY", "sk-very-secret")
    front = read_episode(LAMP, LAMP.parent, "lamp", paper)
    _, found = lower(front, name)
    assert "sk-very-secret" not in str(found)
    assert "assets/" not in str([shot["request"] for shot in found["shots"]])


def test_size_means_two_things() -> None:
    gccai, powertokens = (
        dialect(name).submit(_requests(name)[0], "")[0].body for name in ("gccai", "powertokens")
    )
    assert (gccai["size"], powertokens["size"]) == ("16:9", "720P")


def test_seconds_are_a_text_at_powertokens_and_a_number_elsewhere() -> None:
    fields = {"freepik": "duration", "gccai": "duration", "segmind": "duration", "powertokens": "seconds"}
    values = {
        name: dialect(name).submit(_requests(name)[0], "")[0].body[field] for name, field in fields.items()
    }
    assert values == {"freepik": 8, "gccai": 8, "segmind": 8, "powertokens": "8"}


@pytest.mark.parametrize("name", ["dashscope", "powertokens", "gccai"])
def test_the_first_frame_is_last_in_its_array(name: str) -> None:
    path = LAMP.with_name("pictures-only.storyboard.yaml")
    body = dialect(name).submit(_requests(name, path)[-1], "")[0].body
    array = body.get("media") or body.get("image_with_roles") or body["input"]["media"]
    assert array[-1].get("type", array[-1].get("role")) == "first_frame"


def test_providers_speak_dialects_that_exist() -> None:
    assert {provider.dialect for provider in built_in_providers().values()} <= set(DIALECTS)
    assert set(DIALECTS) <= set(built_in_providers())
    assert built_in_providers()["apimart"].idempotent
