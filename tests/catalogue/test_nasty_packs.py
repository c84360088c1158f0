"""Files as they come from people: each fault is named with its line and what to do, and nothing falls over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from motcua.command_line.packs import packs

ROOT = Path(__file__).parents[2]
EXAMPLE = re.search(r"```yaml\n(# Thông báo.*?)```", (ROOT / "docs/reference/packs.md").read_text("utf-8"), re.DOTALL)
assert EXAMPLE is not None
GOOD = EXAMPLE.group(1)
COUNT = "- {id: dog_count, label: Số con, type: number, min: 1, max: 20}"
FROM_EACH_OTHER = (
    "- {id: a, label: A, type: number, prefill: [{source: computed, path: 'field:b'}]}\n"
    "        - {id: b, label: B, type: number, prefill: [{source: computed, path: 'field:a'}]}\n        " + COUNT
)

CHANGES = [
    ("fees:\n", "fees: [\n", "yaml_broken", 1),
    ("  - {channel: any", "\t- {channel: any", "yaml_broken", 0),
    ("online_level: full", "onlin_level: full", "unknown_key", 0),
    ("{var: breed}", "{var: bred}", "condition_unknown_field", 0),
    ('{"==": [{var: breed}', '{"~": [{var: breed}', "condition_broken", 0),
    (COUNT, FROM_EACH_OTHER, "computed_cycle", 0),
    ("            - {source: vneid, path: full_name}\n", "            []\n", "asks_what_is_known", -5),
    (", legal: 281/2016/TT-BTC}", "}", "fee_legal_missing", 0),
    ("amount: 5000", "amount: -5000", "fee_negative", 0),
    ("amount: 5000", "amount: năm nghìn", "wrong_value", 0),
    ("value: 2,", "value: -2,", "wrong_value", 0),
    ("role: clerk, share: 0.2, name: Tiếp nhận", "share: 0.2, name: Tiếp nhận", "missing", 0),
    ("role: officer", "role: offiser", "route_role", 0),
    ("{id: examine", "{id: receive", "id_duplicate", 0),
    ("{id: identity", "{id: declaration", "id_duplicate", 0),
    ("valid_from: 2026-01-01", "valid_from: 2026-01-01\nvalid_to: 2025-01-01", "validity_reversed", 1),
    ("valid_from: 2026-01-01", "valid_from: 2026-13-45", "wrong_value", 0),
    ("proven_by: [keeper_name]", "proven_by: [keper_name]", "component_proof_unknown", 0),
    ("limits:", "unique_by:\n  - {fields: [dog_counts]}\nlimits:", "unique_field_unknown", 1),
]

WHOLE_FILES: list[tuple[bytes, str, int]] = [
    (b"", "file_empty", 1),
    (b"# nothing\n", "file_empty", 1),
    ("# x\nid: x\nname: Thông báo\n".encode("utf-16"), "file_encoding", 1),
    (b"# x\nid: x\nname: Th\xf4ng b\xe1o\n", "file_encoding", 3),
    (b"# " + b"x" * 1_200_000, "file_too_large", 1),
    (b"id: x\n\x00", "yaml_broken", 2),
    (b"- a\n- b\n", "yaml_broken", 1),
    (b"a: &a\n  b: *a\n", "yaml_too_deep", 1),
    (b"a: " + b"[" * 5000 + b"]" * 5000, "yaml_broken", 1),
    (b'id: !!python/object/apply:os.system ["ls"]\n', "yaml_tag", 1),
    (GOOD.encode() + b"\n---\nid: x\n", "yaml_broken", GOOD.count("\n") + 2),
]


def lint(*paths: Path) -> list[dict[str, object]]:
    """What the command prints for other programs; it never ends in a traceback."""
    ran = CliRunner().invoke(packs, ["lint", "--json", *map(str, paths)])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    told = json.loads(ran.stdout)
    assert ran.exit_code == (0 if told["ok"] else 1)
    for each in told["findings"]:
        assert set(each) == {"file", "line", "rule", "message"}
        assert each["message"].strip()
    return list(told["findings"])


def test_the_example_of_the_documentation_is_faultless(tmp_path: Path) -> None:
    file = tmp_path / "dog_notice.yaml"
    file.write_text(GOOD, "utf-8")
    assert lint(file) == []


@pytest.mark.parametrize(("old", "new", "rule", "below"), CHANGES, ids=lambda each: str(each)[:24].strip())
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, rule: str, below: int) -> None:
    assert old in GOOD
    file = tmp_path / "dog_notice.yaml"
    file.write_text(GOOD.replace(old, new, 1), "utf-8")
    line = GOOD[: GOOD.index(old)].count("\n") + 1 + below
    assert (rule, line) in {(each["rule"], each["line"]) for each in lint(file)}


@pytest.mark.parametrize(("content", "rule", "line"), WHOLE_FILES, ids=lambda each: str(each)[:20])
def test_a_file_that_is_no_pack(tmp_path: Path, content: bytes, rule: str, line: int) -> None:
    file = tmp_path / "dog_notice.yaml"
    file.write_bytes(content)
    assert (rule, line) in {(each["rule"], each["line"]) for each in lint(file)}


def test_a_path_that_is_not_there_and_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "looks_like.yaml").mkdir()
    told = lint(tmp_path / "none.yaml", tmp_path / "folder", tmp_path / "looks_like.yaml")
    assert [each["rule"] for each in told] == ["no_packs", "no_packs", "file_unreadable"]


def test_a_step_done_by_another_system_is_only_described_never_settled_here(tmp_path: Path) -> None:
    described = GOOD.replace("role: officer", "role: system")
    file = tmp_path / "dog_notice.yaml"
    file.write_text(described, "utf-8")
    assert lint(file) == []
    file.write_text(described.replace("online_level: full", "end_to_end: true\nonline_level: full"), "utf-8")
    assert [each["rule"] for each in lint(file)] == ["route_role"]
