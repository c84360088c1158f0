"""The page about packs names every key there is, every rule there is, and its example works."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
from django.conf import settings
from pydantic import BaseModel

import motcua.catalogue.pack as models
from motcua.catalogue.packs import pack_files, packs_schema
from motcua.catalogue.packs.reading import read_file
from motcua.catalogue.packs.tables import sources
from tests.catalogue.sample import lint_text

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "packs.md").read_text(encoding="utf-8")
MODELS = [model for name in models.__all__ if isinstance(model := getattr(models, name), type)]
ROOM = ROOT / "motcua" / "catalogue" / "packs"


def chapter(title: str) -> str:
    return re.split(r"^## ", PAGE.split(f"\n## {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_explained_and_none_is_invented(model: type[BaseModel]) -> None:
    named = set(re.findall(r"^\| `([a-z0-9_]+)` \|", chapter(model.__name__), flags=re.MULTILINE))

    assert named == {field.alias or name for name, field in model.model_fields.items()}


def test_the_example_has_no_fault(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(# Thông báo.*?)```", PAGE, flags=re.DOTALL)
    assert example is not None

    assert lint_text(tmp_path, example[1]) == []


def test_every_rule_of_the_linter_is_listed() -> None:
    told_by = [path for path in ROOM.rglob("*.py") if path.name != "gaps.py"]  # names keys beside the rules
    code = "".join(path.read_text(encoding="utf-8") for path in told_by)
    rules = set(re.findall(r'"((?:[a-z]+_)+[a-z]+)"(?=, text|, message|, _|, \w+\(|\)|, Broken)', code))
    listed = set(re.findall(r"`([a-z_]+)`", chapter("What the linter refuses")))

    told = {"asks_what_is_known", "unknown_key", "missing", "wrong_value", "yaml_broken", "fee_overlap", "limit_zero"}
    assert told <= listed
    assert {rule for rule in rules if rule.split("_")[0] in {"page", "route", "fee", "prefill", "condition"}} <= listed


def test_every_connected_source_is_named() -> None:
    names = chapter("Prefill")

    assert all(re.search(rf"\b{name}\b", names) for name, source in sources().items() if source.connected)


def test_the_schema_knows_what_is_written_in_yaml() -> None:
    schema = packs_schema()

    assert set(schema["required"]) == {"id", "name", "short_name", "field", "valid_from"}
    assert "validate" in schema["$defs"]["Field"]["properties"]
    assert {"type": "string", "minLength": 1} in schema["$defs"]["Text"]["anyOf"]
    assert schema["additionalProperties"] is False


def test_the_fields_of_its_examples_are_fields_of_packs() -> None:
    """An example somebody copies must name something there is."""
    tables = re.sub(r"```yaml.*?```", "", PAGE, flags=re.DOTALL)  # the whole packs there bring their own fields
    named = set(re.findall(r"\bvar: (\w+)", tables)) - {"today"}
    packs = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "procedures").glob("*.yaml"))
    assert named
    assert {each for each in named if not re.search(rf"^\s*- id: {each}\b", packs, re.MULTILINE)} == set()


def test_every_pack_is_valid_by_the_schema_for_a_validator_nobody_here_wrote() -> None:
    validator = jsonschema_rs.Draft202012Validator(packs_schema())
    for path in [*pack_files([settings.PROCEDURES]), *sorted((Path(__file__).parents[1] / "portal").glob("*.yaml"))]:
        content = json.loads(json.dumps(read_file(path).data, default=str))
        assert [f"{path.name} {each.instance_path}: {each.message}" for each in validator.iter_errors(content)] == []


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("feess", []), ("limits", [{"value": 3, "unit": "day"}]), ("channels", ["web"]), ("name", 5), ("id", None)],
)
def test_an_editor_sees_by_the_schema_what_is_wrong(key: str, wrong: object) -> None:
    [path, *_others] = pack_files([settings.PROCEDURES])
    content = json.loads(json.dumps(read_file(path).data, default=str)) | {key: wrong}
    assert not jsonschema_rs.Draft202012Validator(packs_schema()).is_valid(content)
