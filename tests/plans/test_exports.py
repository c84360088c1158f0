"""Out and in again: nothing of a plan is lost on the way, whatever a spreadsheet did to its columns."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils.translation import override
from docx import Document
from openpyxl import Workbook, load_workbook

from motcua.base.actor import system
from motcua.command_line.plans import plans as command
from motcua.directory.api import Agency
from motcua.plans.api import (
    Plan,
    UnreadablePlan,
    confirm_item,
    correct_item,
    drop_item,
    export_plan,
    goal_words,
    import_plan,
    plan_as_pdf,
)
from motcua.plans.exports.goals import promised_words
from motcua.plans.reader import read
from tests.plans.conftest import FILES, PLAN_FILE, ViewerNamed

TASK = ("number", "text", "product", "lead", "coordinating", "deadline_raw", "due", "deadline_type")
TARGET = ("number", "text", "metric", "comparator", "value", "value_text", "measure_unit", "year", "scope", "condition")
HEADS = ("STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")


def rows(plan: Plan) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    return (
        list(plan.tasks.order_by("position").values_list(*TASK)),
        list(plan.targets.order_by("position").values_list(*TARGET)),
    )


def again(content: bytes, name: str, code: str = "H99.32") -> Plan:
    return import_plan(content=content, name=name, agency=Agency.objects.get(code=code), by=system("test"))[0]


@pytest.mark.parametrize("name", sorted(each.name for each in FILES.iterdir()))
def test_a_spreadsheet_comes_back_whole(here: Agency, name: str) -> None:
    plan, _made = import_plan(content=(FILES / name).read_bytes(), name=name, agency=here, by=system("test"))
    content, media_type = export_plan(plan, "xlsx")
    assert "spreadsheetml" in media_type
    back = again(content, "ke-hoach.xlsx")
    assert rows(back) == rows(plan)
    assert (back.title, back.number, back.date) == (plan.title, plan.number, plan.date)


def test_a_goal_in_words_comes_back_from_a_spreadsheet(draft: Plan) -> None:
    draft.targets.filter(number=draft.targets.order_by("position")[0].number).update(value=None, value_text="Nhóm A")
    back = again(export_plan(draft, "xlsx")[0], "ke-hoach.xlsx")
    assert rows(back) == rows(draft)
    assert back.targets.order_by("position")[0].value_text == "Nhóm A"


def test_the_six_columns_are_named_as_agencies_name_them(draft: Plan) -> None:
    book = load_workbook(BytesIO(export_plan(draft, "xlsx")[0]))
    assert tuple(cell.value for cell in book["Nhiệm vụ"][1]) == HEADS


def test_moved_columns_blank_rows_and_a_title_above(draft: Plan) -> None:
    sheet = load_workbook(BytesIO(export_plan(draft, "xlsx")[0]))["Nhiệm vụ"]
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    order = list(range(6))
    random.Random(3).shuffle(order)
    book = Workbook()
    moved = book.active
    assert moved is not None
    moved.append(["DANH MỤC NHIỆM VỤ NĂM 2025"])
    moved.append([])
    for row in table:
        moved.append([None, *(row[at] for at in order), "ghi chú"])
        moved.append([])
    out = BytesIO()
    book.save(out)
    back = again(out.getvalue(), "da-chuyen-cot.xlsx")
    assert rows(back)[0] == rows(draft)[0]


def test_words_never_become_a_formula(draft: Plan, viewer: ViewerNamed) -> None:
    task = draft.tasks.get(number="1")
    bad = '=HYPERLINK("http://x","y")'
    correct_item(item=task, values={"product": bad, "text": "Làm\x07 việc"}, revision=0, by=viewer("kiemsoat.anhoa"))
    content = export_plan(draft, "xlsx")[0]
    cell = load_workbook(BytesIO(content))["Nhiệm vụ"]["C2"]
    assert (cell.data_type, cell.value) == ("s", bad)
    assert again(content, "a.xlsx").tasks.get(number="1").product == bad
    assert Document(BytesIO(export_plan(draft, "docx")[0])).tables


@pytest.mark.parametrize("name", sorted(each.name for each in FILES.iterdir()))
def test_a_word_file_is_read_back_by_the_reader(here: Agency, name: str, tmp_path: Path) -> None:
    plan, _made = import_plan(content=(FILES / name).read_bytes(), name=name, agency=here, by=system("test"))
    (tmp_path / "a.docx").write_bytes(export_plan(plan, "docx")[0])
    back = read(tmp_path / "a.docx")
    told = [(each.text, each.product, each.lead, each.deadline.due) for each in back.tasks]
    kept = [
        (each.text, each.product or None, [x for x in each.lead.split("; ") if x], each.due and each.due.isoformat())
        for each in plan.tasks.order_by("position")
    ]
    assert told == kept
    assert back.meta.doc_number == (plan.number or None)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is missing")
@pytest.mark.parametrize("shape", ["docx", "xlsx"])
def test_libreoffice_opens_it(draft: Plan, tmp_path: Path, shape: str) -> None:
    (tmp_path / f"plan.{shape}").write_bytes(export_plan(draft, shape)[0])
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", f"plan.{shape}"], cwd=tmp_path, check=True, timeout=120
    )
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF-")


def test_data_carries_what_people_put_right(draft: Plan, viewer: ViewerNamed) -> None:
    controller = viewer("kiemsoat.anhoa")
    first, second = draft.tasks.order_by("position")[:2]
    correct_item(item=first, values={"deadline_raw": "30/11/2025"}, revision=0, by=controller)
    drop_item(item=second, revision=0, by=controller)
    confirm_item(item=draft.targets.order_by("position")[0], revision=0, by=controller)
    found = json.loads(export_plan(draft, "json")[0])
    assert set(found) == {
        "schema_version", "meta", "objectives", "baseline", "problems", "targets", "solutions", "tasks",
        "responsibilities", "reporting", "recipients", "anomalies",
    }  # fmt: skip
    assert found["tasks"][0]["deadline"] == {"raw": "30/11/2025", "type": "date", "due": "2025-11-30"}
    assert second.number not in [each["id"] for each in found["tasks"]]
    assert found["targets"][0] == draft.as_read["targets"][0]


def test_a_workbook_without_a_plan_and_a_broken_one(here: Agency) -> None:
    book = Workbook()
    out = BytesIO()
    book.save(out)
    with pytest.raises(UnreadablePlan, match="không giống một kế hoạch"):
        again(out.getvalue(), "trong.xlsx")
    with pytest.raises(UnreadablePlan):
        again(out.getvalue()[:1500], "hong.xlsx")


def test_the_command_line(demo: None, tmp_path: Path) -> None:
    run = CliRunner().invoke
    read_back = json.loads(run(command, ["read", str(PLAN_FILE), "--json"]).stdout)
    assert len(read_back["tasks"]) == 4
    faults = json.loads(run(command, ["check", str(PLAN_FILE), "--json"]).stdout)
    assert all(set(each) == {"kind", "where", "message"} for each in faults)
    told = json.loads(run(command, ["import", str(PLAN_FILE), "--agency", "H99.31", "--json"]).stdout)
    assert (told["new"], told["tasks"]) == (True, 4)
    out = tmp_path / "a.xlsx"
    assert run(command, ["export", told["id"], "--format", "xlsx", "--output", str(out)]).exit_code == 0
    assert out.read_bytes()[:2] == b"PK"
    listed = json.loads(run(command, ["list", "--json"]).stdout)
    assert [(each["id"], each["state"]) for each in listed] == [(told["id"], "draft")]


def test_two_plans_in_one_file_become_two_drafts(demo: None, tmp_path: Path) -> None:
    second = PLAN_FILE.read_text("utf-8").replace("Số: 27/", "Số: 28/")
    both = tmp_path / "hai.txt"
    both.write_text(f"{PLAN_FILE.read_text('utf-8')}\n\n{second}", "utf-8")
    run = CliRunner().invoke
    assert json.loads(run(command, ["read", str(both), "--part", "2", "--json"]).stdout)["meta"]["doc_number"] == (
        "28/KH-UBND"
    )
    assert run(command, ["read", str(both), "--part", "3"]).exit_code == 1
    told = json.loads(run(command, ["import", str(both), "--agency", "H99.31", "--json"]).stdout)
    again = json.loads(run(command, ["import", str(both), "--agency", "H99.31", "--json"]).stdout)
    assert (told["new"], len(told["others"])) == (True, 1)
    assert (again["new"], again["id"], again["others"]) == (False, told["id"], told["others"])
    kept = {plan.number: plan for plan in Plan.objects.all()}
    assert sorted(kept) == ["27/KH-UBND", "28/KH-UBND"]
    assert [plan.tasks.count() for plan in kept.values()] == [4, 4]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["export", "khong-co", "--format", "json"], 1),
        (["export", "x", "--format", "odt"], 2),
        (["import", str(PLAN_FILE), "--agency", "H00.00"], 1),
        (["read", "khong-co.txt"], 2),
    ],
)
def test_the_command_line_says_no(demo: None, words: list[str], code: int) -> None:
    found = CliRunner().invoke(command, words)
    assert (found.exit_code, found.stdout) == (code, "")
    assert found.stderr


def test_word_and_libreoffice_see_the_same_widths_and_every_goal_has_words(draft: Plan) -> None:
    first = draft.targets.order_by("position")[0]
    draft.targets.filter(pk=first.pk).update(value=None, value_text="", comparator="=", measure_unit="", year=2026)
    made = Document(BytesIO(export_plan(draft, "docx")[0]))
    tables = made.tables
    assert [round(column.width.mm) for column in tables[0].columns] == [70, 95]
    assert [round(column.width.mm) for column in tables[-1].columns] == [12, 80, 45, 42, 46, 32]
    first.refresh_from_db()
    assert promised_words(first).endswith(": có (năm 2026)")
    assert f"1. {promised_words(first)}." in [each.text for each in made.paragraphs]


def test_a_plan_is_printed_in_vietnamese_whoever_asks(draft: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[str] = []

    def render(template: str, data: object) -> bytes:
        printed.append(repr(data))
        return b""

    monkeypatch.setattr("motcua.plans.exports.as_pdf.render", render)
    draft.targets.filter(comparator=">=").update(value=81)
    with override("en"):
        plan_as_pdf(draft)
        said = goal_words(draft.targets.filter(comparator=">=", year__isnull=False).order_by("position")[0])
    assert said.startswith("at least ")
    assert "Mục tiêu cụ thể" in printed[0]
    assert "tối thiểu" in printed[0]
    assert "at least" not in printed[0]
