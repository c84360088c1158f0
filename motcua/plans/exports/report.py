"""A report on a plan: its figures, and the paper of Decree 30/2020/NĐ-CP, appendix I, that they stand on."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.base.clock import HO_CHI_MINH
from motcua.base.kit.figures import show_number, show_vnd
from motcua.base.kit.moments import show_day
from motcua.papers.api import render
from motcua.plans.diagnosis import Moved, diagnosed
from motcua.plans.exports.as_pdf import as_table, frame, kept, recipients
from motcua.plans.exports.goals import goal_words
from motcua.plans.extracts import WHOLE, belongs, extracts
from motcua.plans.following import Standing, standing_of
from motcua.plans.judging import Judgement, is_yes_no
from motcua.plans.models import CheckLine, Finding, GoodModel, Inspection, Obstacle, Part, Plan, Reminder, Report, Task
from motcua.plans.moving import figure_unit
from motcua.plans.oversight import rate_of

_TASK_WIDTHS = [12, 0, 42, 34, 32, 56]
_STATED = {Judgement.MET: "Đạt", Judgement.OPEN: "Chưa đạt, còn thời gian", Judgement.MISSED: "Không đạt",
           Judgement.UNKNOWN: "Chưa có số liệu", Judgement.FOLLOWED: "Chỉ theo dõi"}  # fmt: skip
_MOVED = {Moved.BETTER: "tốt lên", Moved.WORSE: "kém đi", Moved.SAME: "như cũ", Moved.UNKNOWN: "chưa có số liệu mới"}
REVIEWS = (Report.Kind.INTERIM, Report.Kind.FINAL)
Figures = dict[str, Any]


@override("vi")
def report_as_pdf(plan: Plan, day: date) -> bytes:
    """How the plan goes on `day`, unsigned and kept nowhere: to look at, or to take to a meeting."""
    figures = take_figures(plan, day)
    data = _paper(plan, _("Báo cáo"), plan.title, figures, ("", "", ""))
    return render("plan", data | {"issued_on": day, "recipients": recipients(plan.as_read)})


def report_as_drafted(report: Report) -> bytes:
    """How a report will look, without number, day and signature."""
    return render("plan", report_paper(report))


@override("vi")
def report_paper(report: Report) -> Figures:
    """What stands on the paper of a report, but for number, day and signer: the figures it keeps, and its words."""
    plan = report.plan
    about = plan.title
    if report.extract:
        about = _("%(plan)s (số liệu phục vụ %(report)s)") % {"plan": plan.title, "report": extracts()[report.extract]}
    period = _("từ %(since)s đến %(until)s") % {"since": show_day(report.since), "until": show_day(report.until)}
    words = (report.assessment, report.next_steps, report.proposals)
    return _paper(plan, str(Report.Kind(report.kind).label), f"{about}, {period}", report.figures, words)


def _paper(plan: Plan, kind: str, about: str, figures: Figures, words: tuple[str, str, str]) -> Figures:
    assessment, next_steps, proposals = words
    first, *others = figures["sections"]
    sections = [first | {"lines": [*first["lines"], *assessment.splitlines()]}, *others]
    sections += [
        {"title": title, "lines": text.splitlines()}
        for title, text in ((_("Phương hướng, nhiệm vụ tiếp theo"), next_steps), (_("Đề xuất, kiến nghị"), proposals))
        if text.strip()
    ]
    numbered = [each | {"title": f"{_roman(place)}. {each['title']}"} for place, each in enumerate(sections, start=1)]
    title = _("Tình hình thực hiện %(plan)s") % {"plan": about}
    paper = frame(plan, kind, title, None, "....../BC-UBND")
    return paper | {"sections": numbered, "annexes": figures["annexes"], "recipients": recipients(plan.as_read)}


@override("vi")
def take_figures(plan: Plan, day: date, *, extract: str = WHOLE, kind: str = Report.Kind.PERIODIC) -> Figures:
    """What the plan's data say on `day`, as plain data to be kept: parts of the report and its annexes.

    A review (interim, final) also tells of every year, of the delays and of the models worth copying.
    """
    tasks = [each for each in kept(plan.tasks).prefetch_related("parts") if belongs(each, extract)]
    standing = [each for each in standing_of(plan) if belongs(each.target, extract)]
    head = ["STT", _("Chỉ tiêu"), _("Cần"), _("Hiện có"), _("Kết quả")]
    task_head = ["STT", _("Nhiệm vụ"), _("Chủ trì"), _("Hạn"), _("Tình trạng"), _("Sản phẩm đã nộp")]
    sections = [
        {"title": _("Kết quả chung"), "lines": [_summary(tasks, standing, day), _checked(tasks)]},
        as_table(_("Chỉ tiêu"), head, [12, 0, 24, 34, 34], [_standing_row(each) for each in standing]),
        *(_review(plan, tasks, standing) if kind in REVIEWS else ()),
        _problems(plan, extract),
        _money(plan),
        _inspected(plan, day),
    ]
    rows = [_task_row(each, day) for each in tasks]
    annexes = [as_table(_("Tình hình từng nhiệm vụ"), task_head, _TASK_WIDTHS, rows)] if rows else []
    return {"sections": sections, "annexes": annexes}


def _summary(tasks: list[Task], standing: list[Standing], day: date) -> str:
    return _(
        "Đến ngày %(day)s: %(done)d trên %(all)d nhiệm vụ đã xong, %(late)d đang trễ; "
        "%(met)d trên %(targets)d chỉ tiêu đạt."
    ) % {
        "day": show_day(day),
        "done": sum(each.stage == Task.Stage.DONE for each in tasks),
        "all": len(tasks),
        "late": sum(is_late(each, day) for each in tasks),
        "met": sum(each.met is True for each in standing),
        "targets": sum(each.is_scored for each in standing),
    }


def _checked(tasks: list[Task]) -> str:
    """How much of what was delivered somebody else has looked at."""
    owed: list[Task | Part] = [*tasks, *(part for each in tasks for part in each.parts.all())]
    delivered = [each for each in owed if each.closed_at and not each.is_open]
    if not delivered:
        return _("Chưa có sản phẩm nào được nộp.")
    return _("%(checked)d trên %(all)d sản phẩm đã nộp đã được kiểm tra, xác nhận.") % {
        "checked": sum(each.checked_at is not None for each in delivered),
        "all": len(delivered),
    }


def _review(plan: Plan, tasks: list[Task], standing: list[Standing]) -> list[Figures]:
    """What only a look back tells."""
    years = [
        [
            each.target.number,
            each.target.text,
            str(judged.year or ""),
            _value(judged.value, each),
            _STATED[judged.state],
        ]
        for each in standing
        for judged in each.years
    ]
    head = ["STT", _("Chỉ tiêu"), _("Năm"), _("Đạt được"), _("Kết quả")]
    return [
        as_table(_("Chỉ tiêu qua từng năm"), head, [12, 0, 16, 30, 40], years),
        {"title": _("Tiến độ và đôn đốc"), "lines": _delays(tasks)},
        *([_answered(plan)] if plan.as_read.get("problems") else ()),
        _models(plan),
    ]


def _answered(plan: Plan) -> Figures:
    """The problems the plan began with: the tasks set against each, how many are done, how the figures moved."""
    body = [
        [
            each.text,
            ", ".join(task.number for task in each.tasks),
            f"{sum(task.stage == Task.Stage.DONE for task in each.tasks)} / {len(each.tasks)}" if each.tasks else "",
            "; ".join(f"{one.standing.target.number}: {_MOVED[one.moved]}" for one in each.measured),
        ]
        for each in diagnosed(plan)
    ]
    head = [_("Tồn tại"), _("Nhiệm vụ"), _("Đã xong"), _("Chỉ tiêu")]
    return as_table(_("Tồn tại và việc khắc phục"), head, [0, 28, 22, 50], body)


def _value(value: float | None, each: Standing) -> str:
    if value is None:
        return ""
    if is_yes_no(each.target):
        return _("đã có") if value else _("chưa có")
    return f"{show_number(value)} {figure_unit(each.target)}".strip()


def _delays(tasks: list[Task]) -> list[str]:
    ended = [(each.closed_at.astimezone(HO_CHI_MINH), each.due) for each in tasks if each.closed_at and each.due]
    in_time = sum(moment.date() <= due for moment, due in ended)
    steps = Counter(Reminder.objects.filter(task__in=tasks).values_list("step", flat=True))
    said = [_("%(n)d trên %(all)d nhiệm vụ có hạn đã xong đúng hạn.") % {"n": in_time, "all": len(ended)}]
    return said + [f"{Reminder.Step(step).label}: {count} lần nhắc." for step, count in sorted(steps.items())]


def _models(plan: Plan) -> Figures:
    found = GoodModel.objects.filter(task__plan=plan, withdrawn_at=None).order_by("at", "pk")
    body = [[each.title, each.result, str(each.copies.count())] for each in found]
    return as_table(_("Mô hình, cách làm hay"), [_("Mô hình"), _("Kết quả"), _("Nơi học theo")], [50, 0, 24], body)


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[number - 1]


def is_late(task: Task, day: date) -> bool:
    """Late itself, or one of its periods is."""
    return task.late_on(day) or (task.is_open and any(part.late_on(day) for part in task.parts.all()))


def _standing_row(each: Standing) -> list[str]:
    has = _value(each.value, each)
    if has and each.as_of:
        origin = _("hồ sơ trong hệ thống") if each.counted else _("nhập tay: %(source)s") % {"source": each.source}
        has = f"{has} ({show_day(each.as_of)}; {origin})"
    found = each.why if each.state == Judgement.UNKNOWN else f"{_STATED[each.state]}. {each.why}"
    return [each.target.number, each.target.text, goal_words(each.target), has, found]


def _task_row(task: Task, day: date) -> list[str]:
    state = _("Trễ") if is_late(task, day) else str(task.get_stage_display())
    if task.checked_at is not None:
        state = _("%(state)s, đã kiểm tra") % {"state": state}
    day_due = show_day(task.due)
    due = f"{task.deadline_raw} ({day_due})" if day_due not in ("", task.deadline_raw) else task.deadline_raw
    parts = [each for each in task.parts.all() if each.closed_at]
    product = task.delivered
    if parts and not product:
        product = _("%(n)d kỳ đã nộp; gần nhất: %(last)s") % {"n": len(parts), "last": parts[-1].delivered}
    return [task.number, task.text, task.lead, due, state, product]


def _problems(plan: Plan, extract: str) -> Figures:
    rows = plan.obstacles.select_related("task", "target").order_by("raised_at")
    raised = [(each, each.task or each.target) for each in rows]
    body = [
        [item.number if item else "", each.text, str(Obstacle.State(each.state).label), show_day(each.due)]
        for each, item in raised
        if item is None or belongs(item, extract)
    ]
    head = [_("Mục"), _("Vướng mắc"), _("Tình trạng"), _("Hạn trả lời")]
    return as_table(_("Khó khăn, vướng mắc"), head, [16, 0, 32, 28], body)


def _money(plan: Plan) -> Figures:
    rows = list(plan.budget.order_by("year", "pk"))
    body = [[str(each.year), each.text, each.source, show_vnd(each.amount), show_vnd(each.spent)] for each in rows]
    if rows:
        total = [show_vnd(sum(each.amount for each in rows)), show_vnd(sum(each.spent for each in rows))]
        body.append(["", _("Cộng"), "", *total])
    head = [_("Năm"), _("Nội dung"), _("Nguồn"), _("Được giao"), _("Đã chi")]
    return as_table(_("Kinh phí"), head, [14, 0, 38, 30, 30], body)


def _inspected(plan: Plan, day: date) -> Figures:
    """Every inspection with its findings, above them how much was mended."""
    rows = plan.inspections.order_by("day", "pk").prefetch_related("lines", "findings")
    found = [(each, list(each.lines.all()), list(each.findings.all())) for each in rows]
    body = [_inspection_row(*each, day) for each in found]
    head = [_("Kiểm tra"), _("Nơi, ngày"), _("Đạt / chưa đạt / chưa xem"), _("Kiến nghị đã khép"), _("Trễ")]
    part = as_table(_("Kiểm tra việc thực hiện"), head, [0, 50, 34, 30, 16], body)
    rate = rate_of((finding for _one, _lines, findings in found for finding in findings), day)
    if rate.percent is None:
        return part
    words = _("%(closed)d trên %(all)d kiến nghị sau kiểm tra đã khắc phục (%(percent)d%%), %(late)d đang trễ.")
    said = {"closed": rate.closed, "all": rate.all, "percent": rate.percent, "late": rate.late}
    return part | {"lines": [words % said]}


def _inspection_row(one: Inspection, lines: list[CheckLine], findings: list[Finding], day: date) -> list[str]:
    seen = Counter(each.found for each in lines)
    rate = rate_of(findings, day)
    return [
        one.title,
        f"{one.place}, {show_day(one.day)}",
        f"{seen[CheckLine.Found.FIT]} / {seen[CheckLine.Found.UNFIT]} / {seen[CheckLine.Found.UNSEEN]}",
        f"{rate.closed} / {rate.all}",
        str(rate.late),
    ]
