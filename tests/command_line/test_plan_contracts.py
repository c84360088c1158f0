"""`motcua plans read|check|import|export`: keys, exit codes, and nothing but JSON on standard output."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from motcua.command_line.main import motcua
from motcua.directory.api import make_demo

GOLD = Path(__file__).parents[1] / "plans" / "gold" / "met"
LISTS = {
    "objectives", "baseline", "problems", "targets", "solutions", "tasks", "responsibilities", "reporting",
    "recipients", "anomalies",
}  # fmt: skip
OF_A_TARGET = {"id", "section", "text", "metric", "comparator", "value", "unit", "year", "scope", "condition", "kind"}
OF_A_TASK = {"id", "group", "text", "product", "lead", "coordinating", "deadline"}
OF_A_BASIS = {"number", "date", "issuer", "gist", "role", "section"}


def ran(*words: object) -> tuple[int, bytes, str]:
    found = CliRunner().invoke(motcua, ["plans", *map(str, words)], catch_exceptions=False)
    return found.exit_code, found.stdout_bytes, found.stderr


def told(*words: object) -> Any:
    code, out, _err = ran(*words, "--json")
    assert code == 0
    return json.loads(out)


@pytest.mark.no_database
@pytest.mark.parametrize("name", ["bac-khe.docx", "nam-sin.txt"])
def test_read_gives_one_object_of_the_keys_agreed(name: str) -> None:
    plan = told("read", GOLD / name)
    assert set(plan) >= {"meta"} | LISTS
    for key in LISTS:
        for item in plan[key]:
            assert 0 < item["confidence"] <= 1, key
            assert item["source"]["page"] or item["source"]["line"], key
    assert set(plan["targets"][0]) >= OF_A_TARGET
    assert set(plan["tasks"][0]) >= OF_A_TASK
    assert {"raw", "type"} <= set(plan["tasks"][0]["deadline"])
    assert set(plan["meta"]["legal_bases"][0]) >= OF_A_BASIS
    assert set(plan["responsibilities"][0]["duties"][0]) >= {"id", "text", "confidence", "source"}


@pytest.mark.no_database
def test_check_gives_a_list_of_kind_where_and_message() -> None:
    faults = told("check", GOLD / "bac-khe.docx")
    assert {frozenset(each) for each in faults} == {frozenset({"kind", "where", "message"})}
    assert all(isinstance(words, str) and words for each in faults for words in each.values())


BAD = {
    "trong.txt": b"",
    "thuc-don.txt": "QUÁN CƠM\nPhở bò: 45.000 đ\n".encode(),
    "hong.docx": b"PK\x03\x04 torn",
    "hong.pdf": b"%PDF-1.7\n torn",
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_plan_ends_with_one_and_a_sentence(name: str, tmp_path: Path, db: None) -> None:
    make_demo()
    file = tmp_path / name
    file.write_bytes(BAD[name])
    for words in (["read", file, "--json"], ["check", file, "--json"], ["import", file, "--agency", "H99.31"]):
        code, out, err = ran(*words)
        assert (code, out) == (1, b"")
        assert err.splitlines()[-1].endswith(".")  # a sentence, behind whatever a library logged
        assert "Traceback" not in err


def test_import_and_every_format_of_export(db: None) -> None:
    make_demo()
    made = told("import", GOLD / "bac-khe.docx", "--agency", "H99.31")
    assert set(made) >= {"id", "new", "targets", "tasks"}
    assert (made["new"], told("import", GOLD / "bac-khe.docx", "--agency", "H99.31")["new"]) == (True, False)
    given = {shape: ran("export", made["id"], "--format", shape)[1] for shape in ("xlsx", "docx", "json")}
    read = told("read", GOLD / "bac-khe.docx")
    assert [each["text"] for each in json.loads(given["json"])["tasks"]] == [each["text"] for each in read["tasks"]]
    assert made["tasks"] == len(read["tasks"]) == load_workbook(BytesIO(given["xlsx"]))["Nhiệm vụ"].max_row - 1
    assert Document(BytesIO(given["docx"])).tables
