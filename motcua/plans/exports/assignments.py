"""Letters of assignment: what each unit owes of a plan, one part a unit, in the layout of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.base.clock import today
from motcua.directory.api import Unit
from motcua.papers.api import render
from motcua.plans.comparing import words
from motcua.plans.exports.as_pdf import as_table, frame
from motcua.plans.exports.goals import goal_words
from motcua.plans.models import ItemState, Plan, Share, Target
from motcua.plans.owners import share_name, unit_id_of

_TARGETS, _TASKS = [12, 0, 44, 40], [12, 0, 50, 34, 36]
Rows = dict[int, list[list[str]]]


@override("vi")
def assignments_as_pdf(plan: Plan) -> bytes:
    """What was handed down to units and people, unsigned; a unit to which nothing was given has no part."""
    data = frame(plan, _("Thông báo"), _("Giao chỉ tiêu, nhiệm vụ thực hiện %(plan)s") % {"plan": plan.title}, today(),
                 "....../TB-UBND")  # fmt: skip
    return render("plan", data | {"sections": assigned(plan), "recipients": []})


def assigned(plan: Plan) -> list[dict[str, Any]]:
    """The parts of the letter, by unit: its targets with the level it owes, its tasks with product and last day."""
    targets, tasks = _targets(plan), _tasks(plan)
    units = Unit.objects.filter(agency=plan.agency, pk__in={*targets, *tasks}).order_by("name", "pk")
    found = []
    for number, unit in enumerate(units, start=1):
        found.append({"title": f"{number}. {unit.name}", "lines": []})
        if unit.pk in targets:
            head = ["STT", _("Chỉ tiêu"), _("Mức giao"), _("Người thực hiện")]
            found.append(as_table(_("Chỉ tiêu"), head, _TARGETS, targets[unit.pk]))
        if unit.pk in tasks:
            head = ["STT", _("Nhiệm vụ"), _("Sản phẩm"), _("Thời gian hoàn thành"), _("Người thực hiện")]
            found.append(as_table(_("Nhiệm vụ"), head, _TASKS, tasks[unit.pk]))
    return found or [{"title": "", "lines": [_("Chưa giao cho đơn vị nào.")]}]


def _targets(plan: Plan) -> Rows:
    found: Rows = defaultdict(list)
    kept = plan.targets.filter(state=ItemState.CONFIRMED).select_related("unit", "staff").order_by("position")
    for target in kept.prefetch_related("shares__unit", "shares__staff"):
        shares = list(target.shares.all())
        if shares:
            for share in shares:
                found[_unit_of(share)].append(_row(target, _level(target, share), share_name(share)))
        else:
            person = target.staff.full_name if target.staff else ""
            found[unit_id_of(target) or 0].append(_row(target, goal_words(target), person))
    return found


def _unit_of(share: Share) -> int:
    return share.unit_id or (share.staff.unit_id if share.staff else None) or 0


def _row(target: Target, level: str, person: str) -> list[str]:
    return [target.number, target.text, level, person]


def _level(target: Target, share: Share) -> str:
    """The share in the words of the target: "tối thiểu 80 % (năm 2026)"."""
    own = Target(comparator=target.comparator, value=share.value, measure_unit=target.measure_unit, year=target.year)
    return goal_words(own) if words(share.value) else ""


def _tasks(plan: Plan) -> Rows:
    found: Rows = defaultdict(list)
    for task in plan.tasks.filter(state=ItemState.CONFIRMED).select_related("unit", "staff").order_by("position"):
        person = task.staff.full_name if task.staff else ""
        found[unit_id_of(task) or 0].append([task.number, task.text, task.product, task.deadline_raw, person])
    return found
