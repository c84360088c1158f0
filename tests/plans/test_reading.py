"""Whole documents of different make: what comes out, and that it is the same however it was brought."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from benchmarks.plans import aligned, figures, likeness, spoil
from motcua.command_line.bench import bench
from motcua.plans.commands import check_command, read_command
from motcua.plans.reader import read, read_text, to_json

FILES = Path(__file__).parent / "files"
TABLED = FILES / "xa_bang_nhiem_vu.txt"
LABELLED = FILES / "phuong_bang_chi_tieu.txt"
KEYS = {
    "meta", "objectives", "baseline", "problems", "targets", "solutions", "tasks", "responsibilities", "reporting",
    "recipients", "anomalies", "schema_version",
}  # fmt: skip

TASKS = [
    ("1", ["Phòng Văn hóa - Xã hội"], "Kế hoạch phát động", "2025-10-31"),
    ("2", ["Phòng Văn hóa - Xã hội"], "Tờ rơi", "2024-12-31"),
    ("3", ["Phòng Kinh tế"], "03 bộ máy tính", "2025-12-15"),
    ("5", ["Phòng Kinh tế", "Công an xã"], "Biên bản nghiệm thu", "2026-12-31"),
]


def tasks_of(text: str) -> list[tuple[str, list[str], str | None, str | None]]:
    return [(one.id, one.lead, one.product, one.deadline.due) for one in read_text(text).tasks]


def test_the_contract_of_the_command() -> None:
    plan = read_command(TABLED)
    assert set(plan) == KEYS
    for kind in KEYS - {"meta", "schema_version"}:
        for item in plan[kind]:
            assert set(item) >= {"confidence", "source"}
            assert item["source"]["line"] >= 1


def test_the_frame() -> None:
    meta = read_command(LABELLED)["meta"]
    assert meta["doc_number"] == "112/KH-UBND"
    assert meta["doc_date"] == "2026-01-05"
    assert meta["issuing_agency"] == "UBND phường An Sơn"
    assert meta["agency_level"] == "commune"
    assert meta["signer"]["name"] == "Trần Thị Minh Hòa"
    assert [basis["number"] for basis in meta["legal_bases"]] == ["118/2025/NĐ-CP", "766/QĐ-TTg", "15/KH-UBND"]
    assert [basis["date"] for basis in meta["legal_bases"]] == ["2025-06-09", "2022-06-23", "2026-01-02"]


def test_tasks_in_a_table_with_tabs() -> None:
    assert tasks_of(TABLED.read_text("utf-8")) == TASKS


def _table(text: str) -> tuple[str, list[list[str]]]:
    head, tail = text.split("STT\t")
    rows = [line.split("\t") for line in ("STT\t" + tail).splitlines()]
    return head, [row + [""] * (6 - len(row)) for row in rows]


def test_the_same_table_in_markdown() -> None:
    head, rows = _table(TABLED.read_text("utf-8"))
    rows.insert(1, ["---"] * 6)
    assert tasks_of(head + "\n".join("| " + " | ".join(row) + " |" for row in rows)) == TASKS


def test_the_same_table_flattened_to_one_cell_a_line() -> None:
    head, rows = _table(TABLED.read_text("utf-8"))
    assert tasks_of(head + "\n".join(cell for row in rows for cell in row if cell)) == TASKS


def test_a_table_cut_by_a_page_goes_on() -> None:
    head, rows = _table(TABLED.read_text("utf-8"))
    rest = ["", "tại các trường học trên địa bàn", "", "", "", ""]
    whole = head + "\n".join("\t".join(row) for row in [*rows[:3], rows[0], rest, *rows[3:]])
    found = read_text(whole).tasks
    assert len(found) == 4
    assert found[0].text.endswith("tại các trường học trên địa bàn")


def test_labels_beneath_a_task() -> None:
    tasks = read(LABELLED).tasks
    assert [one.id for one in tasks] == ["III.1.a", "III.1.b", "III.2.a"]
    assert tasks[0].lead == ["Phòng Văn hóa - Xã hội"]
    assert tasks[0].coordinating == ["Tổ công nghệ số cộng đồng", "Đoàn Thanh niên phường"]
    assert tasks[0].product == "Chuyên mục được đăng tải"
    assert tasks[1].deadline.type == "monthly_quarterly"
    assert tasks[2].deadline.inclusive is False


def test_a_table_of_targets_by_year() -> None:
    found = {(one.metric, one.year): (one.comparator, one.value) for one in read(LABELLED).targets}
    assert found["online_dossier_rate", 2026] == (">=", 85)
    assert found["online_dossier_rate", 2027] == (">=", 90)
    assert found["on_time_rate", 2027] == ("=", 99)
    assert found["training_class_count", 2026] == ("=", 4)


def test_duties_reports_and_recipients() -> None:
    plan = read(LABELLED)
    assert [(one.agency, len(one.duties)) for one in plan.responsibilities] == [
        ("Văn phòng HĐND và UBND phường", 2),
        ("Trung tâm Phục vụ hành chính công phường", 2),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam phường và các tổ chức chính trị - xã hội", 1),
    ]
    assert ("Văn phòng HĐND và UBND phường", "UBND phường", "quarterly") in [
        (line.sender, line.to, line.frequency_type) for line in plan.reporting
    ]
    assert [one.text for one in plan.recipients] == ["UBND tỉnh (b/c)", "Đảng ủy phường", "Các khu phố", "Lưu: VT"]


def test_baselines_and_problems() -> None:
    plan = read(TABLED)
    fraction = next(one for one in plan.baseline if one.numerator)
    assert (fraction.metric, fraction.numerator, fraction.denominator, fraction.value) == (
        "full_online_procedure_rate", 120, 150, 82,
    )  # fmt: skip
    assert len(plan.problems) == 2


def _word(path: Path) -> None:
    head, rows = _table(TABLED.read_text("utf-8"))
    document = docx.Document()
    for line in head.splitlines():
        if line.strip():
            document.add_paragraph(line)
    table = document.add_table(rows=0, cols=6)
    for row in rows:
        cells = table.add_row().cells
        if row[0] in ("I", "II"):
            cells[0].text = row[0]
            cells[1].merge(cells[5]).text = row[1]
        else:
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
    document.save(str(path))


def test_a_word_file_gives_what_its_text_gives(tmp_path: Path) -> None:
    _word(tmp_path / "plan.docx")
    from_word, from_text = read(tmp_path / "plan.docx"), read(TABLED)
    assert [(one.id, one.lead, one.product, one.deadline.due) for one in from_word.tasks] == TASKS
    assert [(one.metric, one.value, one.year) for one in from_word.targets] == [
        (one.metric, one.value, one.year) for one in from_text.targets
    ]


def test_automatic_numbers_of_word_are_written_out(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("UBND XÃ SƠN TÂY", "KẾ HOẠCH", "Nâng cao chất lượng dịch vụ công trực tuyến năm 2026", "I. NHIỆM VỤ"):
        document.add_paragraph(line)
    for line in ("Rà soát danh mục thủ tục.", "Tuyên truyền đến từng hộ dân.", "Trang bị máy tính."):
        document.add_paragraph(line, style="List Number")
    document.save(str(tmp_path / "auto.docx"))
    assert [one.id for one in read(tmp_path / "auto.docx").tasks] == ["I.1", "I.2", "I.3"]


def test_decomposed_letters_change_nothing() -> None:
    text = TABLED.read_text("utf-8")
    composed, split = to_json(read_text(text)), to_json(read_text(unicodedata.normalize("NFD", text)))
    assert composed == split


def test_the_same_answer_twice() -> None:
    text = spoil(TABLED.read_text("utf-8"))
    assert to_json(read_text(text)) == to_json(read_text(text))


_ASKED = """
import sys, django
from django.conf import settings
settings.configure(USE_I18N=False)
django.setup()
from motcua.plans.reader import read_text, to_json
print(to_json(read_text(sys.stdin.read())))
"""


def test_the_same_answer_in_another_process() -> None:
    text = TABLED.read_text("utf-8").replace(
        "2.4. Mỗi thôn", "2.4. Dịch vụ công đạt tối thiểu 04 nhóm tiêu chí về trải nghiệm người dùng.\n2.5. Mỗi thôn"
    )
    answers = [
        subprocess.run(
            [sys.executable, "-c", _ASKED], input=text, capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PATH": os.defpath, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert answers[0] == answers[1]
    assert "quality_criteria_groups_met" in answers[0]


def test_a_spoiled_plan_keeps_its_targets_and_tasks() -> None:
    clean, bad = read(TABLED), read_text(spoil(TABLED.read_text("utf-8")))
    assert bad.meta.source_quality in ("poor", "fair")
    wanted = {(one.metric, one.comparator, one.value, one.year) for one in clean.targets}
    found = {(one.metric, one.comparator, one.value, one.year) for one in bad.targets}
    assert len(wanted & found) >= len(wanted) - 1
    assert [one.deadline.due for one in bad.tasks] == [one.deadline.due for one in clean.tasks]
    assert max(one.confidence for one in bad.targets) <= max(one.confidence for one in clean.targets)


def test_check_command_names_kind_place_and_message() -> None:
    faults = check_command(TABLED)
    assert {"kind", "where", "message"} == set(faults[0])
    assert any(fault["kind"] == "date_impossible" and "31/11/2025" in fault["message"] for fault in faults)


GOLD = """
meta: {source_file: NAME, title: "Kế hoạch khác", doc_number: "27/KH-UBND", legal_bases: []}
targets:
  - {id: T1, metric: online_dossier_rate, comparator: ">=", value: 75, unit: "%", year: 2025}
  - {id: T2, metric: on_time_rate, comparator: "=", value: 100, unit: "%", year: 2025}
tasks: []
responsibilities: []
anomalies: ["Ngày 31/11/2025 không tồn tại", "Con dấu bị mờ"]
anomaly_kinds: [{kind: impossible_date, where: "IV.4"}, {kind: stamp, where: "IX"}]
"""


def test_any_folder_of_gold_files_is_measured(tmp_path: Path) -> None:
    document = docx.Document()
    for line in TABLED.read_text("utf-8").split("PHỤ LỤC")[0].splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "word.docx"))
    (tmp_path / "text.txt").write_text(TABLED.read_text("utf-8"), "utf-8")
    for name in ("word.docx", "text.txt", "missing.pdf"):
        (tmp_path / f"{name.split('.')[0]}.gold.yaml").write_text(GOLD.replace("NAME", name), "utf-8")
    told = CliRunner().invoke(bench, ["plans", str(tmp_path), "--json"])
    found = json.loads(told.stdout)
    assert sorted(found["documents"]) == ["text", "word"]
    assert list(found["spoiled"]) == ["text"]
    assert found["misses"]["missing"] == ["không có văn bản bên cạnh tệp chuẩn"]
    text = found["documents"]["text"]
    assert (text["targets"]["gold"], text["targets"]["hits"], text["targets"]["recall"]) == (2, 1, 0.5)
    assert text["targets"]["precision"] == round(1 / text["targets"]["found"], 3)
    assert (text["faults"]["hits"], text["faults"]["recall"]) == (1, 0.5)
    assert text["seconds_a_page"] > 0
    assert found["overall"]["targets"]["gold"] == 4


def test_a_folder_without_gold_files_is_no_perfect_score(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(TABLED.read_text("utf-8"), "utf-8")
    told = CliRunner().invoke(bench, ["plans", str(tmp_path)])
    assert told.exit_code == 1
    assert told.stdout == ""
    assert told.stderr.count("nothing to measure in") == len(told.stderr.strip().splitlines()) == 1


def test_the_measurement_aligns_in_order() -> None:
    gold = [{"text": "số hóa"}, {"text": "tập huấn"}]
    found = [{"text": "số hóa"}, {"text": "kiểm tra"}, {"text": "tập huấn"}]
    pairs = aligned(gold, found, lambda one, two: likeness(one["text"], two["text"]) - 0.5)
    assert [(one["text"], two["text"]) for one, two in pairs] == [
        ("số hóa", "số hóa"),
        ("tập huấn", "tập huấn"),
    ]
    assert figures(2, 2, 3)["f1"] == pytest.approx(0.8)


def test_a_head_in_pieces_and_a_table_drawn_with_blanks() -> None:
    plan = read(FILES / "xa_cot_khoang_trang.txt")
    assert (plan.meta.doc_number, plan.meta.doc_date) == ("84/KH-UBND", "2025-10-09")
    assert (
        plan.meta.title
        == "Kế hoạch triển khai nâng cao hiệu quả dịch vụ công trực tuyến trên địa bàn xã Ea Tân năm 2026"
    )
    assert [(one.lead, one.product, one.deadline.due) for one in plan.tasks] == [
        (["Trung tâm Phục vụ hành chính công"], "Quyết định công bố", "2026-01-31"),
        (["Phòng Văn hóa - Xã hội"], "02 lớp tập huấn", "2026-03-31"),
        (["Phòng Kinh tế"], "Biên bản bàn giao", "2026-06-30"),
    ]
    assert [(one.metric, one.comparator, one.value) for one in plan.targets] == [
        ("full_online_dossier_rate", ">=", 85),
        ("electronic_result_rate", "=", 100),
        ("data_reuse_rate", ">=", 80),
        ("online_payment_rate", ">=", 70),
        ("petition_on_time_rate", "=", 95),
        ("procedure_satisfaction_rate", ">", 95),
        ("other", "=", 8),
        ("service_index_766_rank", ">=", "Tốt"),
    ]
