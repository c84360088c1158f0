"""What is missing: leads, deadlines, products; number, date, signer; reporting; ties between targets and tasks."""

from __future__ import annotations

import re

from motcua.plans.checks.parts import finding, listed
from motcua.plans.data import table
from motcua.plans.reader.fold import plain
from motcua.plans.reader.metrics import OTHER, metric
from motcua.plans.reader.model import Anomaly, Plan, Source, Target, Task
from motcua.plans.reader.reading import Reading


def check_tasks(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Tasks without lead, deadline or product: one finding for the document, not one a task."""
    if not plan.tasks:
        return []
    lacks = {
        "chủ trì": [task for task in plan.tasks if not task.lead or task.lead_source],
        "thời hạn": [task for task in plan.tasks if task.deadline.type == "none"],
        "sản phẩm": [task for task in plan.tasks if not task.product or task.product_source],
    }
    most = [name for name, tasks in lacks.items() if len(tasks) > len(plan.tasks) / 2]
    found: list[Anomaly] = []
    if most:
        first = plan.tasks[0].section
        part = "phụ lục" if first.startswith("PL") else f"mục {first.split('.')[0]}"
        found.append(
            finding("task_incomplete", f"Phần lớn nhiệm vụ ở {part} không ghi {', '.join(most)}",
                    part, plan.tasks[0].source, reading, 0.9)
        )  # fmt: skip
    for name, tasks in lacks.items():
        if tasks and name not in most:
            found.append(
                finding("task_incomplete", f"Chưa ghi {name}: nhiệm vụ {listed([task.id for task in tasks])}",
                        tasks[0].section, tasks[0].source, reading, 0.85)
            )  # fmt: skip
    return found


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
    periodic = [line for line in plan.reporting if line.frequency_type not in ("none", "ad_hoc", "as_regulated")]
    if not meta.signer_name and meta.signs_for:
        tail = "" if periodic else "; không quy định chế độ báo cáo định kỳ"
        found.append(finding("frame_blank", f"Không ghi tên người ký{tail}", "cuối văn bản", start, reading, 0.75))
    elif not periodic:
        found.append(
            finding("no_reporting", "Không quy định chế độ báo cáo định kỳ", "tổ chức thực hiện", start, reading, 0.6)
        )
    return found


def check_whole(plan: Plan, reading: Reading) -> list[Anomaly]:
    """A document of which only a part was brought: a whole plan has goals or tasks, and says who does what."""
    lacking = [
        name
        for name, there in (
            ("mục tiêu, chỉ tiêu", plan.targets or plan.objectives),
            ("nhiệm vụ", plan.tasks or plan.responsibilities),
        )
        if not there
    ]
    if not lacking:
        return []
    message = f"Không thấy phần {' và '.join(lacking)}; có thể tệp chỉ là một phần của văn bản"
    return [finding("incomplete", message, "toàn văn bản", plan.meta.source, reading, 0.8)]


def check_ties(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Targets that no task serves, and tasks that serve no target: one finding each."""
    if len(plan.targets) < 2 or len(plan.tasks) < 2:
        return []
    works = [plain(f"{task.text} {task.product or ''}") for task in plan.tasks]
    works += [plain(duty.text) for one in plan.responsibilities for duty in one.duties]
    loose = [
        target for target in plan.targets if target.metric != OTHER and not any(_serves(work, target) for work in works)
    ]
    found: list[Anomaly] = []
    if loose:
        found.append(
            finding("target_without_task",
                    f"Chỉ tiêu chưa có nhiệm vụ nào nhằm đạt: {listed([target.id for target in loose])}",
                    loose[0].section, loose[0].source, reading, 0.5)
        )  # fmt: skip
    return found + _aimless(plan.tasks, plan.targets, reading)


def _aimless(tasks: list[Task], targets: list[Target], reading: Reading) -> list[Anomaly]:
    idle = [task for task in tasks if not any(_serves(plain(task.text), target) for target in targets)]
    if not idle or len(idle) == len(tasks):
        return []
    message = f"Nhiệm vụ không gắn với chỉ tiêu nào: {listed([task.id for task in idle])}"
    return [finding("task_without_target", message, idle[0].section, idle[0].source, reading, 0.45)]


_COMMON = {
    "ty",
    "le",
    "so",
    "cua",
    "va",
    "cac",
    "duoc",
    "trong",
    "co",
    "ho",
    "thu",
    "tuc",
    "hanh",
    "chinh",
    "dich",
    "vu",
    "cong",
    "truc",
    "tuyen",
    "nguoi",
    "dan",
}


def _serves(work: str, target: Target) -> bool:
    one = metric(target.metric)
    if one is None:
        return False
    words = [word for word in re.findall(r"[a-z0-9]+", plain(one.name)) if word not in _COMMON]
    hit = sum(word in work.split() for word in words)
    return any(all(part.search(work) for part in wording) for wording in one.say) or (
        len(words) > 1 and hit >= 0.75 * len(words)
    )


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
