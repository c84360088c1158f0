"""Faults of the document as they are shown: those about ties follow what people tied and untied by hand."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.plans.checks.ties import check_ties
from motcua.plans.models import Plan, Target, Task
from motcua.plans.reader import model as reader
from motcua.plans.reader.lines import Pages
from motcua.plans.reader.reading import Reading
from motcua.plans.ties import Ties, pair_of, ties_of

# What the kinds of the checks are called. The sentence of a fault quotes its document and stays in its language.
KINDS: dict[str, Any] = {
    "below_baseline": gettext_lazy("Chỉ tiêu thấp hơn mức đã đạt"),
    "below_national": gettext_lazy("Chỉ tiêu thấp hơn mức cả nước"),
    "beyond_power": gettext_lazy("Ngoài thẩm quyền"),
    "count_contradicts": gettext_lazy("Số liệu mâu thuẫn"),
    "count_differs": gettext_lazy("Số nêu khác số liệt kê"),
    "date_impossible": gettext_lazy("Ngày không có thật"),
    "days_contradict": gettext_lazy("Thời hạn mâu thuẫn"),
    "deadline_contradicts": gettext_lazy("Hạn mâu thuẫn"),
    "deadline_near": gettext_lazy("Hạn quá gần"),
    "deadline_past": gettext_lazy("Hạn đã qua"),
    "deadline_vague": gettext_lazy("Hạn không rõ"),
    "deadline_year": gettext_lazy("Năm của hạn chưa khớp"),
    "frame_blank": gettext_lazy("Thể thức để trống"),
    "incomplete": gettext_lazy("Văn bản thiếu phần"),
    "issuer_wrong": gettext_lazy("Sai cơ quan ban hành"),
    "law_by_consolidated": gettext_lazy("Viện dẫn văn bản hợp nhất"),
    "missing_deadline": gettext_lazy("Thiếu hạn"),
    "missing_lead": gettext_lazy("Thiếu cơ quan chủ trì"),
    "missing_product": gettext_lazy("Thiếu sản phẩm"),
    "name_differs": gettext_lazy("Tên gọi không thống nhất"),
    "no_reporting": gettext_lazy("Thiếu chế độ báo cáo"),
    "number_gap": gettext_lazy("Đánh số nhảy cóc"),
    "number_order": gettext_lazy("Đánh số sai thứ tự"),
    "number_repeated": gettext_lazy("Đánh số trùng"),
    "parts_differ": gettext_lazy("Các phần khác tổng"),
    "product_unfit": gettext_lazy("Sản phẩm chưa phù hợp"),
    "several_leads": gettext_lazy("Nhiều cơ quan chủ trì"),
    "share_wrong": gettext_lazy("Tỷ lệ tính sai"),
    "signature_form": gettext_lazy("Thể thức ký"),
    "spelling": gettext_lazy("Chính tả"),
    "sum_wrong": gettext_lazy("Cộng sai"),
    "target_without_task": gettext_lazy("Chỉ tiêu không có nhiệm vụ"),
    "targets_contradict": gettext_lazy("Chỉ tiêu mâu thuẫn"),
    "task_incomplete": gettext_lazy("Nhiệm vụ thiếu nội dung"),
    "task_without_target": gettext_lazy("Nhiệm vụ không có chỉ tiêu"),
    "unit_differs": gettext_lazy("Đơn vị tính khác nhau"),
    "unit_ended": gettext_lazy("Cơ quan, đơn vị không còn"),
}
_ABOUT_TIES = ("target_without_task", "task_without_target")
Fault = dict[str, Any]


def fault_words(kind: str) -> str:
    """What a kind of fault is called; empty for one that a later reader knew and this one does not."""
    return str(KINDS.get(kind, ""))


def faults_of(plan: Plan) -> list[Fault]:
    """What is wrong with the document of `plan`, as the reader kept it.

    Once a person tied or untied tasks and targets, what works for what is looked at anew: with those ties, and with
    the items as they stand now.
    """
    found: list[Fault] = list(plan.as_read["anomalies"])
    if not plan.ties.filter(task__isnull=False, target__isnull=False).exists():
        return found
    ties = ties_of(plan)
    anew = [asdict(each) for each in check_ties(_as_it_stands(plan, ties), Reading(Pages([]), [], []))]
    rest = [each for each in found if each["kind"] not in _ABOUT_TIES]
    return rest + anew + _untied(ties)


def _as_it_stands(plan: Plan, ties: Ties) -> reader.Plan:
    """The plan as the checks take it. What is tied by hand names its target, and stands where that task stands."""
    by_hand = {each: [one for one in ties.targets if ties.said.get(pair_of(each, one))] for each in ties.tasks}
    at = {target.pk: task for task, targets in by_hand.items() for target in targets}
    return reader.Plan(
        reader.Meta(),
        targets=[_target(each, at.get(each.pk, each)) for each in ties.targets],
        tasks=[_task(each, by_hand[each]) for each in ties.tasks],
        solutions=[
            reader.Solution("", "", each["title"], each["measures"], 1.0, reader.Source(1))
            for each in plan.as_read.get("solutions", ())
        ],
        responsibilities=[_responsibility(each) for each in plan.as_read.get("responsibilities", ())],
    )


def _place(item: Task | Target) -> reader.Source:
    return reader.Source(item.source_line, item.source_page)


def _target(item: Target, stands: Task | Target) -> reader.Target:
    value = None if item.value is None else float(item.value)
    return reader.Target(
        item.number, item.section, item.text, item.metric, item.comparator, value, item.measure_unit, item.year,
        item.scope or None, item.condition or None, item.kind, item.confidence, _place(stands),
    )  # fmt: skip


def _task(item: Task, tied: list[Target]) -> reader.Task:
    named = [*item.as_read.get("target_refs", ()), *(each.number for each in tied)]
    return reader.Task(
        item.number, item.section, item.group or None, item.text, item.product or None, [], [], reader.Deadline(),
        item.confidence, _place(item), target_refs=named,
    )  # fmt: skip


def _responsibility(said: dict[str, Any]) -> reader.Responsibility:
    duties = [
        reader.Duty(each["id"], each["text"], None, 1.0, reader.Source(each["source"]["line"], each["source"]["page"]))
        for each in said["duties"]
    ]
    return reader.Responsibility(said["agency"], said["section"], duties, 1.0, reader.Source(1))


def _untied(ties: Ties) -> list[Fault]:
    """What had ties until a person undid the last of them: the words alone would still tie it."""
    undone = {pair for pair, tied in ties.said.items() if not tied}
    targets = [each for each in ties.targets if any(pair[1] == each.pk for pair in undone) and not ties.tasks_of(each)]
    tasks = [each for each in ties.tasks if any(pair[0] == each.pk for pair in undone) and not ties.targets_of(each)]
    found = [("target_without_task", each, _("Chỉ tiêu %s đã gỡ khỏi mọi nhiệm vụ.")) for each in targets]
    more = [("task_without_target", each, _("Nhiệm vụ %s đã gỡ khỏi mọi chỉ tiêu.")) for each in tasks]
    return [
        {"kind": kind, "message": words % each.number, "where": each.section, "confidence": 1.0,
         "source": {"line": each.source_line, "page": each.source_page}}
        for kind, each, words in [*found, *more]
    ]  # fmt: skip
