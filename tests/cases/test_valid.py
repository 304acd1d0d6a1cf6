"""Golden requests: every case compiled in every dialect, byte for byte. `pytest --accept` rewrites them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storyboard.compile import read_episode
from storyboard.config import data, episode_id
from storyboard.dialects import DIALECTS
from storyboard.lower import lower, lower_all
from tests.cases.paper import paper

CASES = sorted((Path(__file__).parent / "valid").glob("*.storyboard.yaml"))


def _name(path: Path) -> str:
    return episode_id(path)


@pytest.mark.parametrize("path", CASES, ids=_name)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_compiles_to_the_golden_document(path: Path, dialect: str, accept: bool) -> None:
    front = read_episode(path, path.parent, episode_id(path), paper)
    _, found = lower(front, dialect)
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    golden = path.with_name(f"{episode_id(path)}.{dialect}.json")
    if accept:
        golden.write_text(text, "utf-8")
    assert golden.read_text("utf-8") == text


@pytest.mark.parametrize("path", CASES, ids=_name)
def test_the_document_keeps_to_its_schema(path: Path) -> None:
    import jsonschema_rs

    schema = json.loads(data("schemas/compiled.schema.json").read_text("utf-8"))
    validator = jsonschema_rs.validator_for(schema)
    front = read_episode(path, path.parent, episode_id(path), paper)
    _, whole = lower_all(front, tuple(DIALECTS))
    for document in (whole, *whole["dialects"].values()):
        assert [error.message for error in validator.iter_errors(document)] == []


def test_the_same_input_gives_the_same_bytes() -> None:
    path = CASES[0]
    texts = {
        json.dumps(lower(read_episode(path, path.parent, "x", paper), "dashscope")[1], ensure_ascii=False)
        for _ in range(3)
    }
    assert len(texts) == 1
