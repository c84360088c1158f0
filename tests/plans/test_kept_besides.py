"""What a plan rests on, for whom its targets hold, how its work is grouped: read beside targets and tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

import motcua.plans
from motcua.plans.commands import check_command
from motcua.plans.reader import Plan, read_text
from motcua.plans.reader.deadlines import deadline_of
from tests.plans.written import MASTHEAD

GOLD = Path(__file__).parent / "gold" / "met"
BASES = """Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về thủ tục theo cơ chế một cửa;
Thực hiện Kế hoạch số 215/KH-UBND ngày 12/7/2025 của UBND tỉnh Phú Thọ về dịch vụ công trực tuyến;
"""
AIMS = "I. MỤC TIÊU\n1. Năm 2026, 85% hồ sơ được nộp trực tuyến.\n2. Năm 2026, 100% hồ sơ được số hóa.\n"
DUTIES = "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Báo cáo UBND xã kết quả hằng quý.\n"
ROWS = """PHỤ LỤC
DANH MỤC NHIỆM VỤ
| STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian hoàn thành | Sản phẩm |
| 1 | Vận động người dân nộp hồ sơ trực tuyến | Phòng Kinh tế | Quý I/2026 | Báo cáo |
| 2 | Số hóa hồ sơ khi tiếp nhận | Công an xã | Quý II/2026 | Kho hồ sơ |
"""
SOLUTIONS = """II. GIẢI PHÁP
1. Tuyên truyền
- Phát thanh mỗi tuần một tin.
- Phát tờ rơi đến từng hộ.
2. Nâng cao năng lực
- Tập huấn cho tổ công nghệ số.
"""


def plan(*, bases: str = BASES, aims: str = AIMS, work: str = "", rows: str = ROWS) -> Plan:
    return read_text(MASTHEAD + bases + aims + work + DUTIES + rows)


def test_a_basis_has_its_issuer_and_what_it_is_about() -> None:
    assert [(one.number, one.issuer, one.gist, one.role) for one in plan().meta.legal_bases] == [
        ("118/2025/NĐ-CP", "Chính phủ", "về thủ tục theo cơ chế một cửa", "basis"),
        ("215/KH-UBND", "UBND tỉnh Phú Thọ", "về dịch vụ công trực tuyến", "basis"),
    ]


def test_the_plan_above_is_told_from_the_law_it_rests_on() -> None:
    assert plan().meta.parents == ["215/KH-UBND"]
    assert plan(bases=BASES.splitlines()[0] + "\n").meta.parents == []


@pytest.mark.parametrize(
    ("said", "condition", "scope"),
    [
        ("100% hồ sơ được số hóa (trừ hồ sơ mật)", "trừ hồ sơ mật", None),
        ("100% hồ sơ được số hóa (áp dụng từ quý II)", "áp dụng từ quý II", None),
        ("100% hồ sơ tiếp nhận tại cấp xã được số hóa", None, "tại cấp xã"),
        ("100% hồ sơ được số hóa", None, None),
    ],
)
def test_a_target_keeps_for_whom_and_under_what_it_holds(said: str, condition: str | None, scope: str | None) -> None:
    (target,) = plan(aims=f"I. MỤC TIÊU\n1. Năm 2026, {said}.\n").targets
    assert (target.value, target.condition, target.scope) == (100, condition, scope)


def test_solutions_are_groups_of_measures() -> None:
    assert [(one.title, one.measures) for one in plan(work=SOLUTIONS).solutions] == [
        ("Tuyên truyền", ["Phát thanh mỗi tuần một tin.", "Phát tờ rơi đến từng hộ."]),
        ("Nâng cao năng lực", ["Tập huấn cho tổ công nghệ số."]),
    ]
    assert plan().solutions == []


def test_working_days_keep_their_number() -> None:
    found = deadline_of("Chậm nhất 10 ngày làm việc kể từ ngày ban hành")
    assert (found.type, found.days, found.due) == ("working_days", 10, None)


def test_work_that_serves_no_target_is_told_and_work_that_does_is_not() -> None:
    def idle(rows: str) -> list[str]:
        return [fault.message for fault in plan(rows=rows).anomalies if fault.kind == "task_without_target"]

    assert idle(ROWS) == []
    (said,) = idle(ROWS + "| 3 | Trồng hoa ven đường làng | Phòng Kinh tế | Quý II/2026 | Đường hoa |\n")
    assert "3 (Trồng hoa" in said
    assert "Vận động" not in said


def test_the_place_of_a_fault_is_the_line_it_stands_on(tmp_path: Path) -> None:
    text = MASTHEAD + BASES + AIMS + DUTIES + ROWS.replace("Quý I/2026", "Trước 31/11/2026")
    (tmp_path / "ke-hoach.txt").write_text(text, "utf-8")
    (fault,) = [one for one in check_command(tmp_path / "ke-hoach.txt") if one["kind"] == "date_impossible"]
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "31/11/2026" in words)
    assert fault["where"].endswith(f"(dòng {line})")


def _said_in(field: str) -> set[str]:
    found = (
        line.split(":", 1)[1].strip(" '\"")
        for file in GOLD.glob("*.gold.yaml")
        for line in file.read_text("utf-8").splitlines()
        if line.strip().startswith(f"{field}:")
    )
    return {one for one in found if one not in ("null", "")}


def test_no_rule_names_one_commune_or_one_document() -> None:
    """Names and numbers of the plans the reader was tuned with stand in none of its tables and in no line of code."""
    names = _said_in("doc_number") | {f"{kind} {one}" for one in _said_in("commune") for kind in ("xã", "phường")}
    assert len(names) > 80
    room = Path(motcua.plans.__file__).parent
    rules = [
        path
        for part in ("reader", "checks", "data")
        for path in (room / part).rglob("*")
        if path.suffix in (".py", ".yaml", ".txt") and "lexicon" not in path.parts
    ]
    assert len(rules) > 60
    told = {(path.name, one) for path in rules for words in [path.read_text("utf-8")] for one in names if one in words}
    assert told == set()
