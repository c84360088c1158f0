"""`motcua plans read|check|import|export`: keys, exit codes, and nothing but JSON on standard output."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from motcua import plans
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


KEYS = Path(plans.__file__).with_name("READING.md")


@pytest.mark.no_database
def test_the_keys_of_a_reading_are_those_that_are_listed() -> None:
    part = KEYS.read_text("utf-8")
    listed = re.findall(r"^- `(\w+)` – \S", part, re.MULTILINE)
    assert listed == list(told("read", GOLD / "bac-khe.docx"))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["read", "khong-co.docx"], 2, "Không có tệp khong-co.docx."),
        (["check", "khong-co.docx"], 2, "Không có tệp khong-co.docx."),
        (["import", "khong-co.docx", "--agency", "H99.31"], 2, "Không có tệp khong-co.docx."),
        (["read", "."], 2, ". là thư mục, không phải tệp."),
        (["export", "nope", "--format", "json"], 1, "Không có kế hoạch nope."),
    ],
)
def test_what_is_missing_is_told_in_vietnamese(db: None, words: list[str], code: int, said: str) -> None:
    make_demo()
    found = ran(*words)
    assert (found[0], found[1]) == (code, b"")
    assert found[2].strip() == said


def test_a_place_that_cannot_be_written_is_told(db: None, tmp_path: Path) -> None:
    make_demo()
    made = told("import", GOLD / "bac-khe.docx", "--agency", "H99.31")
    code, out, err = ran("export", made["id"], "--format", "json", "--output", tmp_path / "khong" / "a.json")
    assert (code, out) == (1, b"")
    assert err.startswith("Không ghi được ")


def test_a_plan_that_is_there_already_is_told_and_the_new_one_made(db: None, tmp_path: Path) -> None:
    make_demo()
    first = told("import", GOLD / "nam-sin.txt", "--agency", "H99.31")
    other = tmp_path / "a.txt"
    other.write_text((GOLD / "nam-sin.txt").read_text("utf-8") + "\n", "utf-8")
    second = told("import", other, "--agency", "H99.31")
    assert (second["new"], second["same_number"]) == (True, [first["id"]])
    assert second["id"] != first["id"]
    assert told("import", other, "--agency", "H99.32")["same_number"] == []
    other.write_text((GOLD / "nam-sin.txt").read_text("utf-8") + "\n\n", "utf-8")
    words = ran("import", other, "--agency", "H99.31")[1].decode()
    assert "Cơ quan này đã có kế hoạch số " in words
    assert first["id"] in words
    assert second["id"] in words
