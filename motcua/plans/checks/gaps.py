"""What is missing: leads, deadlines, products; number, date, signer; reporting; a part of the document."""

from __future__ import annotations

import re

from motcua.plans.checks.parts import finding, listed
from motcua.plans.checks.said import said_shares
from motcua.plans.data import table
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.model import Anomaly, Plan, Source, Task
from motcua.plans.reader.reading import Reading

_LACKS = {
    "missing_lead": ("chủ trì", "cơ quan chủ trì"),
    "missing_deadline": ("thời hạn", "thời gian hoàn thành"),
    "missing_product": ("sản phẩm", "sản phẩm"),
}
_FEW = 4


def check_tasks(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Tasks without lead, deadline or product: each by itself where few lack it, one finding where most do."""
    if not plan.tasks:
        return []
    lacks = {
        "missing_lead": [task for task in plan.tasks if not task.lead or task.lead_source],
        "missing_deadline": [
            task for task in plan.tasks if task.deadline.type == "none" and not _recurs(task, reading)
        ],
        "missing_product": [task for task in plan.tasks if not task.product or task.product_source],
    }
    most = [kind for kind, tasks in lacks.items() if len(tasks) > len(plan.tasks) / 2]
    found: list[Anomaly] = []
    if most:
        first = plan.tasks[0].section
        part = "phụ lục" if first.startswith("PL") else f"mục {first.split('.')[0]}" if first else "kế hoạch"
        named = ", ".join(_LACKS[kind][0] for kind in most)
        found.append(
            finding("task_incomplete", f"Phần lớn nhiệm vụ ở {part} không ghi {named}",
                    part, plan.tasks[0].source, reading, 0.9)
        )  # fmt: skip
    for kind, tasks in lacks.items():
        if kind not in most:
            found += _lacking(kind, tasks, reading)
    return found


_OFTEN = re.compile(
    r"\b(?:mot|hai|ba|bon|nam|\d+) (?:nam|quy|thang|tuan) (?:mot|\d+) lan\b|\bmoi (?:nam|quy|thang|tuan|ngay)\b"
)


def _recurs(task: Task, reading: Reading) -> bool:
    """Whether the paragraph of a task says how often it is done ("hai năm một lần")."""
    return any(one.source == task.source and bool(_OFTEN.search(fold(one.whole))) for one in reading.blocks)


def _lacking(kind: str, tasks: list[Task], reading: Reading) -> list[Anomaly]:
    short, long = _LACKS[kind]
    if len(tasks) > _FEW:
        message = f"Chưa ghi {short}: nhiệm vụ {listed([task.id for task in tasks])}"
        return [finding(kind, message, tasks[0].section, tasks[0].source, reading, 0.85)]
    return [
        finding(kind, f"Nhiệm vụ {task.id} ({squeeze(task.text)[:60]}) không có {long}",
                task.section, task.source, reading, 0.85)
        for task in tasks
    ]  # fmt: skip


_BEFORE_THE_WORK = ("front", "baseline", "problems", "aims", "targets", "demands")
_AGAIN = (
    r"(?:dinh ky|(?:hang|moi) (?:tuan|thang|quy|nam)|(?:truoc|vao) (?:\d+ gio|ngay|thu|chieu|sang)"
    r"|cuoi (?:tuan|thang|quy|nam)|6 thang|ngay \d)"
)
_RHYTHM = re.compile(
    rf"\b(?:bao cao|gui (?:ket qua|bao cao|so lieu)|bao (?:ket qua|so)|tong hop)\b[^.]{{0,160}}\b{_AGAIN}"
    rf"|\b{_AGAIN}\b[^.]{{0,120}}\b(?:bao cao|gui (?:ket qua|so lieu))\b"
)


def _reports(plan: Plan, reading: Reading) -> bool:
    """Whether somebody reports again and again, by a day or by rule: as read, or as some part of the text says."""
    if any(line.frequency_type not in ("none", "ad_hoc") for line in plan.reporting):
        return True
    later = [
        block for block in reading.blocks if block.zone in ("body", "closing") and block.kind not in _BEFORE_THE_WORK
    ]
    return any(_RHYTHM.search(fold(block.text)) for block in later)


def check_frame(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Number, date, signer and reporting of the document."""
    meta, found, start = plan.meta, [], Source(1)
    blanks = [name for name, value in (("số", meta.doc_number), ("ngày", meta.doc_date)) if not value]
    if blanks:
        found.append(
            finding(
                "frame_blank",
                f"{' và '.join(blanks).capitalize()} văn bản để trống",
                "đầu văn bản",
                meta.source,
                reading,
                0.8,
            )
        )
    periodic = _reports(plan, reading)
    if not meta.signer_name and meta.signs_for:
        tail = "" if periodic else "; không quy định chế độ báo cáo định kỳ"
        found.append(finding("frame_blank", f"Không ghi tên người ký{tail}", "cuối văn bản", start, reading, 0.75))
    elif not periodic and any(block.kind in ("duties", "reporting") for block in reading.blocks):
        found.append(
            finding("no_reporting", "Không quy định chế độ báo cáo định kỳ", "tổ chức thực hiện", start, reading, 0.6)
        )
    return found


def check_whole(plan: Plan, reading: Reading) -> list[Anomaly]:
    """A document of which only a part was brought: a whole plan has goals or tasks, and says who does what."""
    lacking = [
        name
        for name, there in (
            ("mục tiêu, chỉ tiêu", plan.targets or plan.objectives or _promises(reading)),
            ("nhiệm vụ", plan.tasks or plan.responsibilities or _assigns(reading)),
        )
        if not there
    ]
    if not lacking:
        return []
    message = f"Không thấy phần {' và '.join(lacking)}; có thể tệp chỉ là một phần của văn bản"
    return [finding("incomplete", message, "toàn văn bản", plan.meta.source, reading, 0.8)]


def _promises(reading: Reading) -> bool:
    """Whether the text promises figures, under whatever heading."""
    return any(not one.past for one in said_shares(reading))


_ASSIGNED = re.compile(r"\b(?:chu tri|phu trach|chiu trach nhiem chinh|dau moi thuc hien)\b")


def _assigns(reading: Reading) -> bool:
    """Whether the text gives work to someone three times and more."""
    by_heads = any(_ASSIGNED.search(fold(" ".join(line.cells or ()))) for line in reading.pages.lines)
    return by_heads or sum(
        block.zone == "body" and bool(_ASSIGNED.search(fold(block.text))) for block in reading.blocks
    ) >= len(_LACKS)


def check_products(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Products that do not fit their task: money instead of a result, another public than the task speaks of."""
    known = table("checks")
    money = [
        task
        for task in plan.tasks
        if task.product
        and re.search(known["funding"], plain(task.product))
        and not re.search(known["funding"], plain(task.text))
    ]
    found: list[Anomaly] = []
    if money:
        names = listed([task.id for task in money])
        found.append(
            finding(
                "product_unfit",
                f"{names}: sản phẩm là bố trí ngân sách, không phải kết quả hay số liệu; khó đo",
                money[0].section,
                money[0].source,
                reading,
                0.7,
            )
        )
    for task in plan.tasks:
        text, product = plain(task.text), plain(task.product or "")
        if (
            (
                re.search(r"dao tao|tap huan|boi duong", text)
                and re.search(known["officials"], text)
                and not re.search(known["public"], text)
            )
            and re.search(known["public"], product)
            and not re.search(known["officials"], product)
        ):
            found.append(
                finding(
                    "product_unfit",
                    f"{task.id}: nội dung là đào tạo cán bộ nhưng sản phẩm là lớp cho người dân",
                    task.section,
                    task.source,
                    reading,
                    0.7,
                )
            )
    return found
