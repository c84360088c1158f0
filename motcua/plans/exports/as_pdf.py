"""A plan, and the report on it, printed in the layout of Decree 30/2020/NĐ-CP, appendix I."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.base.kit.moments import show_day, show_vnd
from motcua.directory.api import staff_with_role
from motcua.papers.api import render
from motcua.plans.comparing import words
from motcua.plans.exports.columns import TASK_COLUMNS
from motcua.plans.following import Standing, standing_of
from motcua.plans.judging import Judgement, is_yes_no, shown
from motcua.plans.models import ItemState, Obstacle, Plan, Target, Task
from motcua.rules.codes import Role

_TASK_WIDTHS = [12, 0, 45, 42, 46, 32]
_REPORT_WIDTHS = [12, 0, 42, 34, 32, 56]
_STATED = {Judgement.MET: "Đạt", Judgement.OPEN: "Chưa đạt, còn thời gian", Judgement.MISSED: "Không đạt",
           Judgement.UNKNOWN: "Chưa có số liệu"}  # fmt: skip
KINDS = {
    "decision": "Quyết định số ",
    "plan": "Kế hoạch số ",
    "decree": "Nghị định số ",
    "resolution": "Nghị quyết số ",
    "circular": "Thông tư số ",
    "directive": "Chỉ thị số ",
}
_COMPARED = {">=": "tối thiểu", ">": "trên", "<=": "không quá", "<": "dưới", "increase": "tăng", "decrease": "giảm"}


def plan_as_pdf(plan: Plan) -> bytes:
    """The plan itself: targets, duties, tasks as an annex."""
    return render("plan", plan_data(plan))


def plan_data(plan: Plan) -> dict[str, Any]:
    """What a plan says, part by part, as it is printed: plain data for whoever sets it on paper."""
    targets = [[each.number, each.text, goal_words(each)] for each in _kept(plan.targets)]
    sections = [_table(_("I. Mục tiêu cụ thể"), ["STT", _("Chỉ tiêu"), _("Mức cần đạt")], [12, 0, 40], targets)]
    duties = [
        {"title": f"{number}. {each['agency']}", "lines": [f"- {duty['text']}" for duty in each["duties"]]}
        for number, each in enumerate(plan.as_read.get("responsibilities", ()), start=1)
    ]
    tasks = [[str(getattr(task, key)) for key in TASK_COLUMNS] for task in _kept(plan.tasks)]
    return _frame(plan, "Kế hoạch", _bare(plan.title), plan.date, plan.number or "....../KH-UBND") | {
        "bases": [basis(each) for each in _meta(plan).get("legal_bases", ()) if each.get("number")][:30],
        "sections": [*sections, *([{"title": _("II. Tổ chức thực hiện"), "lines": []}] if duties else []), *duties],
        "annexes": [_table(_("Danh mục nhiệm vụ"), list(TASK_COLUMNS.values()), _TASK_WIDTHS, tasks)] if tasks else [],
        "recipients": recipients(plan.as_read),
    }


def report_as_pdf(plan: Plan, day: date) -> bytes:
    """How the plan goes on `day`: figures with their sources, tasks, what is late, problems, money."""
    tasks = list(_kept(plan.tasks).prefetch_related("parts"))
    done = sum(each.stage == Task.Stage.DONE for each in tasks)
    late = [each for each in tasks if is_late(each, day)]
    standing = standing_of(plan)
    met = sum(each.met is True for each in standing)
    summary = _(
        "Đến ngày %(day)s: %(done)d trên %(all)d nhiệm vụ đã xong, %(late)d đang trễ; "
        "%(met)d trên %(targets)d chỉ tiêu đạt."
    )
    filled = {
        "day": show_day(day),
        "done": done,
        "all": len(tasks),
        "late": len(late),
        "met": met,
        "targets": len(standing),
    }
    rows = [_task_row(each, day) for each in tasks]
    data = _frame(plan, "Báo cáo", _("Tình hình thực hiện %(plan)s") % {"plan": plan.title}, day, "....../BC-UBND")
    data |= {
        "sections": [
            {"title": _("I. Kết quả chung"), "lines": [summary % filled]},
            _table(_("II. Chỉ tiêu"), ["STT", _("Chỉ tiêu"), _("Cần"), _("Hiện có"), _("Kết quả")], [12, 0, 24, 34, 34],
                   [_standing_row(each) for each in standing]),
            _problems(plan),
            _money(plan),
        ],
        "annexes": [_table(_("Tình hình từng nhiệm vụ"), _report_head(), _REPORT_WIDTHS, rows)] if rows else [],
        "recipients": recipients(plan.as_read),
    }  # fmt: skip
    return render("plan", data)


def _report_head() -> list[str]:
    return ["STT", _("Nhiệm vụ"), _("Chủ trì"), _("Hạn"), _("Tình trạng"), _("Sản phẩm đã nộp")]


def is_late(task: Task, day: date) -> bool:
    """Late itself, or one of its periods is."""
    return task.late_on(day) or (task.is_open and any(part.late_on(day) for part in task.parts.all()))


def goal_words(target: Target) -> str:
    """What has to be reached, in words: "tối thiểu 90 % (năm 2026)"."""
    if is_yes_no(target) and not target.value_text:
        return _("có") + (f" ({_('năm')} {target.year})" if target.year else "")
    figure = words(target.value) or target.value_text
    if not figure:
        moves = _COMPARED.get(target.comparator, "")
        return _("%(moves)s hằng năm") % {"moves": moves} if target.period.get("every") else moves
    said = " ".join(each for each in (_COMPARED.get(target.comparator, ""), figure, target.measure_unit) if each)
    return f"{said} ({_('năm')} {target.year})" if target.year else said


def _kept(items: Any) -> Any:
    return items.exclude(state=ItemState.DROPPED).order_by("position")


def _table(title: str, head: list[str], widths: list[int], body: Iterable[list[str]]) -> dict[str, Any]:
    found = [[each or "" for each in row] for row in body]
    return {"title": title, "head": head, "widths": widths, "body": found, "lines": [] if found else [_("Không có.")]}


def _standing_row(each: Standing) -> list[str]:
    has = "" if each.value is None else f"{shown(each.value)} {each.target.measure_unit}".strip()
    if has and each.as_of:
        origin = _("hồ sơ trong hệ thống") if each.counted else _("nhập tay: %(source)s") % {"source": each.source}
        has = f"{has} ({show_day(each.as_of)}; {origin})"
    return [each.target.number, each.target.text, goal_words(each.target), has, f"{_STATED[each.state]}. {each.why}"]


def _task_row(task: Task, day: date) -> list[str]:
    state = _("Trễ") if is_late(task, day) else task.get_stage_display()
    due = f"{task.deadline_raw} ({show_day(task.due)})" if task.due else task.deadline_raw
    parts = [each for each in task.parts.all() if each.closed_at]
    product = task.delivered
    if parts and not product:
        product = _("%(n)d kỳ đã nộp; gần nhất: %(last)s") % {"n": len(parts), "last": parts[-1].delivered}
    return [task.number, task.text, task.lead, due, state, product]


def _problems(plan: Plan) -> dict[str, Any]:
    rows = plan.obstacles.select_related("task", "target").order_by("raised_at")
    body = [
        [
            (each.task or each.target or plan).number,
            each.text,
            str(Obstacle.State(each.state).label),
            show_day(each.due),
        ]
        for each in rows
    ]
    head = [_("Mục"), _("Vướng mắc"), _("Tình trạng"), _("Hạn trả lời")]
    return _table(_("III. Khó khăn, vướng mắc"), head, [16, 0, 32, 28], body)


def _money(plan: Plan) -> dict[str, Any]:
    rows = list(plan.budget.order_by("year", "pk"))
    body = [[str(each.year), each.text, each.source, show_vnd(each.amount), show_vnd(each.spent)] for each in rows]
    if rows:
        total = [show_vnd(sum(each.amount for each in rows)), show_vnd(sum(each.spent for each in rows))]
        body.append(["", _("Cộng"), "", *total])
    head = [_("Năm"), _("Nội dung"), _("Nguồn"), _("Được giao"), _("Đã chi")]
    return _table(_("IV. Kinh phí"), head, [14, 0, 38, 30, 30], body)


def _frame(plan: Plan, kind: str, about: str, day: date | None, number: str) -> dict[str, Any]:
    agency = plan.agency
    signer = _meta(plan).get("signer") or {}
    leader = staff_with_role(agency, Role.LEADER).first()
    return {
        "kind": kind,
        "about": about,
        "number": number,
        "issued_on": day or "ngày ... tháng ... năm ......",
        "agency": {
            "name": agency.name,
            "parent": agency.parent.name if agency.parent else "",
            "place": agency.short_name.removeprefix("UBND ").removeprefix("xã ").removeprefix("phường "),
        },
        "signer": {
            "authority": signer.get("signs_for") or "TM. Ủy ban nhân dân",
            "title": signer.get("title") or (leader.title if leader else "Chủ tịch"),
            "name": signer.get("name") or (leader.full_name if leader else ""),
        },
    }


def _meta(plan: Plan) -> dict[str, Any]:
    found: dict[str, Any] = plan.as_read.get("meta", {})
    return found


def _bare(title: str) -> str:
    bare = title[len("kế hoạch") :].strip() if title.lower().startswith("kế hoạch") else title
    return bare[:1].upper() + bare[1:]


def recipients(read: Mapping[str, Any]) -> list[str]:
    """Who receives it; the archive's own line ("Lưu: VT") is the template's."""
    named = [str(each["text"]).strip() for each in read.get("recipients", ())]
    return [each for each in named if not each.lower().startswith("lưu")]


def basis(said: Mapping[str, Any]) -> str:
    """A line "Căn cứ …" with the kind of document, number, day, issuer and what it is about.

    What a document says before its first part ("ban hành Kế hoạch như sau:") is no gist.
    """
    gist = f" {said['gist']}" if said.get("gist") and not str(said["gist"]).rstrip().endswith(":") else ""
    issuer = f" của {said['issuer']}" if said.get("issuer") else ""
    day = f" ngày {show_day(date.fromisoformat(said['date']))}" if said.get("date") else ""
    kind = KINDS.get(str(said.get("type", "")), "")
    return f"Căn cứ {kind}{said['number']}{day}{issuer}{gist};"
